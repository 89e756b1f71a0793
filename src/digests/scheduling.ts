import { and, asc, eq, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { DAY, isoInstant, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Job } from '../queue.ts'
import { digestRuns, digests } from './table.ts'

const TICK = 15 * MINUTE
const SHARD = 100
const MOST_SHARDS = 100
const RUNS_KEPT = 30 * DAY

/**
 * One tick: makes a digest for every subscription that is due, and hands what is due, stuck or left over to the queue.
 * A constant number of statements; doubled and overlapping ticks make nothing twice (one digest a reader and period).
 */
export async function startDigests(ctx: Ctx): Promise<void> {
  const run = isoInstant(Math.floor(ctx.now / TICK) * TICK)
  const [, , , open] = await ctx.db.batch([
    ctx.db.insert(digestRuns).values({ kind: 'search', period: run, startedAt: ctx.now }).onConflictDoNothing(),
    ctx.db.run(sql`
      insert into digests (subscription_id, period, run, state, created_at)
      select s.id, s.next_period, ${run}, 'pending', ${ctx.now} from subscriptions as s
      where s.next_due_at <= ${ctx.now} and s.confirmed_at is not null and s.ended_at is null
        and not exists (select 1 from suppressions where email_key = s.email_key)
      on conflict do nothing`),
    ctx.db.delete(digestRuns).where(lt(digestRuns.startedAt, ctx.now - RUNS_KEPT)),
    selectOpenDigests(ctx),
  ])
  const jobs: Job[] = []
  for (let i = 0; i < open.length; i += SHARD)
    jobs.push({ type: 'digests', digests: open.slice(i, i + SHARD), now: ctx.now, sentAt: ctx.now })
  if (jobs.length) await ctx.queue.send(jobs)
}

/** What is due now: never tried, put off until now, or left by a sender that died. */
const selectOpenDigests = (ctx: Ctx) =>
  ctx.db
    .select({ subscriptionId: digests.subscriptionId, period: digests.period })
    .from(digests)
    .where(
      or(
        and(eq(digests.state, 'pending'), or(isNull(digests.nextTryAt), lte(digests.nextTryAt, ctx.now))),
        and(eq(digests.state, 'sending'), lte(digests.leaseUntil, ctx.now)),
      ),
    )
    .orderBy(asc(digests.createdAt))
    .limit(SHARD * MOST_SHARDS)
