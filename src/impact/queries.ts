import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { people } from '../people/table.ts'
import { participants, programs } from '../programs/table.ts'
import type { NarrowEstimate } from './standing.ts'
import { impactNotes, reportedRows as r, reportLinks, estimates as t } from './table.ts'

/** A program as a report counts it; costs in whole units, by currency. */
export type ProgramCount = {
  id: string
  name: string
  occurrences: number
  /** How many of the occurrences say what they cost. */
  costed: number
  costs: string
  people: number
  /** As last told to those outside, in whole fives; null of too few. */
  toldPeople: number | null
}

/** Who took part in programs, once however often. */
const participantsOf = (programIds: unknown, before: number) => sql`
  (select count(distinct x.participant_id) from cohorts c join participations x on x.cohort_id = c.id
    where c.program_id in ${programIds} and x.role = 'participant' and x.created_at < ${before})`

/** The group's programs with what has begun by a day, and who took part as it was recorded before an instant. */
export const selectPrograms = (db: Db, groupId: string, { today, before }: { today: string; before: number }) =>
  db.all<ProgramCount>(sql`
    select p.id, p.name,
      (select count(*) from cohorts where program_id = p.id and starts_on <= ${today}) as occurrences,
      (select count(*) from cohorts where program_id = p.id and starts_on <= ${today} and cost is not null) as costed,
      (select json_group_object(coalesce(currency, ''), cost) from (select currency, sum(cost) as cost from cohorts
        where program_id = p.id and starts_on <= ${today} and cost is not null group by currency)) as costs,
      ${participantsOf(sql`(p.id)`, before)} as people,
      (select count from program_figures where program_id = p.id and cohort_id = '' and figure = 'people') as "toldPeople"
    from programs p where p.group_id = ${groupId} order by p.created_at, p.id`)

/** Who took part in any program that has estimates, of the activity as a whole or of people. */
export const selectPeopleInAll = (db: Db, groupId: string, before: number) => {
  const estimated = (ofPeople: boolean) => sql`(select program_id from estimates where group_id = ${groupId}
    and withdrawn_at is null and (participant_id is not null) = ${ofPeople ? 1 : 0})`
  return db.all<{
    activity: number
    people: number
  }>(sql`select ${participantsOf(estimated(false), before)} as activity,
    ${participantsOf(estimated(true), before)} as people`)
}

/** All there ever were, each of whom it was when: what was shown of past months is added up from these. */
export const selectNarrowEstimates = (db: Db, groupId: string) =>
  db.all<NarrowEstimate>(sql`select id, program_id as "programId", participant_id as "participantId", effect, version,
      with_fte - without_fte as net, low, high, coalesce(merged_at, created_at) as "createdAt", withdrawn_at as "withdrawnAt"
      from estimates where group_id = ${groupId}
    union all select id, program_id, subject, effect, version, net, low, high, created_at, withdrawn_at
      from former_estimates where group_id = ${groupId}`)

export const selectReported = (db: Db, groupId: string) =>
  db.select().from(r).where(eq(r.groupId, groupId)).orderBy(r.source, r.total, r.position, r.id)
export type Reported = Awaited<ReturnType<typeof selectReported>>[number]

export const selectNotes = (db: Db, groupId: string) =>
  db.select().from(impactNotes).where(eq(impactNotes.groupId, groupId))

const estimateColumns = {
  id: t.id,
  programId: t.programId,
  // D1 answers a batch by column name: three columns called `name` would be one.
  program: sql<string>`${programs.name}`.as('program'),
  participantId: t.participantId,
  participant: sql<string | null>`${participants.name}`.as('participant'),
  effect: t.effect,
  version: t.version,
  withFte: t.withFte,
  withoutFte: t.withoutFte,
  low: t.low,
  high: t.high,
  method: t.method,
  note: t.note,
  startsOn: t.startsOn,
  endsOn: t.endsOn,
  estimatedOn: t.estimatedOn,
  estimatedBy: t.estimatedBy,
  author: sql<string | null>`${people.name}`.as('author'),
  createdAt: t.createdAt,
  withdrawnAt: t.withdrawnAt,
  /** Whether a later one of the same counts instead. */
  replaced: sql<boolean>`exists (select 1 from estimates n where n.program_id = ${t.programId}
    and coalesce(n.participant_id, '') = coalesce(${t.participantId}, '') and n.effect = ${t.effect}
    and n.version > ${t.version} and n.withdrawn_at is null)`
    .mapWith(Boolean)
    .as('replaced'),
}

