import { sql } from 'drizzle-orm'
import { allows } from '../../profiles/queries.ts'
import { horizons } from '../../programs/dashboard/waits.ts'
import { outcomeBy } from '../queries.ts'
import { waitsAmong } from '../waiting.ts'
import { commitmentClass, fteOf, isCurrent, landingsOfWho } from './positions-part.ts'

const classOf = (after: string) => {
  const days = sql.raw(after)
  return sql`case when landed_on is null then 'open' when ${days} <= ${horizons.six} then 'six'
    when ${days} <= ${horizons.twelve} then 'twelve' else 'later' end`
}

/** What became of people after their cohorts: waits for a landing, what is known now, who helps, and what is sought. */
export const waysPart = (today: string) => ({
  ctes: [
    landingsOfWho,
    ...waitsAmong(
      sql`who p cross join participations n on n.participant_id = p.id cross join cohorts c on c.id = n.cohort_id`,
      today,
    ),
    sql`became as materialized (select p.id, p.person_id, p.erased_at, ${outcomeBy(today)} as outcome from who p
      where exists (select 1 from participations where participant_id = p.id and role = 'participant'))`,
    sql`builds as materialized (select f.participant_id, sum(${fteOf}) as fte, min(${commitmentClass}) as class from found f
      where ${isCurrent(today)} and exists (select 1 from opportunities o, json_each(o.work_groups) w
        where o.id = f.opportunity_id and w.value = 'movement_building') group by f.participant_id)`,
    sql`helps as (select distinct n.participant_id from who cross join participations n on n.participant_id = who.id
      where n.role <> 'participant')`,
    sql`seekers as (select p.id, case when ${allows(sql`p.person_id`, 'groups')} then r.content end as content
      from became p left join profiles r on r.person_id = p.person_id
      where p.erased_at is null and p.outcome in ('no_answer', 'looking')
        and p.id in (select participant_id from took where left_on is null))`,
    sql`later as (select participant_id, starts_on as day from found where starts_on > ${today}
      union all select participant_id, date(ended_on, '+1 day') from found where ended_on >= ${today}
      union all select n.participant_id, date(c.ends_on, '+1 day') from who cross join participations n
        on n.participant_id = who.id cross join cohorts c on c.id = n.cohort_id
        where n.role = 'participant' and c.ends_on >= ${today}
      union all select o.participant_id, o.happened_on from who cross join outcomes o on o.participant_id = who.id
        where o.happened_on > ${today}
      union all select * from (
        select w.id, date(g.ended_on, '+1 day') from who w cross join group_landings g on g.participant_id = w.id
          where g.ended_on >= ${today}
        union all select participant_id, date(ended_on, '+1 day') from shared where ended_on >= ${today}))`,
  ],
  rows: sql`select participant_id, 'cohort' as what, cohort_id as a, state || ' ' || ${classOf('after')} as b, 1 as n, 0 as amount
      from waits
    union all select participant_id, 'wait', program_id, case when landed_on is null then since else after end, 1, 0
      from waits where is_first
    union all select * from (
      select id, 'became', outcome, '', 1, 0 from became
      union all select participant_id, 'coordinates', case when max(helps) = 0 then 'position' when max(builds) = 0
          then 'helps' else 'both' end, coalesce(max(class), ''), 1, sum(fte)
        from (select participant_id, 0 as helps, 1 as builds, class, fte from builds
          union all select participant_id, 1, 0, null, 0 from helps) group by participant_id
      union all select participant_id, 'next', min(day), '', 0, 0 from later group by participant_id)
    union all select * from (
      select id, 'seeks', case when json_array_length(content, '$.workGroups') + json_array_length(content, '$.professions') > 0
        then 'said' else 'unsaid' end, '', 1, 0 from seekers
      union all select s.id, 'seeks_group', w.value, '', 1, 0 from seekers s cross join json_each(s.content, '$.workGroups') w
      union all select s.id, 'seeks_profession', w.value, '', 1, 0
        from seekers s cross join json_each(s.content, '$.professions') w)`,
})
