import { applicationApiRows, applicationRows } from './applications-rows.ts'
import { dataRows } from './data-rows.ts'
import { introductionRows } from './introductions-rows.ts'
import { matchingApiRows, matchingRows } from './matching-rows.ts'
import { profileApiRows, profileRows } from './profile-rows.ts'

/**
 * Who may do what, in which state: the specification, as data. Columns: visitor, person, author (not a member), member
 * and owner of the organization, owner of another, member and owner of a group, moderator, admin. Cells: `y` let in,
 * `s` led to sign in (a write answers 401), `-` not found, `x` found but not theirs.
 */
export type Row = {
  route: string
  cells: string
  /** What the parts of the path stand for. */
  on?: Record<string, string>
  body?: Record<string, string>
}
/** Columns of the API's writes: without a key, with a cookie only, and with keys. */
export const keyColumns = ['none', 'cookie', 'personal', 'foreign', 'own'] as const
export type ApiRow = Row & { json: unknown }

const everybody = 'y yyyy yyy yy'
/** A made-up token opens nothing, and an unknown page is there for nobody. */
const nobody = '- ---- --- --'
const anyoneSignedIn = 's yyyy yyy yy'
const nobodySignedIn = 's ---- --- --'
const staff = 's ---- --- yy'
const insiders = 's --yy --- yy'
const members = 's --yy --- --'

const open = (...routes: string[]): Row[] => routes.map((route) => ({ route, cells: everybody }))
const of = (cells: string, ...routes: string[]): Row[] => routes.map((route) => ({ route, cells }))

const publicPages = [
  ...open(
    'GET /',
    'GET /healthz',
    'GET /readyz',
    'GET /match',
    'GET /organizations',
    'GET /subscribe',
    'GET /feed.xml',
    'GET /feed.atom',
    'GET /feed.json',
    'GET /deadlines.ics',
    'GET /opportunities.csv',
    'GET /embed',
    'GET /sitemap.xml',
    'GET /robots.txt',
    'GET /manifest.webmanifest',
    'GET /docs/api',
    'GET /dev/mail',
    'GET /sign-in',
    'GET /opportunities/new',
    'GET /opportunities/new/time',
    'POST /opportunities/new',
    'POST /opportunities/new/prefill',
    'POST /sign-in/code',
  ),
  { route: 'GET /organizations/:id', on: { id: 'org_ours' }, cells: everybody },
  { route: 'POST /subscribe', cells: everybody, body: { email: 'reader@example.test' } },
  { route: 'POST /sign-in', cells: everybody, body: { email: 'reader@example.test' } },
  ...of(
    nobody,
    'GET /oembed',
    'GET /:file{sitemap-[1-9][0-9]{0,3}\\.xml}',
    'GET /dev/mail/:id',
    'GET /dev/mail/:id/html',
    'GET /sign-in/:token',
    'POST /sign-in/:token',
    'GET /subscriptions/:token',
    'POST /subscriptions/:token',
    'GET /subscriptions/:token/confirmation',
    'POST /subscriptions/:token/confirmation',
    'GET /unsubscribe/:token',
    'POST /unsubscribe/:token',
    'GET /opportunities/confirmation/:token',
    'POST /opportunities/confirmation/:token',
    'GET /still-open/:token',
    'POST /still-open/:token',
  ).map((row) => (row.route.includes(':file') ? { ...row, on: { file: 'sitemap-7.xml' } } : row)),
]

/** Each opportunity in each state, as everybody reads it. */
const readable = {
  published: everybody,
  closed: everybody,
  expired: everybody,
  retracted: everybody,
  waiting: nobody,
  draft: nobody,
}
const opportunityPages = Object.entries(readable).flatMap(([state, cells]): Row[] => {
  const on = { id: `opp_${state}` }
  const shown = state === 'retracted' ? nobody : cells
  return [
    { route: 'GET /opportunities/:id', on, cells },
    { route: 'GET /opportunities/:id/application', on, cells: shown },
    { route: 'POST /opportunities/:id/views', on, cells: everybody },
    {
      route: 'POST /opportunities/:id/reports',
      on,
      cells: state === 'published' ? everybody : nobody,
      body: { reason: 'closed' },
    },
    // None of them is open with a deadline to come.
    { route: 'GET /opportunities/:id/deadline.ics', on, cells: nobody },
  ]
})

