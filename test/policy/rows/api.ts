import { applicationApiRows } from './applications.ts'
import { impactApiRows } from './impact.ts'
import { matchingApiRows } from './matching.ts'
import { peopleApiRows } from './people.ts'
import { profileApiRows } from './profiles.ts'
import type { Cells, Row } from './row.ts'

/** Columns of the API's writes: without a key, with a cookie only, and with keys. */
export const keyColumns = ['none', 'cookie', 'personal', 'foreign', 'own'] as const
export type ApiRow = Row & { json: unknown }

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
  ...peopleApiRows,
  ...impactApiRows,
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
