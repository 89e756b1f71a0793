import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { DAY, HOUR, isoInstant, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { mailRequests } from '../mail/table.ts'
import type { Job } from '../queue.ts'
import { nextDue } from './cadence.ts'
import { listPeriods } from './queries.ts'
import { digestRuns, subscriptions } from './table.ts'

const TICK = 15 * MINUTE
/** A reader costs about 13 statements, and an invocation may take 50. */
const SHARD = 3
const MOST_A_TICK = 10_000
const MOST_STRANDED = 20
const RUNS_KEPT = 30 * DAY
/** A confirmation that the queue has not sent by then is taken up again, for a day. */
const MAILED_WITHIN = 10 * MINUTE

/**
 * One tick: makes a digest for every subscription that is due, and hands what is due, stuck or left over to the queue.
 * Doubled and overlapping ticks make nothing twice (one digest a reader and period); what a tick loses the next finds.
 */
export async function startDigests(ctx: Ctx): Promise<void> {
  const run = isoInstant(Math.floor(ctx.now / TICK) * TICK)
  const [, stranded, open, unmailed] = await ctx.db.batch([
    makeDigests(ctx, run),
    selectStranded(ctx),
    selectOpenDigests(ctx),
    selectUnmailed(ctx),
    ctx.db.delete(digestRuns).where(sql`${digestRuns.startedAt} < ${ctx.now - RUNS_KEPT}`),
    ctx.db.delete(mailRequests).where(sql`${mailRequests.at} < ${ctx.now - DAY}`),
  ])
  const jobs: Job[] = unmailed.map((request) => ({ type: 'confirmation', now: ctx.now, ...request }))
  for (let i = 0; i < open.length; i += SHARD)
    jobs.push({ type: 'digests', now: ctx.now, digests: open.slice(i, i + SHARD) })
  await ctx.queue.send(jobs)
  for (const subscription of stranded) await moveOnStranded(ctx, subscription)
  await ctx.db.insert(digestRuns).values({ kind: 'search', period: run, startedAt: ctx.now }).onConflictDoNothing()
}

const makeDigests = (ctx: Ctx, run: string) =>
  ctx.db.run(sql`
    insert into digests (subscription_id, period, run, state, created_at)
    select s.id, s.next_period, ${run}, 'pending', ${ctx.now} from subscriptions as s
    where s.next_due_at <= ${ctx.now} and s.confirmed_at is not null and s.ended_at is null
      and not exists (select 1 from suppressions where email_key = s.email_key)
    on conflict do nothing`)

/**
 * What is due now: never tried, put off until now, or left by a sender that died. The states stand in the text of the
 * statement, because the partial index is not used for parameters.
 */
const selectOpenDigests = (ctx: Ctx) =>
  ctx.db.all<{ subscriptionId: string; period: string }>(sql`
    select subscription_id as "subscriptionId", period from digests
    where state in ('pending', 'sending') and case state
      when 'pending' then coalesce(next_try_at, 0) <= ${ctx.now} else lease_until <= ${ctx.now} end
    order by created_at limit ${MOST_A_TICK}`)

const selectUnmailed = (ctx: Ctx) =>
  ctx.db.all<{ subscriptionId: string; asked: string }>(sql`
    select id as "subscriptionId", asked from subscriptions
    where asked is not null and asked_at between ${ctx.now - 24 * HOUR} and ${ctx.now - MAILED_WITHIN} limit 100`)

/** Readers who are due for a period that already had its digest, as after a change of cadence just then. */
const selectStranded = (ctx: Ctx) =>
  ctx.db
    .select()
    .from(subscriptions)
    .where(
      and(
        sql`${subscriptions.nextDueAt} <= ${ctx.now} and ${subscriptions.endedAt} is null`,
        sql`exists (select 1 from digests where subscription_id = ${subscriptions.id}
          and period = ${subscriptions.nextPeriod} and state not in ('pending', 'sending'))`,
      ),
    )
    .orderBy(asc(subscriptions.nextDueAt))
    .limit(MOST_STRANDED)

async function moveOnStranded(ctx: Ctx, subscription: typeof subscriptions.$inferSelect): Promise<void> {
  const due = nextDue(subscription, ctx.now, await listPeriods(ctx.db, subscription.id))
  await atomically(ctx.db, [
    ctx.db
      .update(subscriptions)
      .set({ nextPeriod: due.period, nextDueAt: due.at })
      .where(
        and(
          eq(subscriptions.id, subscription.id),
          sql`${subscriptions.nextPeriod} = ${subscription.nextPeriod}`,
          isNull(subscriptions.endedAt),
        ),
      ),
  ])
}
