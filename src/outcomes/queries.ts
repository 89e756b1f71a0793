import { type SQL, sql } from 'drizzle-orm'
import { dayIn } from '../calendar.ts'
import type { Commitment } from '../commitment.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { inFives, LEAST_TOLD } from '../matching/disclosing.ts'
import { allows } from '../profiles/queries.ts'
import type { Credit, Landed, LandingState, Outcome } from './schema.ts'

/** Landings that people of the group call theirs and share with it now. */
const sharedWith = (groupId: string) => sql`select l.*, p.id as participant_id
  from participants p join landings l on l.person_id = p.person_id
  where p.group_id = ${groupId} and ${allows(sql`p.person_id`, 'groups')}`

/**
 * Every landing once of those whose own are `shared` and whose others are `recorded` (rows `g` of `group_landings`): what
 * a group recorded, what it took up of people's own, and what people share beside that. One's own and the group's record
 * of the same organization or opportunity at the same time are one landing.
 */
export const landingsAmong = (shared: SQL, recorded: SQL) => sql`
  shared as materialized (${shared}), found as materialized (
    select g.id, g.id as key, g.landing_id as own_id, g.title is null as is_own, g.participant_id,
      coalesce(g.organization_name, s.organization_name) as organization_name, coalesce(g.title, s.title) as title,
      coalesce(g.commitment, s.commitment) as commitment, coalesce(g.fte_active, s.fte_active) as fte_active,
      coalesce(g.fte_year, s.fte_year) as fte_year, coalesce(g.starts_on, s.starts_on) as starts_on,
      case when g.title is null then s.ended_on else g.ended_on end as ended_on,
      coalesce(g.evidence_url, s.evidence_url) as evidence_url, coalesce(g.opportunity_id, s.opportunity_id) as opportunity_id,
      s.application_id is not null as applied, g.verified_by, g.verified_at, g.version
    from ${recorded} left join shared s on s.id = g.landing_id and s.participant_id = g.participant_id
    where g.title is not null or s.id is not null
    union all
    select null, s.id, s.id, 1, s.participant_id, s.organization_name, s.title, s.commitment, s.fte_active, s.fte_year,
      s.starts_on, s.ended_on, s.evidence_url, s.opportunity_id, s.application_id is not null, null, null, 0
    from shared s where not exists (select 1 from group_landings g where g.participant_id = s.participant_id
      and (g.landing_id = s.id or (g.landing_id is null and g.title is not null
        and (g.opportunity_id = s.opportunity_id or lower(g.organization_name) = lower(s.organization_name))
        and g.starts_on <= coalesce(s.ended_on, '9999') and s.starts_on <= coalesce(g.ended_on, '9999'))))
  )`

/** The same of everybody in a group. */
export const allLandings = (groupId: string) =>
  sql`with ${landingsAmong(sharedWith(groupId), sql`(select * from group_landings where group_id = ${groupId}) g`)}`

export type GroupLanding = {
  /** Null where the group has recorded nothing itself. */
  id: string | null
  key: string
  ownId: string | null
  /** Whether it is the person's own word. */
  isOwn: boolean
  participantId: string
  participant: string
  organizationName: string
  title: string
  commitment: Commitment | null
  fteActive: number | null
  fteYear: number | null
  startsOn: string | null
  endedOn: string | null
  evidenceUrl: string | null
  opportunityId: string | null
  /** Whether it came of an application that is tracked here. */
  applied: boolean
  verifiedBy: string | null
  verifiedAt: number | null
  version: number
  outcome: Landed | null
  /** The day of the newest check-in that says so. */
  checkedInOn: string | null
  credits: (Credit & { program: string })[]
}

type Row = Omit<GroupLanding, 'isOwn' | 'applied' | 'commitment' | 'credits'> & {
  isOwn: number
  applied: number
  commitment: string | null
  credits: string
}

/** What a landing `f` is by its newest word: more than one may have been said of it. */
export const landedAs = sql`(select o.outcome from outcomes o where o.landing_id = f.id
  order by o.happened_on desc, o.at desc, o.id desc limit 1)`
/** A landing `f` outside of the field is an answer, and no landing in figures. */
export const inTheField = sql`coalesce(${landedAs}, '') <> 'outside'`

