import { anyoneSignedIn, type Cells, inEachState, insiders, members, nobodySignedIn, type Row } from './row.ts'

const writers = 's -yyy --- --'
/** Once it is public, the members take over from an author who is none. */
const writersOfPublic = 's xxyy xxx xx'
const closers = 's xxyy xxx yy'
const hidden = nobodySignedIn

/** Who is led to where it is managed: the author too, until its members take over. */
const managing: Cells = {
  published: insiders,
  closed: insiders,
  expired: insiders,
  retracted: insiders,
  waiting: 's -yyy --- yy',
  draft: hidden,
}
/** What writing, closing and reopening answer, in each state. */
const closing: Cells = {
  published: closers,
  closed: closers,
  expired: closers,
  retracted: closers,
  waiting: hidden,
  draft: hidden,
}
const reopening: Cells = {
  published: writersOfPublic,
  closed: writersOfPublic,
  expired: writersOfPublic,
  retracted: writersOfPublic,
  waiting: 's ---- --- xx',
  draft: hidden,
}
const editing: Cells = {
  published: writersOfPublic,
  closed: writersOfPublic,
  expired: writersOfPublic,
  retracted: writersOfPublic,
  waiting: 's -yyy --- xx',
  draft: writers,
}

export const life: Row[] = [
  ...inEachState(managing, 'GET /opportunities/:id/manage'),
  ...inEachState(closing, 'GET /opportunities/:id/closure'),
  ...inEachState(closing, 'POST /opportunities/:id/closure', { reason: 'filled' }),
  ...inEachState(reopening, 'GET /opportunities/:id/reopening'),
  ...inEachState(reopening, 'POST /opportunities/:id/reopening', { closesOn: '2026-12-31' }),
  ...inEachState(editing, 'GET /opportunities/:id/edit'),
  ...inEachState(editing, 'POST /opportunities/:id/edit', { title: 'New words' }),
  ...inEachState(editing, 'GET /opportunities/:id/posted'),
  ...inEachState(editing, 'POST /opportunities/:id/copies', { as: 'another' }),
  { route: 'POST /opportunities/drafts/:id/removal', on: { id: 'opp_draft' }, cells: writers },
  { route: 'GET /opportunities/:id/interest', on: { id: 'opp_published' }, cells: anyoneSignedIn },
  { route: 'GET /opportunities/:id/interest', on: { id: 'opp_waiting' }, cells: hidden },
  {
    route: 'POST /opportunities/:id/interest',
    on: { id: 'opp_published' },
    cells: anyoneSignedIn,
    body: { name: 'Somebody', message: 'I have done this for two years.' },
  },
  { route: 'GET /interests/:id', on: { id: 'int_open' }, cells: members },
  {
    route: 'POST /interests/:id',
    on: { id: 'int_open' },
    cells: members,
    body: { answer: 'Let us talk on Monday at noon.' },
  },
]
