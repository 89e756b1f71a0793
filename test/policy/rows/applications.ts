import { applicationSteps, applications } from '../../../src/applications/table.ts'
import { insertMany } from '../../../src/db/bulk.ts'
import type { Db, Statement } from '../../../src/db/client.ts'
import { landings } from '../../../src/landings/table.ts'
import type { ApiRow } from './api.ts'
import { anyoneSignedIn, nobody, nobodySignedIn, type Row } from './row.ts'

/** Its owner alone: no moderator, no admin, no organization. */
const owner = 's y--- --- --'

const own = { id: 'app_own' }
const step = { ...own, number: '1' }
const landing = { id: 'lnd_own' }

export const applicationRows: Row[] = [
  { route: 'GET /me/applications', cells: anyoneSignedIn },
  { route: 'POST /me/applications', cells: anyoneSignedIn, body: { opportunity: 'opp_published', state: 'saved' } },
  // No opportunity is named.
  { route: 'GET /me/applications/new', cells: nobodySignedIn },
  { route: 'POST /me/applications/settings', cells: anyoneSignedIn, body: { reminders: 'yes' } },
  { route: 'POST /me/applications/calendar', cells: anyoneSignedIn },
  { route: 'POST /me/applications/calendar/end', cells: anyoneSignedIn },
  { route: 'GET /me/applications/:id', on: own, cells: owner },
  { route: 'POST /me/applications/:id', on: own, cells: owner, body: { notes: 'New words', version: '2' } },
  { route: 'POST /me/applications/:id/removal', on: own, cells: owner },
  { route: 'POST /me/applications/:id/steps/:number', on: step, cells: owner, body: { on: '2026-01-01' } },
  { route: 'POST /me/applications/:id/steps/:number/removal', on: step, cells: owner },
  { route: 'GET /me/landings/:id', on: landing, cells: owner },
  {
    route: 'POST /me/landings/:id',
    on: landing,
    cells: owner,
    body: { startsOn: '2026-01-01', time: 'half-time', seenAt: '0' },
  },
  { route: 'POST /me/landings/:id/removal', on: landing, cells: owner },
  { route: 'GET /deadlines/:file', cells: nobody },
  { route: 'GET /check-in/:token', cells: nobody },
  { route: 'POST /check-in/:token', cells: nobody },
]

export const applicationApiRows: ApiRow[] = [
  { route: 'GET /api/v1/me/applications', json: undefined, cells: 's s yxx' },
  { route: 'POST /api/v1/me/applications', json: { opportunityId: 'opp_published', state: 'saved' }, cells: 's s yxx' },
]

/** An application of `per_person` with two steps, and a landing. */
export const applicationFixtures = (db: Db): Statement[] => [
  ...insertMany(db, applications, [
    {
      id: 'app_own',
      personId: 'per_person',
      opportunityId: 'opp_closed',
      state: 'applied' as const,
      version: 2,
      notes: 'Private words',
      checkedAt: 0,
      createdAt: 0,
      updatedAt: 0,
    },
  ]),
  ...insertMany(
    db,
    applicationSteps,
    (['saved', 'applied'] as const).map((state, i) => ({
      applicationId: 'app_own',
      number: i + 1,
      state,
      happenedOn: '2026-02-01',
      at: 0,
      via: 'page' as const,
    })),
  ),
  ...insertMany(db, landings, [
    {
      id: 'lnd_own',
      personId: 'per_person',
      opportunityId: 'opp_expired',
      organizationName: 'Ours',
      title: 'What is expired',
      kind: 'role' as const,
      commitment: { basis: 'unknown' as const },
      startsOn: '2026-02-01',
      createdAt: 0,
      updatedAt: 0,
    },
  ]),
]
