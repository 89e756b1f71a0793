import { sql } from 'drizzle-orm'
import { addDays, instantOf } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { nextDue } from '../cadence.ts'
import { stillEntitled } from '../reaching.ts'
import { TICK } from '../scheduling.ts'
import { type Cadence, type Kind, kinds, RUNS_ASKED, type Schedule } from '../schema.ts'

/** Readers who are due alike and meet the same fate; they are few, however many readers there are. */
type Alike = Schedule & { kind: Kind; nextDueAt: number; fate: Fate; count: number }
type Fate = 'suppressed' | 'withoutEntitlement' | 'paused' | 'mailable'
type Due = { kind: Kind; cadence: Cadence; due: number } & Record<Fate, number>
type Past = { kind: Kind; sent: number; skipped: number; open: number }

/** From an instant on and before another; whoever pauses for longer than `pausedAfter` gets nothing in it. */
type Span = { from: number; before: number; pausedAfter: number }

/** What the next tick would make, or all ticks of a day (UTC), counted without making it. One round trip, two statements. */
export async function forecastDigests(ctx: Ctx, day: string | null) {
  const span = day === null ? nextTick(ctx) : spanOf(day)
  const [alike, past] = await ctx.db.batch([selectAlike(ctx, span), selectPast(ctx)])
  const due = addUp(alike.filter((readers) => isDueIn(readers, span, ctx.now)))
  const rows = due.map((row) => ({ ...row, made: row.due - row.suppressed, mails: estimate(row, past) }))
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    day,
    /** The next tick. */
    at: nextTick(ctx).pausedAfter,
    rows,
    made: sum(({ made }) => made),
    mails: sum(({ mails }) => mails),
    open: past.reduce((all, row) => all + row.open, 0),
  }
}
export type Forecast = Awaited<ReturnType<typeof forecastDigests>>

/** Everything that is due by then, also what an earlier tick has missed. */
function nextTick({ now }: Ctx): Span {
  const at = (Math.floor(now / TICK) + 1) * TICK
  return { from: 0, before: at + 1, pausedAfter: at }
}

/** Who pauses until some hour of the day may be mailed after it. */
function spanOf(day: string): Span {
  const [from, before] = [day, addDays(day, 1)].map((start) => instantOf(start, 0, 'UTC')) as [number, number]
  return { from, before, pausedAfter: before }
}

/** A day further on has also the mailings after the next one; what is late by now comes today. */
function isDueIn({ nextDueAt, ...schedule }: Alike, { from, before }: Span, now: number): boolean {
  if (nextDueAt >= from) return nextDueAt < before
  return (nextDueAt <= now && now >= from) || nextDue(schedule, from - 1).at < before
}

function addUp(alike: readonly Alike[]): Due[] {
  const rows = new Map<string, Due>()
  for (const { kind, cadence, fate, count } of alike) {
    const key = `${kind} ${cadence}`
    const row = rows.get(key) ?? { kind, cadence, due: 0, suppressed: 0, withoutEntitlement: 0, paused: 0, mailable: 0 }
    rows.set(key, { ...row, due: row.due + count, [fate]: row[fate] + count })
  }
  return [...rows.values()]
}

/** Of those who want mail, as many have something new as in the last runs; without any, all. */
function estimate({ kind, mailable }: Due, past: readonly Past[]): number {
  const { sent = 0, skipped = 0 } = past.find((row) => row.kind === kind) ?? {}
  return sent + skipped ? Math.round((mailable * sent) / (sent + skipped)) : mailable
}

/** Each reader counts once: as suppressed, else as not entitled, else as paused, else as one who wants mail. */
const selectAlike = ({ db }: Ctx, { before, pausedAfter }: Span) =>
  db.all<Alike>(sql`
    select kind, cadence, weekday, hour, zone, next_due_at as "nextDueAt", fate, count(*) as count
    from (
      select s.kind, s.cadence, s.weekday, s.hour, s.zone, s.next_due_at, case
        when exists (select 1 from suppressions where email_key = s.email_key) then 'suppressed'
        when not ${stillEntitled('s')} then 'withoutEntitlement'
        when coalesce(s.paused_until, 0) > ${pausedAfter} then 'paused'
        else 'mailable' end as fate
      from subscriptions s where s.next_due_at < ${before} and s.confirmed_at is not null and s.ended_at is null)
    group by 1, 2, 3, 4, 5, 6, 7 order by kind, cadence`)

const selectPast = ({ db }: Ctx) =>
  db.all<Past>(sql`
    select k.value as kind, (select count(*) from digests d where d.kind = k.value and d.state in ('pending', 'sending')) as open,
      coalesce(sum(d.state = 'sent'), 0) as sent, coalesce(sum(d.state = 'skipped' and d.reason = 'nothing new'), 0) as skipped
    from json_each(${JSON.stringify(kinds)}) k
      left join digests d on d.kind = k.value and d.run in (
        select period from digest_runs r where r.kind = k.value and r.candidates > 0
        order by period desc limit ${RUNS_ASKED})
    group by k.value`)