const selectEstimates = (db: Db) =>
  db
    .select(estimateColumns)
    .from(t)
    .innerJoin(programs, eq(programs.id, t.programId))
    .leftJoin(participants, eq(participants.id, t.participantId))
    .leftJoin(people, eq(people.id, t.estimatedBy))
export type Estimate = Awaited<ReturnType<typeof selectEstimates>>[number]

type Page = { limit: number; before?: string | null; programId?: string }

/** A group's estimates with all their versions, the newest first. */
export async function listEstimates({ db }: Ctx, groupId: string, { limit, before, programId }: Page) {
  const of = and(eq(t.groupId, groupId), programId ? eq(t.programId, programId) : undefined)
  const [rows, [all]] = await db.batch([
    selectEstimates(db)
      .where(and(of, before ? lt(t.id, before) : undefined))
      .orderBy(desc(t.id))
      .limit(limit + 1),
    db.select({ count: sql<number>`count(*)` }).from(t).where(of),
  ])
  const page = rows.slice(0, limit)
  return { page, total: all?.count ?? 0, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

export async function requireEstimate({ db }: Ctx, groupId: string, id: string): Promise<Estimate> {
  const [estimate] = await selectEstimates(db).where(and(eq(t.id, id), eq(t.groupId, groupId)))
  if (!estimate) throw notFound('Estimate')
  return estimate
}

export async function requireReported({ db }: Ctx, groupId: string, id: string): Promise<Reported> {
  const [line] = await db
    .select()
    .from(r)
    .where(and(eq(r.id, id), eq(r.groupId, groupId)))
  if (!line) throw notFound('Line')
  return line
}

export const listLinks = ({ db }: Ctx, groupId: string) =>
  db
    .select({ link: reportLinks, by: people.name })
    .from(reportLinks)
    .leftJoin(people, eq(people.id, reportLinks.madeBy))
    .where(eq(reportLinks.groupId, groupId))
    .orderBy(desc(reportLinks.id))
export type ListedLink = Awaited<ReturnType<typeof listLinks>>[number]

export const listReported = ({ db }: Ctx, groupId: string) => selectReported(db, groupId)

/** What no number holds, and its version: 0 until it is written for the first time. */
export async function findNotes({ db }: Ctx, groupId: string) {
  const [row] = await selectNotes(db, groupId)
  return row ?? { instrumental: '', notes: '', version: 0 }
}
export type Notes = Awaited<ReturnType<typeof findNotes>>

type Subject = { programId?: string; participantId?: string; effect?: string }

/** The newest version of what is estimated, whether or not it was withdrawn. */
export async function findNewestOf({ db }: Ctx, groupId: string, { programId, participantId, effect }: Subject) {
  const same = sql`${t.programId} = ${programId ?? ''} and ${t.effect} = ${effect ?? ''}
    and coalesce(${t.participantId}, '') = ${participantId ?? ''}`
  const [newest] = await db
    .select()
    .from(t)
    .where(and(eq(t.groupId, groupId), same))
    .orderBy(desc(t.version))
    .limit(1)
  return newest ?? null
}

/** The newest version of what an estimate is of. */
export async function findNewest(ctx: Ctx, groupId: string, id: string) {
  const [one] = await ctx.db
    .select({ programId: t.programId, participantId: t.participantId, effect: t.effect })
    .from(t)
    .where(and(eq(t.id, id), eq(t.groupId, groupId)))
  return one ? findNewestOf(ctx, groupId, { ...one, participantId: one.participantId ?? '' }) : null
}
