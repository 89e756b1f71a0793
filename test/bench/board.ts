import { insertMany } from '../../src/db/bulk.ts'
import { atomically, type Db } from '../../src/db/client.ts'
import { insertOpportunities } from '../../src/opportunities/writing.ts'
import { organizations } from '../../src/organizations/table.ts'
import { makeOpportunity } from '../../src/seeds/load/opportunities.ts'
import { makeOrganization } from '../../src/seeds/load/people.ts'
import { makeRandom } from '../../src/seeds/load/random.ts'

const SEED = 7
const LEAST_ORGANIZATIONS = 25
const OPEN_EACH = 40
const BATCH = 250

/** Fills empty databases with the same `open` opportunities, all open at `now`, the same in every run. */
export async function fillBoards(dbs: readonly Db[], open: number, now: number): Promise<string[]> {
  const random = makeRandom(SEED, 1)
  const posters = Array.from({ length: Math.max(LEAST_ORGANIZATIONS, open / OPEN_EACH) }, (_, i) =>
    makeOrganization(random, now, `bench-${i}`),
  )
  for (const db of dbs) await atomically(db, insertMany(db, organizations, posters))
  const posterIds = posters.map(({ id }) => id)
  const ids: string[] = []
  const next = () => {
    for (;;) {
      const { row, closure } = makeOpportunity(random, now, posterIds)
      if (!closure && (!row.closesAt || row.closesAt > now)) return row
    }
  }
  while (ids.length < open) {
    const rows = Array.from({ length: Math.min(BATCH, open - ids.length) }, next)
    for (const db of dbs) await atomically(db, insertOpportunities(db, rows))
    ids.push(...rows.map(({ id }) => id))
  }
  return ids
}

/** "10,000 open". */
export const openWords = (open: number) => `${open.toLocaleString('en')} open`

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
export const filtered = () => withHours(filters)
export const worded = () => withHours(words.map((word) => `q=${word}`))

function* withHours(list: readonly string[]): Generator<string, never> {
  for (let i = 0; ; i++) yield `/?${list[i % list.length]}&hours_max=${10 + (i % HOURS) / 4}`
}

/** One after the other and from the start again; a kept page is forgotten long before it is asked for again. */
export function* cycle(paths: readonly string[]): Generator<string, never> {
  for (let i = 0; ; i++) yield paths[i % paths.length] ?? ''
}

/** One search with limits of hours that differ from one to the next and leave nearly everything in. */
export function* varied(search: string): Generator<string, never> {
  for (let i = 0; ; i++)
    yield `/?${[search, `hours_max=${(100 + (i % HOURS) / 10).toFixed(1)}`].filter(Boolean).join('&')}`
}
