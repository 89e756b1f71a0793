import { MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { insertMany } from '../db/bulk.ts'
import { atomically, type Statement, violatesUnique } from '../db/client.ts'
import { subscriptions } from '../digests/table.ts'
import { AppError } from '../errors.ts'
import { selectBoardVersion } from '../opportunities/queries.ts'
import { closures } from '../opportunities/table.ts'
import { insertOpportunities } from '../opportunities/writing.ts'
import { organizations } from '../organizations/table.ts'
import { people } from '../people/table.ts'
import { makeOpportunity } from './load/opportunities.ts'
import { makeOrganization, makePerson } from './load/people.ts'
import { makeRandom } from './load/random.ts'
import { makeSubscription } from './load/subscriptions.ts'

export const loadSubjects = ['opportunities', 'people', 'organizations', 'subscriptions', 'cohorts'] as const
export type Amounts = Record<(typeof loadSubjects)[number], number>
/** Organizations not given are as many as the opportunities need. */
type Asked = Partial<Amounts> & { randomSeed?: number }
type Progress = (done: number, total: number) => void
type Make = (first: number, count: number) => Statement[] | Promise<Statement[]>

/** A closure may come with every opportunity: at most 500 rows a write, for a server may be writing too. */
const BATCH = 250
const OPPORTUNITIES_EACH = 40
/** What each kind of row draws from, so that more of one leaves the others as they were. */
const streams = { organizations: 1, opportunities: 2, people: 3, subscriptions: 4 }

/**
 * Writes invented rows in bulk, by the rules that real ones obey. The same seed in the same minute makes the same rows
 * in an empty database. A seed serves once a database: the second time answers 409.
 */
export async function seedLoad(ctx: Ctx, asked: Asked, onProgress: Progress = () => {}): Promise<Amounts> {
  if (asked.cohorts)
    throw new AppError(422, 'invalid', 'Cohorts come with programs, which are not there yet: ask for no --cohorts')
  const amounts = amountsOf(asked)
  const now = Math.floor(ctx.now / MINUTE) * MINUTE
  const makers = makersOf(ctx, amounts, asked.randomSeed ?? 1, now)
  const total = Object.values(amounts).reduce((sum, amount) => sum + amount, 0)
  let before = 0
  for (const subject of ['organizations', 'opportunities', 'people', 'subscriptions'] as const) {
    await writeAll(ctx, amounts[subject], makers[subject], (done) => onProgress(before + done, total))
    before += amounts[subject]
  }
  return amounts
}

function amountsOf({ opportunities = 0, people = 0, organizations, subscriptions = 0 }: Asked): Amounts {
  const needed = Math.ceil(opportunities / OPPORTUNITIES_EACH)
  const enough = Math.max(organizations ?? needed, Math.min(1, opportunities))
  return { opportunities, people, organizations: enough, subscriptions, cohorts: 0 }
}

async function writeAll({ db }: Ctx, amount: number, make: Make, onWritten: (done: number) => void): Promise<void> {
  for (let first = 0; first < amount; first += BATCH) {
    const count = Math.min(BATCH, amount - first)
    await atomically(db, await make(first, count)).catch(explainRepeat)
    onWritten(first + count)
  }
}

const unique = ['organizations.name_key', 'opportunities.id', 'people.email_key', 'subscriptions.id']

function explainRepeat(error: unknown): never {
  if (!unique.some((column) => violatesUnique(error, column))) throw error
  throw new AppError(409, 'conflict', 'This database already holds rows of this random seed; choose another')
}

type Makers = Record<keyof typeof streams, Make>

function makersOf(ctx: Ctx, amounts: Amounts, seed: number, now: number): Makers {
  const { db } = ctx
  const random = (subject: keyof typeof streams) => makeRandom(seed, streams[subject])
  const [forOrganizations, forOpportunities] = [random('organizations'), random('opportunities')]
  const [forPeople, forSubscriptions] = [random('people'), random('subscriptions')]
  const times = <T>(first: number, count: number, one: (tag: string) => T) =>
    Array.from({ length: count }, (_, i) => one(`${seed}-${first + i + 1}`))
  const found = times(0, amounts.organizations, (tag) => makeOrganization(forOrganizations, now, tag))
  const ids = found.map(({ id }) => id)
  return {
    organizations: (first, count) => insertMany(db, organizations, found.slice(first, first + count)),
    opportunities: (first, count) => {
      const made = times(first, count, () => makeOpportunity(forOpportunities, now, ids))
      const closed = made.flatMap(({ closure }) => closure ?? [])
      return [
        ...insertOpportunities(
          db,
          made.map(({ row }) => row),
        ),
        ...insertMany(db, closures, closed),
      ]
    },
    people: async (first, count) =>
      insertMany(db, people, await Promise.all(times(first, count, (tag) => makePerson(forPeople, ctx, now, tag)))),
    subscriptions: async (first, count) => {
      const [version] = await selectBoardVersion(db)
      const boardVersion = version?.value ?? 0
      const made = times(first, count, (tag) => makeSubscription(forSubscriptions, ctx, now, tag, { boardVersion }))
      return insertMany(db, subscriptions, await Promise.all(made))
    },
  }
}
