import { eq, type SQL, sql } from 'drizzle-orm'
import { dayIn, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { canSeeGroup } from '../groups/policy.ts'
import { groups } from '../groups/table.ts'
import type { AskingRow, DashboardRows, LiveCounts, OpenSurvey, OverCohort } from '../programs/dashboard/rows.ts'
import { talliesOf } from '../programs/dashboard/tallies.ts'
import { selectTallies, unpacked } from './tallies/reading.ts'

/** Whoever works on an import is taken for dead by then. */
const RESTING_AFTER = 2 * MINUTE
const MOST_SURVEYS = 20
const MOST_COHORTS = 1_000

/** What the dashboard of a group is made of, for its members, in one round trip: nobody's own rows are counted. */
export async function readDashboard(ctx: Ctx, groupId: string) {
  if (!canSeeGroup(ctx.actor, groupId)) throw notFound('Group')
  const { db, now } = ctx
  const today = dayIn(now, 'UTC')
  const [[group], [live], surveys, cohorts, asking, ...tallies] = await db.batch([
    db.select().from(groups).where(eq(groups.id, groupId)),
    db.all<LiveCounts>(liveCounts(groupId, now)),
    db.all<OpenSurvey>(openSurveys(groupId, now)),
    db.all<OverCohort>(overCohorts(groupId, today)),
    db.all<AskingRow>(askingNow(now)),
    ...selectTallies(db, groupId, today),
  ])
  if (!group || !live) throw notFound('Group')
  const rows: DashboardRows = { live, surveys, cohorts, asking, tallies: talliesOf(unpacked(tallies)) }
  return { group, rows }
}

const liveCounts = (groupId: string, now: number): SQL => sql`select
  (select count(*) from programs where group_id = ${groupId}) as programs,
  (select count(*) from cohorts c join programs r on r.id = c.program_id where r.group_id = ${groupId}) as cohorts,
  (select count(*) from participant_imports where group_id = ${groupId} and forgotten_at is null
    and (finished_at is null or (undo_asked_at is not null and undone_at is null))
    and coalesce(worked_at, uploaded_at) < ${now - RESTING_AFTER}) as "restingImports"`

const openSurveys = (groupId: string, now: number): SQL => sql`select id, title, closes_on as "closesOn"
  from surveys where group_id = ${groupId} and opens_at <= ${now} and closes_at > ${now}
  order by closes_at, id limit ${MOST_SURVEYS}`

const overCohorts = (groupId: string, today: string): SQL => sql`
  select c.id, c.number, c.name, r.id as "programId", r.name as program, c.ends_on as "endsOn"
  from programs r join cohorts c on c.program_id = r.id
  where r.group_id = ${groupId} and c.ends_on < ${today}
  order by c.ends_on desc, c.id desc limit ${MOST_COHORTS}`

/** What is open on the board, by what it asks for. */
const askingNow = (now: number): SQL => sql`select work_groups as "workGroups", professions, count(*) as opportunities,
    count(seats) as stating, coalesce(sum(seats), 0) as seats
  from opportunities o where published_at is not null and (closes_at is null or closes_at > ${now})
    and not exists (select 1 from closures where opportunity_id = o.id)
    and not exists (select 1 from retractions where opportunity_id = o.id)
  group by work_groups, professions`
