import { MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically, violatesUnique } from '../db/client.ts'
import { AppError } from '../errors.ts'
import {
  type Batch,
  opportunityBatches,
  organizationBatches,
  personBatches,
  subscriptionBatches,
} from './load/batches.ts'

export const loadSubjects = ['opportunities', 'people', 'organizations', 'subscriptions', 'cohorts'] as const
export type Amounts = Record<(typeof loadSubjects)[number], number>
/** Where organizations are not asked for, there are as many as the opportunities need. */
export type LoadAsked = Partial<Amounts> & { randomSeed?: number }

/** A closure may come with every opportunity: at most 500 rows a write, for a server may be writing too. */
const BATCH = 250
const OPPORTUNITIES_EACH = 40
const SECOND = 1_000

/**
 * Writes invented rows in bulk, by the rules that real ones obey. The same seed in the same minute makes the same rows
 * in an empty database. Where the names or addresses of a seed are taken already, it answers 409.
 */
export async function seedLoad(
  ctx: Ctx,
  asked: LoadAsked,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Amounts> {
  if (asked.cohorts)
    throw new AppError(422, 'invalid', 'There are no cohorts yet, they come with programs: leave out --cohorts')
  const amounts = amountsOf(asked)
  const total = Object.values(amounts).reduce((sum, amount) => sum + amount, 0)
  let done = 0
  for (const [amount, batch] of planOf(ctx, amounts, asked.randomSeed ?? 1)) {
    for (let first = 0; first < amount; first += BATCH) {
      const count = Math.min(BATCH, amount - first)
      await atomically(ctx.db, await batch(first, count)).catch(explainRepeat)
      done += count
      onProgress(done, total)
    }
  }
  return amounts
}

function amountsOf({ opportunities = 0, people = 0, organizations, subscriptions = 0 }: LoadAsked): Amounts {
  const needed = Math.ceil(opportunities / OPPORTUNITIES_EACH)
  const enough = Math.max(organizations ?? needed, Math.min(1, opportunities))
  return { opportunities, people, organizations: enough, subscriptions, cohorts: 0 }
}

/** Subscriptions last: what is there when a reader confirms counts as known. */
function planOf(ctx: Ctx, amounts: Amounts, seed: number): (readonly [amount: number, batch: Batch])[] {
  // A command reads the clock a few milliseconds before or after the instant that CLOCK names.
  const now = Math.floor((ctx.now + SECOND) / MINUTE) * MINUTE
  const setting = { ctx, now, seed }
  const organizations = organizationBatches(setting, amounts.organizations)
  return [
    [amounts.organizations, organizations.batch],
    [amounts.opportunities, opportunityBatches(setting, organizations.ids)],
    [amounts.people, personBatches(setting)],
    [amounts.subscriptions, subscriptionBatches(setting)],
  ]
}

const unique = ['organizations.name_key', 'opportunities.id', 'people.email_key', 'subscriptions.id']

function explainRepeat(error: unknown): never {
  if (!unique.some((column) => violatesUnique(error, column))) throw error
  throw new AppError(409, 'conflict', 'This database already holds rows of this random seed; choose another')
}
