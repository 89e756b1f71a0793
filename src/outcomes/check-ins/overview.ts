import { sql } from 'drizzle-orm'
import { addDays, dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { dueOn, eachHorizon, mayBeCheckedOn } from './asking.ts'
import { type Answer, type Horizon, MOST_PEOPLE, WINDOW_DAYS } from './schema.ts'

/** A cohort at a horizon: of how many who took part how many were asked, and answered. */
export type HorizonLine = {
  cohortId: string
  cohort: string
  program: string
  horizon: Horizon
  dueOn: string
  base: number
  /** Whom a mail may still ask. */
  waiting: number
  asked: number
  answered: number
}

/** Of all who took part in a cohort that has reached a horizon, how many answered. */
export type HorizonRate = { horizon: Horizon; base: number; answered: number }

/** Somebody who was asked, and what they answered. */
export type AskedPerson = {
  participantId: string
  name: string
  program: string
  horizon: Horizon
  askedAt: number
  closesAt: number
  answeredAt: number | null
  answer: Answer | null
}

export type Switch = { id: string; name: string; asks: boolean }

const SOON_DAYS = 92
const MOST_LINES = 60

const takenPart = sql`(select count(*) from participations where cohort_id = c.id and role = 'participant')`
const answeredOf = sql`(select count(*) from check_in_asks a where a.cohort_id = c.id and a.horizon = h.months and exists (
  select 1 from check_in_answers w where w.check_in_id = a.check_in_id and w.participant_id = a.participant_id))`

/** Cohorts `c` of a group with a horizon `h` for which its people were there in time, asked or not. */
const cohortsAt = (groupId: string) => sql`programs r join cohorts c on c.program_id = r.id join ${eachHorizon}
  where r.group_id = ${groupId} and exists (select 1 from participations where cohort_id = c.id and role = 'participant'
    and date(created_at / 1000, 'unixepoch') <= date(${dueOn}, ${`+${WINDOW_DAYS} days`}))`

/** What a group asks its people at which horizons, for its members. Whose horizon was over before they came is not in it. */
export async function readCheckIns({ db, now }: Ctx, groupId: string) {
  const today = dayIn(now, 'UTC')
  const [lines, rates, people, programs] = await db.batch([
    db.all<HorizonLine>(sql`
      select c.id as "cohortId", r.name || ' ' || c.number as cohort, r.id as program, h.months as horizon,
        ${dueOn} as "dueOn", ${takenPart} as base,
        case when ${dueOn} between ${addDays(today, -WINDOW_DAYS)} and ${today} then (
          select count(*) from participations n join participants p on p.id = n.participant_id
          where n.cohort_id = c.id and n.role = 'participant' and ${mayBeCheckedOn} and not exists (
            select 1 from check_in_asks where participant_id = p.id and cohort_id = c.id and horizon = h.months))
          else 0 end as waiting,
        (select count(*) from check_in_asks where cohort_id = c.id and horizon = h.months) as asked,
        ${answeredOf} as answered
      from ${cohortsAt(groupId)} and ${dueOn} <= ${addDays(today, SOON_DAYS)}
      order by "dueOn" desc, "cohortId", horizon limit ${MOST_LINES + 1}`),
    db.all<HorizonRate>(sql`select h.months as horizon, sum(${takenPart}) as base, sum(${answeredOf}) as answered
      from ${cohortsAt(groupId)} and ${dueOn} <= ${today} group by h.months order by h.months`),
    db.all<Omit<AskedPerson, 'answer'> & { answer: string | null }>(sql`
      select p.id as "participantId", p.name, r.name || ' ' || c.number as program, a.horizon, k.asked_at as "askedAt",
        k.closes_at as "closesAt", w.answered_at as "answeredAt", w.answer
      from programs r join cohorts c on c.program_id = r.id join check_in_asks a on a.cohort_id = c.id
        join check_ins k on k.id = a.check_in_id join participants p on p.id = a.participant_id
        left join check_in_answers w on w.check_in_id = k.id and w.participant_id = p.id
      where r.group_id = ${groupId} order by k.asked_at desc, p.name, p.id, a.horizon limit ${MOST_PEOPLE}`),
    db.all<{ id: string; name: string; asks: number }>(sql`select id, name,
        not exists (select 1 from check_in_stops where program_id = programs.id) as asks
      from programs where group_id = ${groupId} order by name, id`),
  ])
  return {
    lines: lines.slice(0, MOST_LINES),
    isCut: lines.length > MOST_LINES,
    rates,
    people: people.map((one) => ({ ...one, answer: one.answer === null ? null : (JSON.parse(one.answer) as Answer) })),
    programs: programs.map((one): Switch => ({ ...one, asks: one.asks === 1 })),
  }
}
