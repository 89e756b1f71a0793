import { sql } from 'drizzle-orm'
import { isoInstant } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { stillEntitled } from '../reaching.ts'
import { TICK } from '../scheduling.ts'
import { type Cadence, type Kind, kinds } from '../schema.ts'

/** How many runs of a kind tell how much of what is due has something new. */
const RUNS_ASKED = 20

type Due = {
  kind: Kind
  cadence: Cadence
  due: number
  suppressed: number
  withoutEntitlement: number
  paused: number
  mailable: number
}
type Past = { kind: Kind; sent: number; skipped: number; open: number }

/** What the next tick would make, counted without making it: nothing is written. One round trip, two statements. */
export async function forecastDigests(ctx: Ctx) {
  const at = (Math.floor(ctx.now / TICK) + 1) * TICK
  const [due, past] = await ctx.db.batch([selectDue(ctx, at), selectPast(ctx)])
  const rows = due.map((row) => ({ ...row, made: row.due - row.suppressed, mails: estimate(row, past) }))
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    at: isoInstant(at),
    rows,
    made: sum(({ made }) => made),
    mails: sum(({ mails }) => mails),
    open: past.reduce((all, row) => all + row.open, 0),
  }
}
export type Forecast = Awaited<ReturnType<typeof forecastDigests>>

/** Of those who want mail, as many have something new as in the last runs; without any, all. */
function estimate({ kind, mailable }: Due, past: readonly Past[]): number {
  const { sent = 0, skipped = 0 } = past.find((row) => row.kind === kind) ?? {}
  return sent + skipped ? Math.round((mailable * sent) / (sent + skipped)) : mailable
}

/** Each reader counts once: as suppressed, else as not entitled, else as paused, else as one who wants mail. */
const selectDue = ({ db }: Ctx, at: number) =>
  db.all<Due>(sql`
    select kind, cadence, count(*) as due, sum(fate = 'suppressed') as suppressed,
      sum(fate = 'not entitled') as "withoutEntitlement", sum(fate = 'paused') as paused, sum(fate = 'mail') as mailable
    from (
      select s.kind, s.cadence, case
        when exists (select 1 from suppressions where email_key = s.email_key) then 'suppressed'
        when not ${stillEntitled('s')} then 'not entitled'
        when coalesce(s.paused_until, 0) > ${at} then 'paused'
        else 'mail' end as fate
      from subscriptions s where s.next_due_at <= ${at} and s.confirmed_at is not null and s.ended_at is null)
    group by kind, cadence order by kind, cadence`)

const selectPast = ({ db }: Ctx) =>
  db.all<Past>(sql`
    select k.value as kind, (select count(*) from digests d where d.kind = k.value and d.state in ('pending', 'sending')) as open,
      coalesce(sum(d.state = 'sent'), 0) as sent, coalesce(sum(d.state = 'skipped' and d.reason = 'nothing new'), 0) as skipped
    from json_each(${JSON.stringify(kinds)}) k
      left join digests d on d.kind = k.value and d.run in (
        select period from digest_runs r where r.kind = k.value and r.candidates > 0
        order by period desc limit ${RUNS_ASKED})
    group by k.value`)
