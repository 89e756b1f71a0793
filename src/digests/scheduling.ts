import { lt, type SQL, sql } from 'drizzle-orm'
import { DAY, HOUR, isoInstant, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { mailRequests } from '../mail/table.ts'
import type { Job } from '../queue.ts'
import { moveOn } from './cadence.ts'
import { isCallDue, someMayGoOn } from './calls.ts'
import { HORIZON, isDue, isTooLate, mayGoOn, type Shard, wantsMail } from './claiming.ts'
import { forgetMailed } from './mailed.ts'
import { type Kind, kinds, MAIL_KEPT_DAYS, type Schedule } from './schema.ts'

export const TICK = 15 * MINUTE
/** Readers a message. */
const SHARD = 100
const MOST_SHARDS = 5_000
const MOST_CALLS = 5_000
/** A call takes few statements, but each is one request of the provider. */
const CALLS_A_JOB = 10
const RUNS_KEPT = 30 * DAY
const BYTES_KEPT = MAIL_KEPT_DAYS * DAY
const FORGOTTEN_A_TICK = 5_000
/** A confirmation that the queue has not sent by then is taken up again, for a day. */
const MAILED_WITHIN = 10 * MINUTE

/**
 * One tick: makes a digest for every subscription that is due and moves it on to its next, in one write; then hands what
 * is due, stuck or left over to the queue. Doubled and overlapping ticks make nothing twice; what a tick or the queue
 * loses the next tick finds. The number of statements does not depend on how many readers there are.
 */
export async function startDigests(ctx: Ctx): Promise<void> {
  const { db, now } = ctx
  const run = isoInstant(Math.floor(now / TICK) * TICK)
  const [due, unmailed] = await db.batch([selectDue(ctx), selectUnmailed(ctx)])
  const made = kinds.flatMap((kind) => makeRun(ctx, kind, run, movesOf(due, kind, now)))
  const statements = [
    ...made,
    ...skipUnwanted(ctx),
    ...failLate(ctx),
    ...forget(ctx),
    selectOpen(ctx),
    selectCalls(ctx),
  ] as unknown as [Statement]
  const answers: unknown[] = await db.batch(statements)
  const [shards, calls] = answers.slice(-2) as [Shard[], { id: string }[]]
  await ctx.queue.send([
    ...unmailed.map((request): Job => ({ type: 'confirmation', now, ...request })),
    ...shards.map((shard): Job => ({ type: 'digests', now, ...shard })),
    ...jobsOf(ctx, calls),
  ])
}

/** Readers who are due alike: of one kind and schedule, at one instant. They are few, however many readers there are. */
type DueAlike = Schedule & { kind: Kind; nextPeriod: string; nextDueAt: number }

const selectDue = ({ db, now }: Ctx) =>
  db.all<DueAlike>(sql`
    select kind, cadence, weekday, hour, zone, next_period as "nextPeriod", next_due_at as "nextDueAt" from subscriptions
    where next_due_at <= ${now} and confirmed_at is not null and ended_at is null group by 1, 2, 3, 4, 5, 6, 7`)

/** For readers who are due alike: the period they get a digest for, and when the next one comes. */
function movesOf(due: readonly DueAlike[], kind: Kind, now: number): string[] {
  return due
    .filter((alike) => alike.kind === kind)
    .map(({ cadence, weekday, hour, zone, nextPeriod, nextDueAt }) => {
      const { period, next } = moveOn({ cadence, weekday, hour, zone }, nextPeriod, nextDueAt, now)
      return JSON.stringify([nextDueAt, cadence, weekday, hour, zone, nextPeriod, period, next.period, next.at])
    })
}

/** Each tick leaves its run of searches, also an empty one: `/readyz` looks for it. */
function makeRun({ db, now }: Ctx, kind: Kind, run: string, moves: readonly string[]): Statement[] {
  const count = (made: ReturnType<typeof sql>) =>
    db.run(sql`insert into digest_runs (kind, period, started_at, candidates) values (${kind}, ${run}, ${now}, ${made})
      on conflict do update set candidates = candidates + excluded.candidates`)
  if (!moves.length) return kind === 'search' ? [count(sql`0`)] : []
  const readers = sql`s.kind = ${kind} and s.confirmed_at is not null and s.ended_at is null`
  const alike = sql`s.next_due_at = m.due_at and m.cadence = s.cadence and m.weekday = s.weekday and m.hour = s.hour and m.zone = s.zone
    and m.due = s.next_period`
  const columns = ['due_at', 'cadence', 'weekday', 'hour', 'zone', 'due', 'period', 'next_period', 'next_at']
  const named = columns.map((name, i) => sql`value ->> ${sql.raw(String(i))} as ${sql.identifier(name)}`)
  const withMoves = sql`with m as materialized (
    select ${sql.join(named, sql`, `)} from json_each(${`[${moves.join(',')}]`}))`
  return [
    db.run(sql`${withMoves} insert into digests (subscription_id, period, kind, run, state, created_at)
      select s.id, m.period, s.kind, ${run}, 'pending', ${now} from m cross join subscriptions s on ${alike}
      where ${readers} and not exists (select 1 from suppressions where email_key = s.email_key)
      on conflict do nothing`),
    count(sql`changes()`),
    db.run(sql`${withMoves} update subscriptions as s set next_period = m.next_period, next_due_at = m.next_at
      from m where ${alike} and ${readers}`),
  ]
}

/** Who has left since, or wants no mail now, gets none: nothing is in doubt while no call carries it. */
const skipUnwanted = ({ db, now }: Ctx): Statement[] =>
  endDue(db, sql`${isDue(now)} and not ${wantsMail(now)}`, sql`'skipped', 'the reader wants no mail now', ${now}`)

const failLate = ({ db, now }: Ctx): Statement[] =>
  endDue(
    db,
    sql`${isDue(now)} and ${isTooLate(now)}`,
    sql`'failed', coalesce(reason, 'could not be sent for 23 hours'), ${now}`,
  )

/** Ends digests that are due, and frees what they held for the next ones. */
const endDue = (db: Ctx['db'], which: SQL, outcome: SQL): Statement[] => [
  forgetMailed(db, which),
  db.run(
    sql`update digests as d set (state, reason, finished_at, lease_until, subject, body, headers) =
      (select ${outcome}, null, null, null, null) where ${which}`,
  ),
]

/** Runs and the bytes of mail are kept for so long; counts of what strangers asked for, for a day. */
const forget = ({ db, now }: Ctx): Statement[] => [
  db.run(sql`delete from digest_runs where started_at < ${now - RUNS_KEPT} and not exists (
    select 1 from digests d where d.kind = digest_runs.kind and d.run = digest_runs.period
      and d.state in ('pending', 'sending'))`),
  db.delete(mailRequests).where(lt(mailRequests.at, now - DAY)),
  db.run(sql`update digests set subject = null, body = null, headers = null where rowid in (
    select rowid from digests where body is not null and finished_at < ${now - BYTES_KEPT} limit ${FORGOTTEN_A_TICK})`),
  // What no mail holds any more: each was noted at most a day, and fixed at most two, before its mail was over.
  db.run(sql`delete from mail_pieces where hash in (select hash from mail_pieces where used_at < -${4 * DAY} + min(
    ${now - BYTES_KEPT}, coalesce((select min(finished_at) from digests where body is not null), ${now}))
    order by used_at limit ${FORGOTTEN_A_TICK})`),
  db.run(sql`delete from mail_pauses where until < ${now - DAY}`),
]

/** What is due now, in shards of neighbours. */
const selectOpen = ({ db, now }: Ctx) =>
  db.all<Shard>(sql`
    select kind, min(id) as "from", max(id) as "to" from (
      select d.kind, d.subscription_id as id,
        (row_number() over (partition by d.kind order by d.subscription_id) - 1) / cast(${SHARD} as integer) as shard
      from digests d where ${isDue(now)} and ${mayGoOn(now)})
    group by kind, shard limit ${MOST_SHARDS}`)

const selectCalls = ({ db, now }: Ctx) =>
  db.all<{ id: string }>(sql`select c.id from digest_calls c
    where ${isCallDue(now)} and (${someMayGoOn(now)} or c.first_try_at < ${now - HORIZON})
    order by c.first_try_at limit ${MOST_CALLS}`)

/** A call of many is a job of its own: its bytes are megabytes. */
function jobsOf({ mail, now }: Ctx, calls: readonly { id: string }[]): Job[] {
  const jobs: Job[] = []
  const size = mail.batch ? 1 : CALLS_A_JOB
  for (let i = 0; i < calls.length; i += size)
    jobs.push({ type: 'digest-calls', now, ids: calls.slice(i, i + size).map(({ id }) => id) })
  return jobs
}

const selectUnmailed = ({ db, now }: Ctx) =>
  db.all<{ subscriptionId: string; asked: string }>(sql`
    select id as "subscriptionId", asked from subscriptions
    where asked is not null and asked_at between ${now - 24 * HOUR} and ${now - MAILED_WITHIN} limit 100`)