const account = [
  ...of(
    anyoneSignedIn,
    'GET /me',
    'GET /me/keys',
    'GET /me/passkeys',
    'GET /me/opportunities',
    'GET /me/interests',
    'GET /opportunities/drafts',
    'GET /organizations/new',
    'POST /sign-out',
    'POST /me/sessions/end',
    'POST /me/passkeys/registration/options',
    'POST /me/passkeys/registration',
    'POST /me/passkeys/authentication/options',
    'POST /me/passkeys/authentication',
  ),
  { route: 'POST /me/name', cells: anyoneSignedIn, body: { name: 'Somebody' } },
  { route: 'POST /me/keys', cells: anyoneSignedIn, body: { name: 'A key' } },
  { route: 'POST /me/keys', cells: members, body: { name: 'A key', subject: 'org_ours' } },
  { route: 'POST /organizations/new', cells: anyoneSignedIn, body: { name: 'A new one' } },
  { route: 'POST /me/sessions/:id/end', on: { id: 'ses_member' }, cells: 's --y- --- --' },
  { route: 'POST /me/keys/:id/revocation', on: { id: 'key_own' }, cells: 's --y- --- --' },
  { route: 'POST /me/passkeys/:id/removal', on: { id: 'psk_none' }, cells: nobodySignedIn },
]

const ours = { id: 'org_ours' }
const organizationOffice: Row[] = [
  { route: 'GET /organizations/:id/office', on: ours, cells: insiders },
  { route: 'POST /organizations/:id/office', on: ours, cells: 's --yy --- xx', body: { about: 'New words' } },
  { route: 'POST /organizations/:id/office', on: ours, cells: 's --xy --- xx', body: { name: 'Ours, renamed' } },
  { route: 'POST /organizations/:id/office', on: ours, cells: 's --xy --- xx', body: { website: 'https://a.test' } },
  { route: 'GET /organizations/:id/office/opportunities', on: ours, cells: insiders },
  {
    route: 'POST /organizations/:id/office/opportunities/closures',
    on: ours,
    cells: insiders,
    body: { id: 'opp_published', reason: 'filled' },
  },
  {
    route: 'POST /organizations/:id/invitations',
    on: ours,
    cells: 's --xy --- yy',
    body: { email: 'new@example.test', role: 'member' },
  },
  {
    route: 'POST /organizations/:id/invitations/:invitationId/withdrawal',
    on: { ...ours, invitationId: 'inv_open' },
    cells: 's --xy --- yy',
  },
  {
    route: 'POST /organizations/:id/members/:personId/role',
    on: { ...ours, personId: 'per_member' },
    cells: 's --xy --- yy',
    body: { role: 'owner' },
  },
  // Everybody may leave.
  {
    route: 'POST /organizations/:id/members/:personId/removal',
    on: { ...ours, personId: 'per_member' },
    cells: insiders,
  },
  { route: 'GET /organizations/:id/membership', on: ours, cells: anyoneSignedIn },
  // Nobody's mailbox is at its domain.
  { route: 'POST /organizations/:id/membership', on: ours, cells: 's xxyy xxx xx' },
  { route: 'GET /invitations/:id', on: { id: 'inv_open' }, cells: 's y--- --- --' },
  { route: 'POST /invitations/:id', on: { id: 'inv_open' }, cells: 's y--- --- --', body: { answer: 'accepted' } },
  { route: 'GET /organizations/:id/moderation', on: ours, cells: staff },
  { route: 'POST /organizations/:id/moderation', on: ours, cells: staff, body: { change: 'trust', reason: 'Known' } },
  {
    route: 'POST /organizations/:id/renaming',
    on: ours,
    cells: staff,
    body: { answer: 'approved', askedAt: '1' },
  },
  { route: 'POST /organizations/:id/name', on: ours, cells: staff, body: { name: 'Ours, renamed' } },
  { route: 'GET /organizations/:id/merge', on: ours, cells: staff },
  { route: 'POST /organizations/:id/merge', on: ours, cells: staff, body: { into: 'org_theirs', reason: 'The same' } },
]

