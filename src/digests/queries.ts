import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { digests, subscriptions } from './table.ts'

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

export type HealthRow = {
  failed: number
  uncertain: number
  pausedRuns: number
  lastRunAt: number | null
  firstReaderAt: number | null
  /** When the oldest digest that is still open was made. */
  oldestAt: number | null
  /** Since when something could have been taken for sending and was not. */
  dueSince: number | null
}

/** Until then everything waits; what waited is due from then on. */
const asked = sql`(select coalesce(max(until), 0) from mail_pauses)`

/** What `/readyz` and operators are told of mail, in one row; faults since an instant. A paused run is due to nobody. */
export const selectDigestHealth = (db: Db, faultsSince: number) =>
  db.all<HealthRow>(sql`
    select
      (select count(*) from digests where state = 'failed' and finished_at > ${faultsSince}) as failed,
      (select count(*) from digests where state = 'uncertain' and finished_at > ${faultsSince}) as uncertain,
      (select count(*) from digest_runs where paused_at is not null) as "pausedRuns",
      (select max(started_at) from digest_runs) as "lastRunAt",
      (select min(confirmed_at) from subscriptions) as "firstReaderAt",
      (select min(created_at) from digests where state in ('pending', 'sending')) as "oldestAt",
      (select min(at) from (
        select min(max(${asked}, coalesce(r.resumed_at, 0),
          case d.state when 'pending' then coalesce(d.next_try_at, d.created_at) else d.lease_until end)) as at
        from digests d left join digest_runs r on r.kind = d.kind and r.period = d.run
        where d.state in ('pending', 'sending') and d.call_id is null and r.paused_at is null
        union all
        select min(max(${asked}, coalesce(r.resumed_at, 0), coalesce(c.lease_until, c.next_try_at, c.created_at)))
        from digest_calls c join digests d on d.call_id = c.id and d.state = 'sending'
          left join digest_runs r on r.kind = d.kind and r.period = d.run
        where r.paused_at is null)) as "dueSince"`)
