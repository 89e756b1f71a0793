import { type SQL, sql } from 'drizzle-orm'
import { addDays, DAY, dayIn, daysBetween } from '../../../src/calendar.ts'
import { commitmentFacets, isFullTime } from '../../../src/commitment.ts'
import type { Ctx } from '../../../src/context.ts'
import type { Db } from '../../../src/db/client.ts'
import { allLandings, readLandings } from '../../../src/outcomes/queries.ts'
import { monthBefore } from '../../../src/programs/dashboard/months.ts'
import { stages } from '../../../src/programs/schema.ts'
import { kaplanMeier } from '../../../src/statistics/survival.ts'
import { stillGiven } from '../../../src/surveys/queries.ts'
import { dropOut, funnel, type StageEntry, standingCounts } from './funnel.ts'
import { timeInStage } from './time-in-stage.ts'

const inTheField = sql`'outside' <> coalesce((select o.outcome from outcomes o
  where o.landing_id = f.id order by o.happened_on desc, o.at desc, o.id desc limit 1), '')`

const countWork = (groupId: string, today: string): SQL => sql`${allLandings(groupId)}
  select count(*) as people, coalesce(sum(is_held), 0) as held,
    coalesce(sum(is_held and email_key is not null and told_at is null), 0) as "neverTold",
    coalesce(sum(is_held and updated_at < ${Date.parse(today) - 180 * DAY}), 0) as stale,
    (select count(*) from found) as landings, (select count(*) from found where verified_at is null) as unverified
  from (select email_key, told_at, updated_at, erased_at is null and objected_at is null as is_held
    from participants where group_id = ${groupId})`

const historyOf = (
  table: SQL,
  column: SQL,
  groupId: string,
) => sql`select h.participant_id as who, h.happened_on as "on",
    h.at, h.id, ${column} as value from ${table} h join participants p on p.id = h.participant_id where p.group_id = ${groupId}`

const reachedStages = (groupId: string, today: string): SQL => sql`
  select value as stage, count(distinct who) as reached, sum(place = 1) as standing
  from (select who, value, row_number() over (partition by who order by "on" desc, at desc, id desc) as place
    from (${historyOf(sql`stage_changes`, sql`h.stage`, groupId)}) where "on" <= ${today}) group by value`

const gone = (groupId: string, today: string): SQL => sql`
  select count(*) as people, coalesce(sum(standing = 'left'), 0) as gone,
    coalesce(sum(standing <> 'left' and has_left), 0) as "cameBack"
  from (select max(case when place = 1 then value end) as standing, max(value = 'left') as has_left
    from (select who, value, row_number() over (partition by who order by "on" desc, at desc, id desc) as place
      from (${historyOf(sql`engagement_changes`, sql`h.engagement`, groupId)}) where "on" <= ${today}) group by who)`

const landingsByMonth = (groupId: string, today: string): SQL => sql`${allLandings(groupId)}
  select substr(f.starts_on, 1, 7) as month, count(*) as count from found f
  where f.starts_on <= ${today} and ${inTheField} group by month order by month desc`

const waitsOf = (groupId: string, today: string): SQL => sql`${allLandings(groupId)}, counted as materialized (
    select f.participant_id, f.starts_on from found f where f.starts_on <= ${today} and ${inTheField}),
  took as (select n.participant_id, n.cohort_id, c.program_id, n.finished_on, n.left_on,
      c.ends_on as since, c.starts_on, p.erased_at is null and p.objected_at is null as is_held,
      row_number() over (partition by n.participant_id order by c.starts_on, n.cohort_id) = 1 as is_first
    from programs r join cohorts c on c.program_id = r.id join participations n on n.cohort_id = c.id
      join participants p on p.id = n.participant_id
    where r.group_id = ${groupId} and n.role = 'participant' and c.ends_on < ${today}),
  waits as (select t.*, min(l.starts_on) as landed_on
    from took t left join counted l on l.participant_id = t.participant_id and l.starts_on >= t.starts_on and is_held
    group by t.participant_id, t.cohort_id)
  select cohort_id as "cohortId", program_id as "programId", since, is_first as "isFirst",
    finished_on is not null as finished, finished_on is null and left_on is not null as "left", count(*) as count,
    max(0, cast(julianday(landed_on) - julianday(since) as integer)) as "landedAfter"
  from waits group by 1, 2, 3, 4, 5, 6, "landedAfter"`

