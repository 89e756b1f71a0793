import type { Ctx } from '../../context.ts'
import { insertMany } from '../../db/bulk.ts'
import type { Statement } from '../../db/client.ts'
import { subscriptions } from '../../digests/table.ts'
import { selectBoardVersion } from '../../opportunities/queries.ts'
import { closures } from '../../opportunities/table.ts'
import { insertOpportunities } from '../../opportunities/writing.ts'
import { organizations } from '../../organizations/table.ts'
import { people } from '../../people/table.ts'
import { makeOpportunity } from './opportunities.ts'
import { makeOrganization, makePerson } from './people.ts'
import { makeRandom } from './random.ts'
import { makeSubscription } from './subscriptions.ts'

/** Makes the next rows, `count` of them from the index `first` on. Called once for each, in order. */
export type Batch = (first: number, count: number) => Statement[] | Promise<Statement[]>
type Setting = { ctx: Ctx; now: number; seed: number }

/** What each kind of row draws from, so that more of one leaves the others as they were. */
const streams = { organizations: 1, opportunities: 2, people: 3, subscriptions: 4 }

const times = <T>(seed: number, first: number, count: number, one: (tag: string) => T): T[] =>
  Array.from({ length: count }, (_, i) => one(`${seed}-${first + i + 1}`))

export function organizationBatches({ ctx, now, seed }: Setting, amount: number): { ids: string[]; batch: Batch } {
  const random = makeRandom(seed, streams.organizations)
  const rows = times(seed, 0, amount, (tag) => makeOrganization(random, now, tag))
  const batch: Batch = (first, count) => insertMany(ctx.db, organizations, rows.slice(first, first + count))
  return { ids: rows.map(({ id }) => id), batch }
}

export function opportunityBatches({ ctx: { db }, now, seed }: Setting, organizationIds: readonly string[]): Batch {
  const random = makeRandom(seed, streams.opportunities)
  return (first, count) => {
    const made = times(seed, first, count, () => makeOpportunity(random, now, organizationIds))
    const rows = made.map(({ row }) => row)
    const closed = made.flatMap(({ closure }) => closure ?? [])
    return [...insertOpportunities(db, rows), ...insertMany(db, closures, closed)]
  }
}

export function personBatches({ ctx, now, seed }: Setting): Batch {
  const random = makeRandom(seed, streams.people)
  return async (first, count) => {
    const rows = times(seed, first, count, (tag) => makePerson(random, now, tag))
    return insertMany(ctx.db, people, await keyed(ctx, rows))
  }
}

export function subscriptionBatches({ ctx, now, seed }: Setting): Batch {
  const random = makeRandom(seed, streams.subscriptions)
  return async (first, count) => {
    const [version] = await selectBoardVersion(ctx.db)
    const knownVersion = version?.value ?? 0
    const rows = times(seed, first, count, (tag) => ({ ...makeSubscription(random, now, tag), knownVersion }))
    return insertMany(ctx.db, subscriptions, await keyed(ctx, rows))
  }
}

/** Apart from the making of rows, which must draw one after the other. */
const keyed = <T extends { email: string }>({ secrets }: Ctx, rows: readonly T[]) =>
  Promise.all(rows.map(async (row) => ({ ...row, emailKey: await secrets.fingerprint(row.email) })))