const columns = sql`f.id, f.key, f.own_id as "ownId", f.is_own as "isOwn", f.participant_id as "participantId",
  p.name as participant, f.organization_name as "organizationName", f.title, f.commitment, f.fte_active as "fteActive",
  f.fte_year as "fteYear", f.starts_on as "startsOn", f.ended_on as "endedOn", f.evidence_url as "evidenceUrl",
  f.opportunity_id as "opportunityId", f.applied, v.name as "verifiedBy", f.verified_at as "verifiedAt", f.version,
  ${landedAs} as outcome,
  (select max(happened_on) from outcomes where landing_id = f.id and check_in_id is not null) as "checkedInOn",
  (select json_group_array(json_object('programId', c.program_id, 'share', c.share, 'program', r.name))
    from landing_credits c join programs r on r.id = c.program_id where c.landing_id = f.id) as credits`
const from = sql`from found f join participants p on p.id = f.participant_id left join people v on v.id = f.verified_by`

const landingOf = (row: Row): GroupLanding => ({
  ...row,
  isOwn: row.isOwn === 1,
  applied: row.applied === 1,
  commitment: row.commitment === null ? null : (JSON.parse(row.commitment) as Commitment),
  credits: JSON.parse(row.credits) as GroupLanding['credits'],
})

type LandingFilter = { state?: LandingState | null; programId?: string | null }
type Page = LandingFilter & { limit: number; after?: string | null }

function matching({ state, programId }: LandingFilter, today: string): SQL {
  const parts = [
    state === 'current' ? sql`coalesce(f.ended_on, '9999') >= ${today}` : null,
    state === 'ended' ? sql`f.ended_on < ${today}` : null,
    state === 'unverified' ? sql`f.verified_at is null` : null,
    programId
      ? sql`exists (select 1 from participations x join cohorts c on c.id = x.cohort_id
          where x.participant_id = f.participant_id and c.program_id = ${programId})`
      : null,
  ].filter((part) => part !== null)
  return parts.length ? sql.join(parts, sql` and `) : sql`true`
}

const CURSOR = /^(\d{4}-\d\d-\d\d|)\.((?:gln|lnd)_[0-9a-z]{1,40})$/
export const isLandingCursor = (text: string) => CURSOR.test(text)

/** The statements of a page of the group's landings: its rows and one more, and how many there are. */
function selectLandings({ db, now }: Ctx, groupId: string, { limit, after, ...filter }: Page) {
  const where = matching(filter, dayIn(now, 'UTC'))
  const [, day = '', key = ''] = CURSOR.exec(after ?? '') ?? []
  const beyond = key ? sql`(coalesce(f.starts_on, ''), f.key) < (${day}, ${key})` : sql`true`
  return [
    db.all<Row>(sql`${allLandings(groupId)} select ${columns} ${from} where ${where} and ${beyond}
      order by coalesce(f.starts_on, '') desc, f.key desc limit ${limit + 1}`),
    db.all<{ count: number }>(sql`${allLandings(groupId)} select count(*) as count from found f where ${where}`),
  ] as const
}

function pageOf(rows: readonly Row[], counted: readonly { count: number }[], limit: number) {
  const page = rows.slice(0, limit).map(landingOf)
  const last = page.at(-1)
  const next = rows.length > limit && last ? `${last.startsOn ?? ''}.${last.key}` : null
  return { page, total: counted[0]?.count ?? 0, next }
}

/** A page of the group's landings, the latest first. */
export async function listGroupLandings(ctx: Ctx, groupId: string, asked: Page) {
  const [rows, counted] = await ctx.db.batch(selectLandings(ctx, groupId, asked))
  return pageOf(rows, counted, asked.limit)
}

/** The same with what became of everybody, and whom it is credited to, in one round trip. */
export async function readLandings(ctx: Ctx, groupId: string, asked: Page) {
  const [rows, counted, counts, waiting, credits, overlap] = await ctx.db.batch([
    ...selectLandings(ctx, groupId, asked),
    countOutcomes(ctx, groupId),
    listWaiting(ctx, groupId),
    creditByProgram(ctx, groupId),
    selectOverlap(ctx, groupId),
  ])
  return { ...pageOf(rows, counted, asked.limit), counts, waiting, credits, overlap: overlapTold(overlap) }
}

