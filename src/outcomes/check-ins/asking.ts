import { type SQL, sql } from 'drizzle-orm'
import { goWithMail } from '../../applications/check-in/asking.ts'
import { addDays, dayIn, endOfDay } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { claimAsks } from '../../notices/asking.ts'
import { countIn, mayBeAsked, noteAsked } from '../../surveys/asking.ts'
import { horizons, WINDOW_DAYS } from './schema.ts'

/** The rest is found by the next tick. */
const MOST_A_TICK = 500

/** One row a horizon, `h`. */
export const eachHorizon: SQL = sql.raw(`(select value as months from json_each('${JSON.stringify(horizons)}')) h`)
/** The day on which a cohort `c` reaches the horizon `h`. */
export const dueOn: SQL = sql`date(c.ends_on, '+' || h.months || ' months')`

/** A group that holds a record because of a contract asks only whom it may by their own consent. */
const onTheGroundsOf: SQL = sql`(p.basis <> 'contract' or p.person_id is not null)`

/** Whether the record `p` may be asked for a cohort of the program `r`. */
export const mayBeCheckedOn: SQL = sql`${mayBeAsked} and ${onTheGroundsOf}
  and not exists (select 1 from check_in_stops where program_id = r.id)`

/** Records `p` with a cohort `c` that reached a horizon `h` of late, for which they were not asked yet. */
const due = (today: string): SQL => sql`${eachHorizon}
  join cohorts c on c.ends_on between date(${today}, '-' || h.months || ' months', ${`-${WINDOW_DAYS + 3} days`})
      and date(${today}, '-' || h.months || ' months', '+3 days')
    and ${dueOn} between date(${today}, ${`-${WINDOW_DAYS} days`}) and ${today}
  join programs r on r.id = c.program_id
  join participations n on n.cohort_id = c.id and n.role = 'participant'
  join participants p on p.id = n.participant_id
  where ${mayBeCheckedOn} and not exists (select 1 from check_in_asks
    where participant_id = p.id and cohort_id = c.id and horizon = h.months)`

/**
 * Makes the mails that ask people where they are, 6, 12 and 24 months after a cohort: one to an address for all groups
 * that may ask, which brings along what else is due to it. Claimed in one batch, however many ticks run at once.
 */
export async function askWhereTheyAre(ctx: Ctx): Promise<void> {
  const { db, now } = ctx
  await countIn(ctx)
  const today = dayIn(now, 'UTC')
  const act = ctx.newId('act')
  const ids = `chk_${act.slice('act_'.length)}n`
  await db.batch([
    claimAsks(ctx, {
      due: sql`select p.email_key as email_key, min(${dueOn}) as first from ${due(today)} group by p.email_key`,
      most: MOST_A_TICK,
      act,
    }),
    db.run(sql`insert into check_ins (id, email_key, asked_at, closes_at)
      select ${ids} || row_number() over (order by email_key), email_key, ${now}, ${endOfDay(addDays(today, WINDOW_DAYS), null)}
      from asks where act = ${act}`),
    db.run(sql`insert into check_in_asks (participant_id, cohort_id, horizon, check_in_id)
      select d.id, d.cohort_id, d.months, k.id
      from (select p.id, p.email_key, c.id as cohort_id, h.months from ${due(today)}) d
        join check_ins k on k.email_key = d.email_key and k.asked_at = ${now}
        join asks on asks.email_key = k.email_key and asks.act = ${act}`),
    db.run(sql`insert into notices (subject_id, occasion, recipient_id, created_at)
      select k.id, 'outcome', k.id, ${now} from asks
        join check_ins k on k.email_key = asks.email_key and k.asked_at = ${now}
      where asks.act = ${act}`),
    noteAsked(ctx, act),
    goWithMail(ctx, act),
  ])
}