type WaitRow = {
  cohortId: string
  programId: string
  since: string
  isFirst: number
  finished: number
  left: number
  count: number
  landedAfter: number | null
}

/** The dashboard as it was before anything was added up: every row of the group is counted, in one batch. */
export const selectLive = (db: Db, groupId: string, today: string) =>
  [
    db.all<Record<string, number>>(countWork(groupId, today)),
    db.all<{ stage: string; reached: number; standing: number }>(reachedStages(groupId, today)),
    db.all<{ people: number; gone: number; cameBack: number }>(gone(groupId, today)),
    db.all<{ month: string; count: number }>(landingsByMonth(groupId, today)),
    db.all<WaitRow>(waitsOf(groupId, today)),
  ] as const

type Entry = { who: string; on: string; at: number; id: string; value: string }

/** What a dashboard must show, counted from the rows themselves. */
export async function countLive(ctx: Ctx, groupId: string) {
  const { db } = ctx
  const today = dayIn(ctx.now, 'UTC')
  const [[counts], reached, [left], months, waits] = await db.batch(selectLive(db, groupId, today))
  const [stageRows, engagementRows, surveys] = await db.batch([
    db.all<Entry>(historyOf(sql`stage_changes`, sql`h.stage`, groupId)),
    db.all<Entry>(historyOf(sql`engagement_changes`, sql`h.engagement`, groupId)),
    db.all<{ id: string; asked: number; answered: number }>(sql`select id,
      (select count(*) from survey_asks where survey_id = s.id) as asked,
      (select count(*) from survey_answers a join participants p on p.id = a.participant_id
        where a.survey_id = s.id and ${stillGiven}) as answered from surveys s where group_id = ${groupId}`),
  ])
  const landings = await readLandings(ctx, groupId, { limit: 1_000, state: 'current' })
  return {
    counts,
    stages: stagesLive(stageRows, today, reached),
    dropOut: dropOutLive(engagementRows, today, left),
    months: months.filter(({ month }) => month > monthBefore(today.slice(0, 7), 12)),
    time: timeLive(waits, today),
    cohorts: cohortsLive(waits, today),
    became: Object.fromEntries(landings.counts.map(({ outcome, count }) => [outcome, count])),
    positions: await positionsLive(ctx, groupId, landings.page, today),
    seeks: await seeksLive(ctx, groupId, landings.waiting, today),
    surveys: surveys.filter(({ asked, answered }) => asked || answered),
  }
}

const perPerson = (rows: readonly Entry[]) => [...Map.groupBy(rows, ({ who }) => who).values()]

function stagesLive(rows: readonly Entry[], today: string, counted: readonly { stage: string }[]) {
  const people = perPerson(rows).map((own) => own.map((row) => ({ ...row, stage: row.value }) as unknown as StageEntry))
  const [ever, now, stays] = [funnel(people, today), standingCounts(people, today), timeInStage(people, today)]
  return stages.map((stage) => {
    const inSql = { reached: 0, standing: 0, ...counted.find((row) => row.stage === stage) }
    if (inSql.reached !== ever[stage] || inSql.standing !== now[stage]) throw new Error('two ways of counting differ')
    return { stage, reached: ever[stage], standing: now[stage], ...stays[stage] }
  })
}

function dropOutLive(rows: readonly Entry[], today: string, inSql: unknown) {
  const people = perPerson(rows).map((own) => own.map((row) => ({ ...row, engagement: row.value }) as never))
  const found = dropOut(people, today)
  if (JSON.stringify(found) !== JSON.stringify(inSql)) throw new Error('two ways of counting differ')
  return found
}

function timeLive(rows: readonly WaitRow[], today: string) {
  const first = rows.filter(({ isFirst }) => isFirst)
  const waits = first.flatMap(({ since, landedAfter, count }) => {
    const time = landedAfter ?? Math.max(0, daysBetween(since, today))
    return Array.from({ length: count }, () => ({ time, happened: landedAfter !== null }))
  })
  return { ...kaplanMeier(waits), landed: waits.filter(({ happened }) => happened).length }
}

