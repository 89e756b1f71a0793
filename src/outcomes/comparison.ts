import { eq, type SQL, sql } from 'drizzle-orm'
import { dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { inList } from '../db/bulk.ts'
import { notFound } from '../errors.ts'
import { canSeeGroup } from '../groups/policy.ts'
import { groups } from '../groups/table.ts'
import { compare, type OthersProgram, type OwnProgram, type OwnRow, type ToldRow } from '../programs/comparing.ts'
import { allLandings } from './queries.ts'
import { waitsAmong } from './waiting.ts'

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
    db.all<Counted>(ownRows(groupId, today)),
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
      rows: (byProgram.get(program.id) ?? []).map((row) => ({
        ...row,
        answered: row.answered === 1,
        isFirst: row.isFirst === 1,
      })),
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

type Counted = Omit<OwnRow, 'answered' | 'isFirst'> & { answered: number; isFirst: number }
type Packed = Pick<OthersProgram, 'id' | 'name' | 'activity' | 'group'> & { audiences: string; told: string }
const cells = sql`p.id, p.name, p.activity, p.audiences`

const fits = ({ activity, audience }: CompareFilter): SQL => {
  const anyAudience = sql`exists (select 1 from json_each(p.audiences) where ${inList(sql`value`, audience)})`
  return sql`${activity.length ? inList(sql`p.activity`, activity) : sql`true`} and ${audience.length ? anyAudience : sql`true`}`
}

/** Of every cohort that is over how people stand, added up by the database, as the dashboard has it. */
const ownRows = (groupId: string, today: string): SQL => sql`${allLandings(groupId)}, ${sql.join(
  waitsAmong(
    sql`programs r join cohorts c on c.program_id = r.id and r.group_id = ${groupId}
      join participations n on n.cohort_id = c.id join participants p on p.id = n.participant_id`,
    today,
  ),
  sql`, `,
)}
  select program_id as "programId", number, since as "endsOn", after as "landedAfter", is_first as "isFirst",
    is_held and (exists (select 1 from counted where participant_id = waits.participant_id) or exists (select 1
      from outcomes o where o.participant_id = waits.participant_id and o.outcome <> 'no_answer')) as answered,
    count(*) as count
  from waits group by 1, 2, 3, 4, 5, 6`