/** One of them, by the group's record or by the id of a person's own. */
export async function requireGroupLanding({ db }: Ctx, groupId: string, key: string): Promise<GroupLanding> {
  const [row] = await db.all<Row>(sql`${allLandings(groupId)} select ${columns} ${from} where f.key = ${key}`)
  if (!row) throw notFound('Landing')
  return landingOf(row)
}

/** A landing that is a person's own, as long as they share it with the group. */
export async function requireShared({ db }: Ctx, groupId: string, ownId: string): Promise<{ participantId: string }> {
  const [row] = await db.all<{ participantId: string }>(
    sql`select participant_id as "participantId" from (${sharedWith(groupId)}) where id = ${ownId}`,
  )
  if (!row) throw notFound('Landing')
  return row
}

/** Of the newest answer of a participant `p` by a day; an ended landing is none any more. */
export const newestOf = (
  column: 'id' | 'outcome' | 'landing_id',
  today: string,
) => sql`(select o.${sql.raw(column)} from outcomes o
  where o.participant_id = p.id and o.happened_on <= ${today}
    and not exists (select 1 from group_landings e where e.id = o.landing_id and e.ended_on < ${today})
  order by o.happened_on desc, o.at desc, o.id desc limit 1)`

/** What is known to have become of a participant `p` by a day: of who is erased, nothing. */
export const outcomeBy = (today: string) => sql`case when p.erased_at is not null then 'no_answer'
    else coalesce(${newestOf('outcome', today)}, case when exists (select 1 from landings l where l.person_id = p.person_id
      and coalesce(l.ended_on, '9999') >= ${today} and ${allows(sql`p.person_id`, 'groups')}) then 'landed' end, 'no_answer')
    end`

/** What is known of everybody who took part: erased people are there, without an answer. */
const standing = (groupId: string, today: string) => sql`
  select p.id, p.name, p.erased_at, ${outcomeBy(today)} as outcome
  from participants p where p.group_id = ${groupId}
    and exists (select 1 from participations where participant_id = p.id and role = 'participant')`

export type OutcomeCount = { outcome: Outcome | 'landed'; count: number }

/** How many took part and what became of each: the counts add to all of them. `landed` is by their own word alone. */
const countOutcomes = ({ db, now }: Ctx, groupId: string) =>
  db.all<OutcomeCount>(sql`select outcome, count(*) as count from (${standing(groupId, dayIn(now, 'UTC'))})
    group by outcome order by count desc, outcome`)

export type Waiting = { id: string; name: string; outcome: Outcome }
const MOST_WAITING = 100

/** Who has not landed as far as is known, for many to be answered at once. */
const listWaiting = ({ db, now }: Ctx, groupId: string) =>
  db.all<Waiting>(sql`select id, name, outcome from (${standing(groupId, dayIn(now, 'UTC'))})
    where outcome in ('no_answer', 'looking') and erased_at is null order by name, id limit ${MOST_WAITING}`)

export type ProgramCredit = { id: string; name: string; landings: number; shares: number; fte: number | null }

/** What each program is credited with: landings, their shares in hundredths, and those shares of their FTE while active. */
const creditByProgram = ({ db }: Ctx, groupId: string) =>
  db.all<ProgramCredit>(sql`${allLandings(groupId)} select r.id, r.name, count(*) as landings, sum(c.share) as shares,
      sum(c.share * f.fte_active) / 100 as fte
    from found f join landing_credits c on c.landing_id = f.id join programs r on r.id = c.program_id
    group by r.id order by r.name, r.id`)

type Overlap = { all: number; known: number }

const selectOverlap = ({ db }: Ctx, groupId: string) =>
  db.all<Overlap>(sql`${allLandings(groupId)}
    select count(*) as "all", sum(exists (select 1 from participants other join participants p on p.email_key = other.email_key
      where p.id = x.participant_id and other.group_id <> ${groupId})) as known
    from (select distinct participant_id from found) x`)

/**
 * Of how many who landed another group knows too, in whole fives: which group, and of whom, would tell who knows whom.
 * Null where that, or the rest, is fewer than 5.
 */
function overlapTold([row]: readonly Overlap[]): number | null {
  const known = row?.known ?? 0
  return (row?.all ?? 0) - known < LEAST_TOLD ? null : inFives(known)
}
