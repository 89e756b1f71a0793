import { sql } from 'drizzle-orm'
import { addDays, dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { inList, insertMany } from '../db/bulk.ts'
import { atomically, type Db, violatesUnique } from '../db/client.ts'
import { HORIZON_DAYS } from '../programs/comparing.ts'
import { type Crowd, GONE, regroup, type Standing } from '../programs/crowds.ts'
import { type Share, toldShares } from '../programs/disclosing.ts'
import { type CountedFigure, countedFigures } from '../programs/schema.ts'
import { programFigures, toldCrowds } from '../programs/table.ts'
import { allLandings, inTheField } from './queries.ts'

const MOST_GROUPS_A_TICK = 20
const MOST_PEOPLE_A_TICK = 50_000

type Due = { id: string; groupId: string }
type Asked = { due: readonly Due[]; month: string }
type Found = Standing & { programId: string }

/**
 * Tells outsiders anew, once a month, what may be told of each program's people; what is due is read from the table.
 * Within a month nothing moves, whoever comes, goes or withdraws; nor does it from one to the next for fewer than 5.
 */
export async function refreshFigures(ctx: Ctx): Promise<void> {
  const month = dayIn(ctx.now, 'UTC').slice(0, 7)
  const due = await listDue(ctx.db, month)
  if (!due.length) return
  const ids = due.map(({ id }) => id)
  const [crowds, standings] = await readAll(ctx.db, { due, month })
  const rows: Row[] = []
  const next: (typeof toldCrowds.$inferInsert)[] = []
  for (const programId of ids)
    for (const figure of countedFigures) {
      const of = { programId, figure }
      const isOf = (one: { programId: string; figure: string }) => one.programId === programId && one.figure === figure
      const together = regroup(crowds.filter(isOf), standings.filter(isOf))
      next.push(...together.map((crowd, number) => ({ ...crowd, ...of, number })))
      rows.push(...rowsOf(figure, together).map((row) => ({ ...row, ...of, month, toldAt: ctx.now })))
    }
  const isDone = sql`(figure = 'people' and month = ${month})`
  await atomically(ctx.db, [
    ctx.db.delete(programFigures).where(sql`${inList(programFigures.programId, ids)} and not ${isDone}`),
    ctx.db.delete(toldCrowds).where(inList(toldCrowds.programId, ids)),
    ...insertMany(ctx.db, toldCrowds, next),
    ...insertMany(ctx.db, programFigures, rows),
  ]).catch((error) => {
    // Whoever was first has told this month already, of people as they stood then.
    if (!violatesUnique(error, 'program_figures.program_id')) throw error
  })
}

/** Public programs and those of groups with a report to show; of as many people as one tick can count. */
const listDue = (db: Db, month: string) =>
  db.all<Due>(sql`select id, group_id as "groupId" from (
      select id, group_id, people, dense_rank() over (order by group_id) as place,
        sum(people) over (order by group_id, id rows unbounded preceding) as so_far
      from (select p.id, p.group_id, (select count(*) from cohorts c join participations x on x.cohort_id = c.id
          where c.program_id = p.id) as people
        from programs p
        where (p.published_at is not null or exists (select 1 from report_links where group_id = p.group_id))
          and not exists (select 1 from program_figures where program_id = p.id and cohort_id = '' and figure = 'people'
            and month = ${month})))
    where place <= ${MOST_GROUPS_A_TICK} and so_far - people <= ${MOST_PEOPLE_A_TICK} order by group_id, id`)

type OfFigure = { programId: string; figure: string }

/** What was told together so far, and how everybody stands: in one round trip. */
async function readAll(db: Db, { due, month }: Asked): Promise<[(Crowd & OfFigure)[], (Found & OfFigure)[]]> {
  const ids = due.map(({ id }) => id)
  const before = `${month}-01`
  const groupIds = [...new Set(due.map(({ groupId }) => groupId))]
  const [crowds, finished, people, ...landed] = await db.batch([
    db.select().from(toldCrowds).where(inList(toldCrowds.programId, ids)).orderBy(toldCrowds.number),
    db.all<Found>(sql`select n.id, n.participant_id as person, c.program_id as "programId", c.id as "cohortId",
        iif(n.finished_on is null, 'not', 'finished') as kind
      from cohorts c join participations n on n.cohort_id = c.id and n.role = 'participant'
      where c.ends_on < ${before} and ${inList(sql`c.program_id`, ids)} order by n.id`),
    db.all<Found>(sql`select distinct n.participant_id as id, n.participant_id as person, c.program_id as "programId", '' as "cohortId", 'counted' as kind
      from cohorts c join participations n on n.cohort_id = c.id and n.role = 'participant'
      where n.created_at < ${Date.parse(before)} and ${inList(sql`c.program_id`, ids)} order by n.participant_id`),
    ...groupIds.map((groupId) => db.all<Found>(selectLanded(groupId, ids, addDays(before, -HORIZON_DAYS)))),
  ])
  const named = (figure: CountedFigure, found: readonly Found[]) => found.map((one) => ({ ...one, figure }))
  return [crowds, [...named('finished', finished), ...named('people', people), ...named('landed', landed.flat())]]
}

/** Who landed within the horizon, of cohorts for whom it is over. Erased and objecting people gave no answer. */
const selectLanded = (groupId: string, programIds: readonly string[], endedBefore: string) => sql`
  ${allLandings(groupId)}, counted as materialized (select f.participant_id, f.starts_on from found f
    where ${inTheField}),
  took as (select n.id, n.participant_id, r.id as program_id, c.id as cohort_id, c.starts_on,
      date(c.ends_on, ${`+${HORIZON_DAYS} days`}) as horizon
    from programs r join cohorts c on c.program_id = r.id
      join participations n on n.cohort_id = c.id and n.role = 'participant'
    where r.group_id = ${groupId} and ${inList(sql`r.id`, programIds)} and c.ends_on < ${endedBefore})
  select t.id, t.participant_id as person, t.program_id as "programId", t.cohort_id as "cohortId", case
      when p.erased_at is not null or p.objected_at is not null then 'silent'
      when max(l.starts_on between t.starts_on and t.horizon) = 1 then 'landed'
      when max(l.starts_on) is not null or exists (select 1 from outcomes o where o.participant_id = t.participant_id
        and o.outcome <> 'no_answer') then 'answered'
      else 'silent' end as kind
  from took t join participants p on p.id = t.participant_id left join counted l on l.participant_id = t.participant_id
  group by t.id order by t.id`

type Row = typeof programFigures.$inferInsert
type Told = Pick<Row, 'cohortId' | 'count' | 'outOf' | 'answered'>

const sizeOf = (crowds: readonly Crowd[], ...kinds: string[]) =>
  crowds.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { members }) => sum + members.length, 0)

