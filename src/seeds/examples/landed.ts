import { sql } from 'drizzle-orm'
import { addDays, DAY, dayIn } from '../../calendar.ts'
import { Commitment } from '../../commitment.ts'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import { hours } from './example.ts'

const hoursAWeek = (n: number) => JSON.stringify(Commitment.parse(hours(n, n, 'week')))

/**
 * What became of the invented people of an example group, and what its programs changed for them: of whoever took part,
 * so that it holds for as many as there are. Behind their rows in the batch.
 */
export function invented({ db, now }: Ctx, groupKey: string): Statement[] {
  const today = dayIn(now, 'UTC')
  const [since, lately] = [addDays(today, -120), addDays(today, -20)]
  // Seen from outside it is told by the month: these were made before the last two began.
  const at = now - 70 * DAY
  const took = sql`with ours as (select g.id, coalesce((select person_id from group_members
      where group_id = g.id and role = 'owner' limit 1), 'seed') as builder
      from groups g where g.name_key = ${groupKey} and g.example = 1),
    took as (select ours.id as group_id, ours.builder, p.id as participant_id, min(r.id) as program_id, min(c.ends_on) as ended_on,
      row_number() over (order by p.id) as n
      from ours join participants p on p.group_id = ours.id join participations x on x.participant_id = p.id
      join cohorts c on c.id = x.cohort_id join programs r on r.id = c.program_id
      where x.role = 'participant' and c.ends_on < ${since} and p.erased_at is null group by p.id)`
  const landed = sql`n % 3 = 0`
  /** One day a week beside other work, for every fourth of those who landed. */
  const isFractional = sql`n % 12 = 0`
  const landedOn = sql`min(date(ended_on, printf('+%d days', 20 + n * 53 % 300)), ${since})`
  const id = (prefix: string) => sql`printf(${`${prefix}_00000000000000%08d`}, n)`
  return [
    db.run(sql`insert into estimates (id, group_id, program_id, participant_id, effect, version, with_fte, without_fte, low,
        high, method, note, starts_on, ends_on, estimated_on, estimated_by, created_at)
      ${took} select ${id('est')}, group_id, program_id, participant_id,
        case when n % 3 = 1 then 'upskilling' else 'kickstarting' end, 1, 600 + n % 5 * 100, n % 4 * 150,
        600 + n % 5 * 100 - n % 4 * 150 - 200, 600 + n % 5 * 100 - n % 4 * 150 + 200, 'interview', '',
        ${since}, ${addDays(since, 365)}, ${dayIn(at, 'UTC')}, builder, ${at} from took where n % 4 <> 3`),
    db.run(sql`insert into group_landings (id, group_id, participant_id, organization_name, title, commitment, fte_active,
        fte_year, starts_on, recorded_by, verified_by, verified_at, version, created_at, updated_at)
      ${took} select ${id('gln')}, group_id, participant_id, 'Northlight Institute',
        iif(${isFractional}, 'Course facilitator', 'Research engineer'), iif(${isFractional}, ${hoursAWeek(8)}, ${hoursAWeek(40)}),
        iif(${isFractional}, 0.2, 1), iif(${isFractional}, 0.2, 1), ${landedOn}, builder, case when n % 2 = 0 then builder end,
        case when n % 2 = 0 then ${at} end, 1, ${at}, ${at} from took where ${landed}`),
    db.run(sql`insert into landing_credits (landing_id, program_id, share)
      ${took} select ${id('gln')}, program_id, case when n % 2 = 0 then 100 else 70 end from took where ${landed}`),
    db.run(sql`insert into outcomes (id, participant_id, outcome, happened_on, landing_id, recorded_by, act, at)
      ${took} select ${id('out')}, participant_id, case n % 3 when 0 then iif(${isFractional}, 'fractional', 'full_time') when 1 then 'looking' else 'further_study' end,
        iif(${landed}, ${landedOn}, ${lately}), iif(${landed}, ${id('gln')}, null), builder,
        'act_seed', ${at} from took where n % 5 <> 4`),
  ]
}
