import { anyoneSignedIn, insiders, type Row, staff } from './row.ts'

const ours = { id: 'org_ours' }
export const organizationOffice: Row[] = [
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
