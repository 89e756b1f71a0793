import { eq, type SQL, sql } from 'drizzle-orm'
import { dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { inList } from '../db/bulk.ts'
import { notFound } from '../errors.ts'
import { canSeeGroup } from '../groups/policy.ts'
import { groups } from '../groups/table.ts'
import { compare, type OthersProgram, type OwnProgram, type OwnRow, type ToldRow } from '../programs/comparing.ts'
import { allLandings } from './queries.ts'

const MOST_PROGRAMS = 200
export type CompareFilter = { activity: string[]; audience: string[] }

/** A group's programs as it knows them beside the public ones as they are told, for its members: in one round trip. */
export async function readComparison(ctx: Ctx, groupId: string, filter: CompareFilter) {
  if (!canSeeGroup(ctx.actor, groupId)) throw notFound('Group')
  const { db, now } = ctx
  const today = dayIn(now, 'UTC')
  const [[group], own, rows, others] = await db.batch([
    db.select().from(groups).where(eq(groups.id, groupId)),
    db.all<Packed>(sql`select ${cells}, '' as "group", '[]' as told from programs p
      where p.group_id = ${groupId} and ${fits(filter)} order by p.name, p.id limit ${MOST_PROGRAMS}`),
    db.all<Omit<OwnRow, 'answered'> & { answered: number }>(ownRows(groupId, today)),
    db.all<Packed>(sql`select ${cells}, g.name as "group", (select json_group_array(json_object('number', c.number,
          'count', f.count, 'outOf', f.out_of, 'answered', f.answered, 'month', f.month))
        from program_figures f left join cohorts c on c.id = f.cohort_id
        where f.program_id = p.id and f.figure = 'landed' and f.count is not null
          and (f.cohort_id = '' or c.id is not null)) as told
      from programs p join groups g on g.id = p.group_id
      where p.published_at is not null and p.group_id <> ${groupId} and ${fits(filter)}
        and exists (select 1 from program_figures f where f.program_id = p.id and f.figure = 'landed' and f.count is not null)
      order by p.name, p.id limit ${MOST_PROGRAMS}`),
  ])
  if (!group) throw notFound('Group')
  const byProgram = Map.groupBy(rows, ({ programId }) => programId)
  const ours = own.map(
    ({ audiences, group: _group, told: _told, ...program }): OwnProgram => ({
      ...program,
      audiences: JSON.parse(audiences) as string[],
      rows: (byProgram.get(program.id) ?? []).map((row) => ({ ...row, answered: row.answered === 1 })),
    }),
  )
  const theirs = others.map(
    ({ audiences, told, ...program }): OthersProgram => ({
      ...program,
      audiences: JSON.parse(audiences) as string[],
      told: JSON.parse(told) as ToldRow[],
    }),
  )
  return { group, comparison: compare(ours, theirs, today) }
}

type Packed = Pick<OthersProgram, 'id' | 'name' | 'activity' | 'group'> & { audiences: string; told: string }
const cells = sql`p.id, p.name, p.activity, p.audiences`

const fits = ({ activity, audience }: CompareFilter): SQL => {
  const anyAudience = sql`exists (select 1 from json_each(p.audiences) where ${inList(sql`value`, audience)})`
  return sql`${activity.length ? inList(sql`p.activity`, activity) : sql`true`} and ${audience.length ? anyAudience : sql`true`}`
}

/** Of every cohort that is over how people stand, added up by the database. Erased and objecting people gave no answer. */
const ownRows = (groupId: string, today: string): SQL => sql`${allLandings(groupId)},
  counted as materialized (select f.participant_id, f.starts_on from found f where f.starts_on <= ${today}
    and not exists (select 1 from outcomes o where o.landing_id = f.id and o.outcome = 'outside')),
  took as (select n.id, n.participant_id, r.id as program_id, c.number, c.starts_on, c.ends_on,
      p.erased_at is null and p.objected_at is null as is_held
    from programs r join cohorts c on c.program_id = r.id
      join participations n on n.cohort_id = c.id and n.role = 'participant'
      join participants p on p.id = n.participant_id
    where r.group_id = ${groupId} and c.ends_on < ${today}),
  waits as (select t.program_id, t.number, t.ends_on, t.participant_id, t.is_held,
      min(case when t.is_held and l.starts_on >= t.starts_on then l.starts_on end) as landed_on,
      max(t.is_held and l.starts_on is not null) as has_landed
    from took t left join counted l on l.participant_id = t.participant_id group by t.id)
  select program_id as "programId", number, ends_on as "endsOn",
    max(0, cast(julianday(landed_on) - julianday(ends_on) as integer)) as "landedAfter",
    is_held and (has_landed = 1 or exists (select 1 from outcomes o where o.participant_id = waits.participant_id
      and o.outcome <> 'no_answer')) as answered, count(*) as count
  from waits group by 1, 2, 3, 4, 5`