const writers = 's -yyy --- --'
/** Once it is public, the members take over from an author who is none. */
const writersOfPublic = 's xxyy xxx xx'
const closers = 's xxyy xxx yy'
const hidden = nobodySignedIn
type Cells = Record<keyof typeof readable, string>

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
const inEachState = (cells: Cells, route: string, body?: Record<string, string>): Row[] =>
  Object.entries(cells).map(([state, each]) => ({ route, on: { id: `opp_${state}` }, cells: each, body }))

const life: Row[] = [
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

const because = { reason: 'For the test' }
const moderation: Row[] = [
  ...of(staff, 'GET /moderation', 'GET /moderation/lookup', 'GET /moderation/reports'),
  ...of(staff, 'GET /admin', 'GET /admin/audit', 'POST /admin/audit/check', 'GET /admin/audit.csv'),
  { route: 'POST /admin/audit.csv', cells: staff, body: because },
  { route: 'POST /moderation/reports', cells: staff, body: { subject: 'opp_published', until: '1', note: '' } },
  { route: 'GET /moderation/:revisionId', on: { revisionId: 'rev_waiting' }, cells: staff },
  {
    route: 'POST /moderation/:revisionId/decision',
    on: { revisionId: 'rev_waiting' },
    cells: staff,
    body: { verdict: 'approved' },
  },
  { route: 'POST /moderation/:revisionId/decision/undo', on: { revisionId: 'rev_published' }, cells: staff },
  { route: 'GET /moderation/opportunities/:id', on: { id: 'opp_waiting' }, cells: staff },
  { route: 'GET /moderation/opportunities/:id', on: { id: 'opp_draft' }, cells: hidden },
  {
    route: 'POST /moderation/opportunities/:id/retraction',
    on: { id: 'opp_published' },
    cells: staff,
    body: { reason: 'mistake', note: 'For the test' },
  },
  { route: 'POST /moderation/opportunities/:id/reinstatement', on: { id: 'opp_retracted' }, cells: staff },
  { route: 'GET /moderation/people/:id', on: { id: 'per_person' }, cells: staff },
  { route: 'POST /moderation/people/:id/suspension', on: { id: 'per_person' }, cells: staff, body: because },
  { route: 'POST /moderation/people/:id/suspension/end', on: { id: 'per_person' }, cells: staff },
]

export const table: Row[] = [
  ...publicPages,
  ...opportunityPages,
  ...account,
  ...organizationOffice,
  ...life,
  ...matchingRows,
  ...moderation,
  ...introductionRows,
  ...profileRows,
  ...applicationRows,
  ...dataRows,
]

const written = { kind: 'role', title: 'Written by a program' }
const keyed = (route: string, json: unknown, cells: Partial<Cells>): ApiRow[] =>
  Object.entries(cells).map(([state, each]) => ({ route, json, cells: each, on: { id: `opp_${state}` } }))
/** With a key that is not theirs, what is public may be read, not changed. */
const own = 's s xxy'
const unseen = 's s --y'
const gone = 's s ---'

export const apiTable: ApiRow[] = [
  ...profileApiRows,
  ...applicationApiRows,
  ...matchingApiRows,
  { route: 'POST /api/v1/opportunities', json: written, cells: 's s xyy' },
  ...keyed(
    'PATCH /api/v1/opportunities/:id',
    { seats: 3 },
    {
      published: own,
      closed: own,
      expired: own,
      retracted: own,
      waiting: unseen,
      draft: gone,
    },
  ),
  ...keyed(
    'POST /api/v1/opportunities/:id/closure',
    { reason: 'filled' },
    {
      published: own,
      closed: own,
      expired: own,
      retracted: own,
      waiting: gone,
      draft: gone,
    },
  ),
]