function shareOf(figure: CountedFigure, crowds: readonly Crowd[]): Share {
  if (figure === 'finished') return { count: sizeOf(crowds, 'finished'), outOf: sizeOf(crowds, 'finished', 'not') }
  const count = sizeOf(crowds, 'landed')
  const answered = count + sizeOf(crowds, 'answered')
  return { count, answered, outOf: answered + sizeOf(crowds, 'silent') }
}

/** The row of all cohorts is there also where nothing may be told: that month is done. */
function rowsOf(figure: CountedFigure, crowds: readonly Crowd[]): Told[] {
  const counted = crowds.filter(({ kind }) => kind !== GONE)
  if (figure === 'people') {
    const heads = sizeOf(counted, 'counted')
    const told = heads ? heads - (heads % 5) : null
    return [{ cohortId: '', count: told, outOf: told }]
  }
  const byCohort = Map.groupBy(counted, ({ cohortId }) => cohortId)
  const beside = shareOf(figure, byCohort.get('') ?? [])
  byCohort.delete('')
  const parts = new Map([...byCohort].map(([cohortId, of]) => [cohortId, shareOf(figure, of)]))
  const { all, cells } = toldShares(parts, beside)
  const nothing = { count: null, outOf: null }
  return [{ cohortId: '', ...(all ?? nothing) }, ...[...cells].map(([cohortId, share]) => ({ cohortId, ...share }))]
}
