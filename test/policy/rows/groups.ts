import { insertMany } from '../../../src/db/bulk.ts'
import type { Db } from '../../../src/db/client.ts'
import { groupInvitations } from '../../../src/groups/table.ts'
import { cohorts, programs } from '../../../src/programs/table.ts'
import { anyoneSignedIn, everybody, nobody, type Row } from './row.ts'

const ours = { id: 'grp_ours' }
const program = { ...ours, programId: 'prg_public' }
const cohort = { ...program, cohortId: 'coh_first' }
const invitation = { id: 'gri_open' }
/** Its members, and nobody else: not even a moderator. */
const inside = 's ---- -yy --'
const owners = 's ---- -xy --'

const writtenProgram = { name: 'Night school', activity: 'course', about: 'On Tuesdays' }
const writtenCohort = { number: '2', startsOn: '2026-05-01', endsOn: '2026-05-10' }

export const groupRows: Row[] = [
  { route: 'GET /groups/new', cells: anyoneSignedIn },
  { route: 'POST /groups/new', cells: anyoneSignedIn, body: { name: 'A new group' } },
  { route: 'GET /groups/:id', on: ours, cells: inside },
  { route: 'GET /groups/:id/programs/comparison', on: ours, cells: inside },
  { route: 'GET /groups/:id/settings', on: ours, cells: inside },
  { route: 'POST /groups/:id/settings', on: ours, cells: owners, body: { name: 'Renamed' } },
  { route: 'POST /groups/:id/invitations', on: ours, cells: owners, body: { email: 'new@example.test' } },
  {
    route: 'POST /groups/:id/invitations/:invitationId/withdrawal',
    on: { ...ours, invitationId: 'gri_open' },
    cells: owners,
  },
  {
    route: 'POST /groups/:id/members/:personId/role',
    on: { ...ours, personId: 'per_groupMember' },
    cells: owners,
    body: { role: 'owner' },
  },
  // Everybody may leave.
  {
    route: 'POST /groups/:id/members/:personId/removal',
    on: { ...ours, personId: 'per_groupMember' },
    cells: inside,
  },
  {
    route: 'POST /groups/:id/members/:personId/removal',
    on: { ...ours, personId: 'per_groupOwner' },
    cells: owners,
  },
  { route: 'GET /groups/invitations/:id', on: invitation, cells: 's y--- --- --' },
  { route: 'POST /groups/invitations/:id', on: invitation, cells: 's y--- --- --', body: { answer: 'accepted' } },
  { route: 'POST /me/keys', cells: inside, body: { name: 'A key', subject: 'grp_ours' } },

  { route: 'GET /programs', cells: everybody },
  { route: 'GET /programs/:id', on: { id: 'prg_public' }, cells: everybody },
  { route: 'GET /programs/:id', on: { id: 'prg_unpublished' }, cells: nobody },
  { route: 'GET /groups/:id/programs', on: ours, cells: inside },
  { route: 'GET /groups/:id/programs/new', on: ours, cells: inside },
  { route: 'POST /groups/:id/programs/new', on: ours, cells: inside, body: writtenProgram },
  { route: 'GET /groups/:id/programs/:programId', on: program, cells: inside },
  { route: 'POST /groups/:id/programs/:programId', on: program, cells: inside, body: writtenProgram },
  {
    route: 'POST /groups/:id/programs/:programId/publication',
    on: { ...ours, programId: 'prg_unpublished' },
    cells: inside,
  },
  { route: 'POST /groups/:id/programs/:programId/publication/end', on: program, cells: inside },
  { route: 'POST /groups/:id/programs/:programId/removal', on: program, cells: inside },
  { route: 'POST /groups/:id/programs/:programId/copies', on: program, cells: inside, body: { to: 'Kenya' } },
  { route: 'POST /groups/:id/programs/:programId/drafts', on: program, cells: inside },
  { route: 'POST /groups/:id/programs/:programId/opportunity', on: program, cells: inside, body: { opportunity: '' } },
  { route: 'GET /groups/:id/programs/:programId/cohorts/new', on: program, cells: inside },
  { route: 'POST /groups/:id/programs/:programId/cohorts/new', on: program, cells: inside, body: writtenCohort },
  { route: 'GET /groups/:id/programs/:programId/cohorts/:cohortId', on: cohort, cells: inside },
  {
    route: 'POST /groups/:id/programs/:programId/cohorts/:cohortId',
    on: cohort,
    cells: inside,
    body: writtenCohort,
  },
  { route: 'POST /groups/:id/programs/:programId/cohorts/:cohortId/removal', on: cohort, cells: inside },
]

/** A public program with a cohort, one that is not public, and an invitation to the group. */
export const groupFixtures = (db: Db, now: number) => {
  const at = { createdAt: 0, updatedAt: 0 }
  const held = { groupId: 'grp_ours', activity: 'bootcamp' as const, about: 'Ten days', aboutHtml: '<p>Ten days</p>' }
  const none = { languages: [], audiences: [], ...at }
  return [
    ...insertMany(db, programs, [
      { ...held, ...none, id: 'prg_public', name: 'Bootcamp', publishedAt: 1 },
      { ...held, ...none, id: 'prg_unpublished', name: 'Course' },
    ]),
    ...insertMany(db, cohorts, [
      {
        ...{ id: 'coh_first', programId: 'prg_public', number: 1, name: 'Spring' },
        ...{ startsOn: '2026-04-01', endsOn: '2026-04-10' },
        ...at,
      },
    ]),
    ...insertMany(db, groupInvitations, [
      {
        ...{ id: 'gri_open', groupId: 'grp_ours', email: 'person@example.test', emailKey: 'key of person' },
        ...{ role: 'member' as const, invitedBy: 'per_groupOwner', invitedAt: now },
      },
    ]),
  ]
}
