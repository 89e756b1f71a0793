import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { digestItems, digestRuns, digests, mailRequests, subscriptions, suppressions } from './table.ts'

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
    .where(and(eq(subscriptions.emailKey, emailKey), eq(subscriptions.query, query), isNull(subscriptions.endedAt)))
    .limit(1)

export const selectSuppression = (db: Db, emailKey: string) =>
  db.select({ reason: suppressions.reason }).from(suppressions).where(eq(suppressions.emailKey, emailKey))

/** How many mails strangers asked for in a scope after an instant. */
export const countMailRequests = (db: Db, scope: string, after: number) =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(mailRequests)
    .where(and(eq(mailRequests.scope, scope), gt(mailRequests.at, after)))

/** The periods that already had their digest, the latest made first. */
export const selectLastPeriod = (db: Db, subscriptionId: string) =>
  db
    .select({ period: digests.period })
    .from(digests)
    .where(eq(digests.subscriptionId, subscriptionId))
    .orderBy(sql`${digests.createdAt} desc`)
    .limit(1)

/** Which of these opportunities this reader was already mailed, and on which occasion. */
export async function listMailed(db: Db, emailKey: string, opportunityIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: digestItems.opportunityId, occasion: digestItems.occasion })
    .from(digestItems)
    .where(
      and(
        eq(digestItems.emailKey, emailKey),
        sql`${digestItems.opportunityId} in (select value from json_each(${JSON.stringify(opportunityIds)}))`,
      ),
    )
  return new Set(rows.map(({ id, occasion }) => `${id} ${occasion}`))
}

/** How many digests are in each state, and when the last run started. */
export const selectDigestHealth = (db: Db) =>
  [
    db.select({ state: digests.state, count: sql<number>`count(*)` }).from(digests).groupBy(digests.state),
    db.select({ at: sql<number | null>`max(${digestRuns.startedAt})` }).from(digestRuns),
    db
      .select({ at: sql<number | null>`min(${digests.createdAt})` })
      .from(digests)
      .where(inArray(digests.state, ['pending', 'sending'])),
  ] as const
