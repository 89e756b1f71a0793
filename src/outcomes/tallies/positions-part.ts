import { sql } from 'drizzle-orm'
import { allows } from '../../profiles/queries.ts'
import { inTheField, landedAs, landingsAmong } from '../queries.ts'

/** The landings of the people in `who`, as `found`. */
export const landingsOfWho = landingsAmong(
  sql`select l.*, w.id as participant_id from who w cross join landings l on l.person_id = w.person_id
    where ${allows(sql`w.person_id`, 'groups')}`,
  sql`who w cross join group_landings g on g.participant_id = w.id`,
)

export const isCurrent = (today: string) =>
  sql`f.starts_on <= ${today} and coalesce(f.ended_on, '9999') >= ${today} and ${inTheField}`

/** As `isFullTime` and `isFractional` of src/commitment.ts have it; what is both is full-time here. */
export const commitmentClass = sql`case f.commitment ->> 'basis'
  when 'label' then case when instr(f.commitment ->> 'labels', 'full_time') then 'full_time' else 'fractional' end
  when 'stated' then case when (f.commitment ->> 'hoursMax') * case f.commitment ->> 'per' when 'month' then 12.0 else 52.0 end / 52 >= 30
    and coalesce(f.commitment ->> 'monthsPerYear', 12) >= 12 then 'full_time' else 'fractional' end
  else 'unknown' end`

/** In ten-thousandths: as many digits as it has. */
export const fteOf = sql`cast(round(coalesce(f.fte_active, 0) * 10000) as integer)`

/** The landings there are and when they began, and what people do in the field now. */
export const positionsPart = (today: string) => ({
  ctes: [
    landingsOfWho,
    sql`now as materialized (select f.participant_id, f.opportunity_id, ${fteOf} as fte, ${commitmentClass} as class,
        coalesce(${landedAs}, 'own') as kind
      from found f where ${isCurrent(today)})`,
    sql`later as (select participant_id, starts_on as day from found where starts_on > ${today}
      union all select participant_id, date(ended_on, '+1 day') from found where ended_on >= ${today})`,
  ],
  rows: sql`select f.participant_id, 'landing' as what, case when f.verified_at is null then 'unverified' else 'verified' end as a,
        '' as b, 1 as n, 0 as amount from found f
    union all select f.participant_id, 'began', substr(f.starts_on, 1, 7), '', 1, 0
      from found f where f.starts_on <= ${today} and ${inTheField}
    union all select participant_id, 'doing', kind, class, 1, fte from now
    union all select n.participant_id, 'doing_for', coalesce(w.value, ''), n.class, 1, n.fte
      from now n left join opportunities o on o.id = n.opportunity_id left join json_each(o.work_groups) w
    union all select * from (
      select participant_id, 'contributes', case max(case class when 'full_time' then 2 when 'fractional' then 1 else 0 end)
        when 2 then 'full_time' when 1 then 'fractional' else 'unknown' end, '', 1, sum(fte) from now group by participant_id
      union all select participant_id, 'next', min(day), '', 0, 0 from later group by participant_id)`,
})
