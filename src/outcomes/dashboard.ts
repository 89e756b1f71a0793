import { eq, type SQL, sql } from 'drizzle-orm'
import { DAY, dayIn, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { canSeeGroup } from '../groups/policy.ts'
import { groups } from '../groups/table.ts'
import type { DashboardRows } from '../programs/dashboard/dashboard.ts'
import type { MonthRow, OpenSurvey, OverCohort, StageRow, WaitRow, WorkCounts } from '../programs/dashboard/rows.ts'
import type { DropOut } from '../programs/pipeline/funnel.ts'
import { stillGiven } from '../surveys/queries.ts'
import { allLandings } from './queries.ts'

const STALE = 180 * DAY
/** Whoever works on an import is taken for dead by then. */
const RESTING_AFTER = 2 * MINUTE
const MOST_SURVEYS = 20
const MOST_COHORTS = 40

/** What the dashboard of a group is made of, for its members: added up by the database, in one round trip. */
export async function readDashboard(ctx: Ctx, groupId: string) {
  if (!canSeeGroup(ctx.actor, groupId)) throw notFound('Group')
  const { db, now } = ctx
  const today = dayIn(now, 'UTC')
  const [[group], [counts], surveys, stages, [dropOut], months, waits, cohorts] = await db.batch([
    db.select().from(groups).where(eq(groups.id, groupId)),
    db.all<WorkCounts>(countWork(groupId, now)),
    db.all<OpenSurvey>(openSurveys(groupId, now)),
    db.all<StageRow>(reachedStages(groupId, today)),
    db.all<DropOut>(gone(groupId, today)),
    db.all<MonthRow>(landingsByMonth(groupId, today)),
    db.all<Omit<WaitRow, 'isFirst'> & { isFirst: number }>(waitsOf(groupId, today)),
    db.all<OverCohort>(overCohorts(groupId, today)),
  ])
  if (!group || !counts || !dropOut) throw notFound('Group')
  const rows: DashboardRows = {
    ...{ counts, surveys, stages, dropOut, months, cohorts },
    waits: waits.map((row) => ({ ...row, isFirst: row.isFirst === 1 })),
  }
  return { group, rows }
}

/** A landing outside of the field is an answer, and no landing of the dashboard. */
const inTheField = sql`not exists (select 1 from outcomes o where o.landing_id = f.id and o.outcome = 'outside')`

const countWork = (groupId: string, now: number): SQL => sql`${allLandings(groupId)}
  select count(*) as people, coalesce(sum(is_held), 0) as held, coalesce(sum(is_held and email_key is not null and told_at is null), 0) as "neverTold",
    coalesce(sum(is_held and updated_at < ${now - STALE}), 0) as stale,
    (select count(*) from found) as landings, (select count(*) from found where verified_at is null) as unverified,
    (select count(*) from programs where group_id = ${groupId}) as programs,
    (select count(*) from cohorts c join programs r on r.id = c.program_id where r.group_id = ${groupId}) as cohorts,
    (select count(*) from participant_imports where group_id = ${groupId} and forgotten_at is null
      and (finished_at is null or (undo_asked_at is not null and undone_at is null))
      and coalesce(worked_at, uploaded_at) < ${now - RESTING_AFTER}) as "restingImports"
  from (select email_key, told_at, updated_at, erased_at is null and objected_at is null as is_held
    from participants where group_id = ${groupId})`

const openSurveys = (groupId: string, now: number): SQL => sql`select s.id, s.title, s.closes_on as "closesOn",
    (select count(*) from survey_asks where survey_id = s.id) as asked,
    (select count(*) from survey_answers a join participants p on p.id = a.participant_id
      where a.survey_id = s.id and ${stillGiven}) as answered
  from surveys s where s.group_id = ${groupId} and s.opens_at <= ${now} and s.closes_at > ${now}
  order by s.closes_at, s.id limit ${MOST_SURVEYS}`

/** A history up to a day, the entry that counts now first. */
const historyOf = (table: SQL, column: SQL, groupId: string, today: string) => sql`
  select h.participant_id, ${column} as value, row_number() over (
    partition by h.participant_id order by h.happened_on desc, h.at desc, h.id desc) as place
  from ${table} h join participants p on p.id = h.participant_id where p.group_id = ${groupId} and h.happened_on <= ${today}`

const reachedStages = (groupId: string, today: string): SQL => sql`
  select value as stage, count(distinct participant_id) as reached, sum(place = 1) as standing
  from (${historyOf(sql`stage_changes`, sql`h.stage`, groupId, today)}) group by value`

const gone = (groupId: string, today: string): SQL => sql`
  select count(*) as people, coalesce(sum(standing = 'left'), 0) as gone,
    coalesce(sum(standing <> 'left' and has_left), 0) as "cameBack"
  from (select max(case when place = 1 then value end) as standing, max(value = 'left') as has_left
    from (${historyOf(sql`engagement_changes`, sql`h.engagement`, groupId, today)}) group by participant_id)`

const landingsByMonth = (groupId: string, today: string): SQL => sql`${allLandings(groupId)}
  select substr(f.starts_on, 1, 7) as month, count(*) as count from found f
  where f.starts_on <= ${today} and ${inTheField} group by month order by month desc limit 12`

/** Whatever began in the days of a cohort or later is a landing after it; during it, the wait was none. */
const waitsOf = (groupId: string, today: string): SQL => sql`${allLandings(groupId)}, counted as materialized (
    select f.participant_id, f.starts_on from found f where f.starts_on <= ${today} and ${inTheField}),
  took as (select n.participant_id, n.cohort_id, min(coalesce(n.finished_on, c.ends_on), ${today}) as since,
      c.starts_on, row_number() over (partition by n.participant_id order by c.starts_on, n.cohort_id) = 1 as is_first
    from programs r join cohorts c on c.program_id = r.id join participations n on n.cohort_id = c.id
    where r.group_id = ${groupId} and n.role = 'participant' and c.ends_on < ${today}),
  waits as (select t.cohort_id, t.since, t.is_first, min(l.starts_on) as landed_on
    from took t left join counted l on l.participant_id = t.participant_id and l.starts_on >= t.starts_on
    group by t.participant_id, t.cohort_id)
  select cohort_id as "cohortId", since, is_first as "isFirst", count(*) as count,
    max(0, cast(julianday(landed_on) - julianday(since) as integer)) as "landedAfter"
  from waits group by cohort_id, since, is_first, "landedAfter"`

const overCohorts = (groupId: string, today: string): SQL => sql`
  select c.id, c.name, r.id as "programId", r.name as program, c.ends_on as "endsOn", count(n.id) as people,
    count(n.finished_on) as finished, count(case when n.finished_on is null then n.left_on end) as "left"
  from programs r join cohorts c on c.program_id = r.id
    left join participations n on n.cohort_id = c.id and n.role = 'participant'
  where r.group_id = ${groupId} and c.ends_on < ${today}
  group by c.id order by c.ends_on desc, c.id desc limit ${MOST_COHORTS}`
