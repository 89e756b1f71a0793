import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { digestRuns, digests, subscriptions } from './table.ts'

export async function requireSubscription(db: Db, id: string) {
  const [row] = await db.select().from(subscriptions).where(eq(subscriptions.id, id))
  if (!row) throw notFound('Subscription')
  return row
}
export type Subscription = Awaited<ReturnType<typeof requireSubscription>>

/** The reader's subscription to this very search that has not ended, confirmed or not. */
export const selectSameSearch = (db: Db, emailKey: string, query: string) =>
  db
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.emailKey, emailKey),
        eq(subscriptions.kind, 'search'),
        eq(subscriptions.query, query),
        isNull(subscriptions.endedAt),
      ),
    )
    .limit(1)

/** The latest periods that have their digest, made or on its way; more than any cadence can come back to. */
export async function listPeriods(db: Db, subscriptionId: string): Promise<string[]> {
  const rows = await db
    .select({ period: digests.period })
    .from(digests)
    .where(eq(digests.subscriptionId, subscriptionId))
    .orderBy(desc(digests.createdAt))
    .limit(100)
  return rows.map(({ period }) => period)
}

/** What `/readyz` tells of mail: faults since an instant, the last run, what waits longest, the first reader. */
export const selectDigestHealth = (db: Db, faultsSince: number) =>
  [
    db.all<{ state: string; count: number }>(
      sql`select state, count(*) as count from digests
        where state in ('failed', 'uncertain') and finished_at > ${faultsSince} group by state`,
    ),
    db.select({ at: sql<number | null>`max(${digestRuns.startedAt})` }).from(digestRuns),
    db.all<{ at: number | null }>(sql`select min(created_at) as at from digests where state in ('pending', 'sending')`),
    db.select({ at: sql<number | null>`min(${subscriptions.confirmedAt})` }).from(subscriptions),
  ] as const