function cohortsLive(rows: readonly WaitRow[], today: string) {
  const sum = (some: readonly WaitRow[]) => some.reduce((total, { count }) => total + count, 0)
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ cohortId }) => cohortId)].map(([id, own]) => {
      const last = own.map(({ since }) => since).sort()[own.length - 1] ?? ''
      const within = (days: number) => {
        if (addDays(last, days) > today) return { knownFrom: addDays(last, days) }
        return { landed: sum(own.filter((row) => row.landedAfter !== null && row.landedAfter <= days)), of: sum(own) }
      }
      const [finished, left] = [sum(own.filter((row) => row.finished)), sum(own.filter((row) => row.left))]
      return [id, { people: sum(own), finished, left, within: { six: within(183), twelve: within(365) } }]
    }),
  )
}

type Position = Awaited<ReturnType<typeof readLandings>>['page'][number]

async function positionsLive({ db }: Ctx, groupId: string, page: readonly Position[], today: string) {
  const groups = new Map(
    (await db.all<{ id: string; groups: string }>(sql`select id, work_groups as groups from opportunities`)).map(
      ({ id, groups: list }) => [id, JSON.parse(list) as string[]],
    ),
  )
  const helpers = await db.all<{ id: string }>(sql`select distinct p.id from participants p
    join participations n on n.participant_id = p.id where p.group_id = ${groupId} and n.role <> 'participant'`)
  const now = page
    .filter(({ startsOn, outcome }) => startsOn !== null && startsOn <= today && outcome !== 'outside')
    .map((row) => {
      const facets = row.commitment ? commitmentFacets(row.commitment) : []
      const given = row.commitment && isFullTime(row.commitment) ? 'full_time' : (facets[0] ?? 'unknown')
      return { ...row, given, groups: groups.get(row.opportunityId ?? '') ?? [] }
    })
  const builders = new Set(
    now.filter((row) => row.groups.includes('movement_building')).map((row) => row.participantId),
  )
  const helping = new Set(helpers.map(({ id }) => id))
  const fte = (rows: readonly { fteActive: number | null }[]) =>
    Math.round(rows.reduce((sum, row) => sum + (row.fteActive ?? 0), 0) * 10_000) / 10_000
  return {
    contributors: new Set(now.map(({ participantId }) => participantId)).size,
    positions: now.length,
    fte: fte(now),
    fullTime: now.filter(({ given }) => given === 'full_time').length,
    fractional: now.filter(({ given }) => given === 'fractional').length,
    byKind: Object.fromEntries([...Map.groupBy(now, (row) => row.outcome ?? 'own')].map(([k, own]) => [k, own.length])),
    builders: builders.size,
    buildersFte: fte(now.filter((row) => row.groups.includes('movement_building'))),
    helping: helping.size,
    coordinating: new Set([...builders, ...helping]).size,
  }
}

async function seeksLive({ db }: Ctx, groupId: string, waiting: readonly { id: string }[], today: string) {
  const rows = await db.all<{ id: string; content: string | null }>(sql`select distinct p.id, case when exists (
      select 1 from consents c where c.person_id = p.person_id and c.purpose = 'groups' and c.withdrawn_at is null)
      then (select content from profiles where person_id = p.person_id) end as content
    from participants p join participations n on n.participant_id = p.id join cohorts c on c.id = n.cohort_id
    where p.group_id = ${groupId} and n.role = 'participant' and n.left_on is null and c.ends_on < ${today}`)
  const graduates = rows.filter(({ id }) => waiting.some((one) => one.id === id))
  const wanted = graduates.flatMap(({ content }) => (content ? [JSON.parse(content) as Record<string, string[]>] : []))
  const groups = wanted.flatMap(({ workGroups = [] }) => workGroups)
  return {
    waiting: graduates.length,
    saying: wanted.filter(({ workGroups = [], professions = [] }) => workGroups.length + professions.length > 0).length,
    workGroups: Object.fromEntries([...Map.groupBy(groups, (one) => one)].map(([key, own]) => [key, own.length])),
  }
}
