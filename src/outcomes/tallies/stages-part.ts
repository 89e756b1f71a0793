import { sql } from 'drizzle-orm'

/** Which stages people reached and stand at, whether they are with it, and how long they stayed at each stage. */
export const stagesPart = (today: string) => ({
  ctes: [
    sql`said as materialized (select h.participant_id, h.stage, h.happened_on, h.at, h.id,
        lag(h.stage) over (partition by h.participant_id order by h.happened_on, h.at, h.id) as before
      from who cross join stage_changes h on h.participant_id = who.id where h.happened_on <= ${today})`,
    // Said twice in a row a stage is one stay.
    sql`stays as materialized (select participant_id, stage, happened_on,
        lead(happened_on) over (partition by participant_id order by happened_on, at, id) as until
      from said where before is not stage)`,
    sql`felt as materialized (select participant_id, max(case when place = 1 then value end) as value, max(value = 'left') as has_left
      from (select h.participant_id, h.engagement as value, row_number() over (
          partition by h.participant_id order by h.happened_on desc, h.at desc, h.id desc) as place
        from who cross join engagement_changes h on h.participant_id = who.id where h.happened_on <= ${today})
      group by participant_id)`,
    sql`later as (select h.participant_id, h.happened_on from who cross join stage_changes h on h.participant_id = who.id
        where h.happened_on > ${today}
      union all select h.participant_id, h.happened_on from who cross join engagement_changes h on h.participant_id = who.id
        where h.happened_on > ${today})`,
  ],
  rows: sql`select participant_id, 'reached' as what, stage as a, '' as b, 1 as n, 0 as amount
      from said group by participant_id, stage
    union all select participant_id, 'stayed', stage, cast(julianday(until) - julianday(happened_on) as integer), 1, 0
      from stays where until is not null
    union all select participant_id, 'staying', stage, happened_on, 1, 0 from stays where until is null
    union all select participant_id, 'stands', coalesce(max(stage), ''), coalesce(max(value), ''), 1, 0 from (
        select participant_id, stage, null as value from stays where until is null
        union all select participant_id, null, value || case when has_left then '+' else '' end from felt)
      group by participant_id
    union all select participant_id, 'next', min(happened_on), '', 0, 0 from later group by participant_id`,
})
