import { sql } from 'drizzle-orm'
import { insertMany } from '../../../src/db/bulk.ts'
import type { Db, Statement } from '../../../src/db/client.ts'
import { dismissals } from '../../../src/matching/table.ts'
import { OwnProfile } from '../../../src/profiles/schema.ts'
import { profiles } from '../../../src/profiles/table.ts'
import type { ApiRow } from './api.ts'
import { anyoneSignedIn, type Row } from './row.ts'

const published = { opportunity: 'opp_published' }

export const matchingRows: Row[] = [
  { route: 'GET /docs/matching', cells: 'y yyyy yyy yy' },
  { route: 'GET /me/matches', cells: anyoneSignedIn },
  { route: 'GET /me/matches/dismissals', cells: anyoneSignedIn },
  { route: 'POST /me/matches/dismissals', cells: anyoneSignedIn, body: { ...published, reason: 'hours' } },
  {
    route: 'POST /me/matches/dismissals',
    cells: 's ---- --- --',
    body: { opportunity: 'opp_waiting', reason: 'hours' },
  },
  {
    route: 'POST /me/matches/dismissals/:opportunityId/removal',
    on: { opportunityId: 'opp_closed' },
    cells: 's y--- --- --',
  },
]
export const matchingApiRows: ApiRow[] = [{ route: 'GET /api/v1/me/matches', json: undefined, cells: 's s yxx' }]

/** The person without any role has a profile, and has set one aside. */
export const matchingFixtures = (db: Db): Statement[] => [
  ...insertMany(
    db,
    profiles,
    [{ personId: 'per_person', content: OwnProfile.parse({}), version: 1, createdAt: 0, updatedAt: 0 }],
    sql`on conflict do nothing`,
  ),
  ...insertMany(db, dismissals, [
    { personId: 'per_person', opportunityId: 'opp_closed', reason: 'hours' as const, note: '', at: 1 },
  ]),
]
