import { insertMany } from '../../../src/db/bulk.ts'
import type { Db, Statement } from '../../../src/db/client.ts'
import { participantImports } from '../../../src/programs/participants/table.ts'
import { cohorts, participants, participations, programs, stageChanges } from '../../../src/programs/table.ts'
import type { ApiRow } from './api.ts'
import { anyoneSignedIn, nobody, type Row } from './row.ts'

/** Member and owner of the group: no organization, no moderator, no admin. */
const group = 's ---- -yy --'

const on = { id: 'grp_ours' }
const person = { ...on, participantId: 'ptc_one' }
const part = { ...person, partId: 'ptn_one' }
const fresh = { ...on, importId: 'imp_new' }
const done = { ...on, importId: 'imp_done' }
const move = { ids: 'ptc_one', to: 'research', happenedOn: '2026-01-01', source: 'Told us' }
const mapping = { name: '0', as_of: '2026-03-01', basis: 'consent' }
const stated = { name: 'Somebody', basis: 'consent' }
const merge = { first: 'ptc_one', second: 'ptc_two', keep: 'ptc_one', answer: 'same', sure: 'yes' }

const row = (route: string, given: Record<string, string> = on, body?: Record<string, string>): Row => ({
  route,
  on: given,
  cells: group,
  ...(body ? { body } : {}),
})

export const peopleRows: Row[] = [
  row('GET /groups/:id/people'),
  row('GET /groups/:id/people/board'),
  row('GET /groups/:id/people/new'),
  row('POST /groups/:id/people/new', on, stated),
  row('POST /groups/:id/people/moves', on, move),
  row('POST /groups/:id/people/moves/:act/undo', { ...on, act: 'act_one' }),
  row('GET /groups/:id/people/duplicates'),
  row('POST /groups/:id/people/merges', on, merge),
  row('GET /groups/:id/people/:participantId', person),
  row('POST /groups/:id/people/:participantId', person, { ...stated, version: '1' }),
  row('POST /groups/:id/people/:participantId/removal', person),
  row('POST /groups/:id/people/:participantId/telling', person),
  row('POST /groups/:id/people/:participantId/participations', person, { cohort: 'coh_one', role: 'mentor' }),
  row('POST /groups/:id/people/:participantId/participations/:partId', part, { cohort: 'coh_one', role: 'mentor' }),
  row('POST /groups/:id/people/:participantId/participations/:partId/removal', part),
  row('POST /groups/:id/people/:participantId/history/:entryId/removal', { ...person, entryId: 'stg_one' }),
  row('GET /groups/:id/people/imports'),
  row('POST /groups/:id/people/imports'),
  row('GET /groups/:id/people/imports/:importId', fresh),
  row('POST /groups/:id/people/imports/:importId/mapping', fresh, mapping),
  row('POST /groups/:id/people/imports/:importId/run', fresh),
  row('POST /groups/:id/people/imports/:importId/removal', fresh),
  row('POST /groups/:id/people/imports/:importId/undo', done),
  row('GET /groups/:id/people/imports/:importId/problems.csv', done),
  { route: 'GET /records/:token', cells: nobody },
  { route: 'POST /records/:token', cells: nobody },
  { route: 'GET /me/records', cells: anyoneSignedIn },
  // No record is named.
  { route: 'POST /me/records', cells: anyoneSignedIn },
]

const taken = { externalId: 'x1', name: 'Somebody', basis: 'consent', cohortId: 'coh_one' }

/** None of these keys is a group's. */
export const peopleApiRows: ApiRow[] = [
  { route: 'GET /api/v1/groups/:id/participations', on, json: undefined, cells: 's s xxx' },
  { route: 'POST /api/v1/groups/:id/participations', on, json: taken, cells: 's s xxx' },
]

/** Two people of the group, one of them in a cohort; an import that waits and one that is done. */
export function peopleFixtures(db: Db): Statement[] {
  const at = { createdAt: 0, updatedAt: 0 }
  const program = { about: '', aboutHtml: '', languages: [], audiences: [], activity: 'course' as const, ...at }
  const held = { groupId: 'grp_ours', basis: 'consent' as const, basisBy: 'per_groupOwner', basisAt: 0, ...at }
  const file = {
    groupId: 'grp_ours',
    fileName: 'people.csv',
    contentHash: '',
    rowCount: 1,
    uploadedBy: 'per_groupOwner',
  }
  const columns = [{ heading: 'name', examples: [] }]
  const stage = { stage: 'exposure' as const, happenedOn: '2026-01-01', source: '', recordedBy: 'per_groupOwner' }
  return [
    ...insertMany(db, programs, [{ id: 'prg_one', groupId: 'grp_ours', name: 'Course', ...program }]),
    ...insertMany(db, cohorts, [
      {
        id: 'coh_one',
        programId: 'prg_one',
        number: 1,
        name: 'One',
        startsOn: '2025-01-01',
        endsOn: '2025-02-01',
        ...at,
      },
    ]),
    ...insertMany(db, participants, [
      { id: 'ptc_one', name: 'Somebody', nameKey: 'somebody', ...held },
      { id: 'ptc_two', name: 'Somebody', nameKey: 'somebody', ...held },
    ]),
    ...insertMany(db, participations, [
      { id: 'ptn_one', participantId: 'ptc_one', cohortId: 'coh_one', role: 'participant' as const, ...at },
    ]),
    ...insertMany(db, stageChanges, [{ id: 'stg_one', participantId: 'ptc_one', act: 'act_one', at: 0, ...stage }]),
    ...insertMany(db, participantImports, [
      { id: 'imp_new', columns, uploadedAt: 0, ...file },
      { id: 'imp_done', columns, uploadedAt: 0, startedAt: 1, finishedAt: 2, forgottenAt: 2, ...file },
    ]),
  ]
}
