import { insertMany } from '../../src/db/bulk.ts'
import { atomically, type Db } from '../../src/db/client.ts'
import { insertOpportunities } from '../../src/opportunities/writing.ts'
import { organizations } from '../../src/organizations/table.ts'
import { makeOpportunity } from '../../src/seeds/load/opportunities.ts'
import { makeOrganization } from '../../src/seeds/load/people.ts'
import { makeRandom } from '../../src/seeds/load/random.ts'

const SEED = 7
const ORGANIZATIONS = 25
const BATCH = 250

/** Fills an empty database with exactly `open` opportunities that are open at `now`, the same in every run. */
export async function fillBoard(db: Db, open: number, now: number): Promise<string[]> {
  const random = makeRandom(SEED, 1)
  const posters = Array.from({ length: ORGANIZATIONS }, (_, i) => makeOrganization(random, now, `bench-${i}`))
  await atomically(db, insertMany(db, organizations, posters))
  const rows = []
  const ids = posters.map(({ id }) => id)
  while (rows.length < open) {
    const { row, closure } = makeOpportunity(random, now, ids)
    if (!closure && (!row.closesAt || row.closesAt > now)) rows.push(row)
  }
  for (let first = 0; first < open; first += BATCH)
    await atomically(db, insertOpportunities(db, rows.slice(first, first + BATCH)))
  return rows.map(({ id }) => id)
}

const filters = [
  'kind=role',
  'side=technical',
  'workplace=remote',
  'pay=paid',
  'kind=fellowship',
  'country=US',
  'region=europe',
]
const words = ['python', 'writing', 'policy', 'statistics', 'fellowship', 'evaluations', 'research']
const HOURS = 600

/** Searches that differ from one to the next, most with a full page of results; they repeat after 4,200. */
export function* searches(text: boolean): Generator<string, never> {
  for (let i = 0; ; i++) {
    const hours = `hours_max=${10 + (i % HOURS) / 4}`
    const list = text ? words : filters
    const one = list[i % list.length] ?? ''
    yield `/?${text ? `q=${one}` : one}&${hours}`
  }
}
