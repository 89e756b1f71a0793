import { and, asc, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import type { ClosingReason, RetractionReason } from '../opportunities/schema.ts'
import { closures, opportunities as o } from '../opportunities/table.ts'
import { organizations as g } from '../organizations/table.ts'
import { applications as a, applicationSteps as s, trackerSettings as t } from './table.ts'

const retracted = sql<RetractionReason | null>`(select reason from retractions where opportunity_id = ${o.id})`
/** What was taken from the public is told by its kind only, as to everybody. */
const unlessRetracted = (column: unknown) => sql<string | null>`case when ${retracted} is null then ${column} end`

const opportunityColumns = {
  opportunityId: sql<string>`${o.id}`.as('opportunity_id_of'),
  kind: o.kind,
  workGroups: o.workGroups,
  title: unlessRetracted(o.title).as('title'),
  organization: unlessRetracted(g.name).as('organization'),
  organizationId: o.organizationId,
  commitment: o.commitment,
  startsOn: o.startsOn,
  opensOn: o.opensOn,
  closesOn: o.closesOn,
  zone: o.zone,
  closesAt: o.closesAt,
  rolling: o.rolling,
  approximate: o.approximate,
  closure: sql<ClosingReason | null>`${closures.reason}`.as('closure'),
  retracted: retracted.as('retracted'),
}

const columns = {
  id: a.id,
  version: a.version,
  state: a.state,
  notes: a.notes,
  dueOn: a.dueOn,
  createdAt: sql<number>`${a.createdAt}`.as('tracked_at'),
  updatedAt: sql<number>`${a.updatedAt}`.as('moved_at'),
  /** The day of its last step. */
  since: sql<string>`(select happened_on from application_steps where application_id = ${a.id}
    order by number desc limit 1)`.as('since'),
  ...opportunityColumns,
}

const selectTracked = ({ db }: Ctx, ...conditions: (SQL | undefined)[]) =>
  db
    .select(columns)
    .from(a)
    .innerJoin(o, eq(o.id, a.opportunityId))
    .innerJoin(g, eq(g.id, o.organizationId))
    .leftJoin(closures, eq(closures.opportunityId, o.id))
    .where(and(...conditions))

type Row = Awaited<ReturnType<typeof selectTracked>>[number]
/** `closed` says why it takes no applications at this instant; null while it is open. */
export type Tracked = Omit<Row, 'closure'> & { closed: ClosingReason | null }

/** Expiry is derived, never stored. */
function withClosed<T extends { closure: ClosingReason | null; closesAt: number | null }>(
  { closure, ...row }: T,
  now: number,
) {
  const expired = row.closesAt !== null && row.closesAt <= now
  return { ...row, closed: closure ?? (expired ? ('expired' as const) : null) }
}

/** All that somebody tracks; what changed last comes first. */
export async function listTracked(ctx: Ctx, personId: string): Promise<Tracked[]> {
  const rows = await selectTracked(ctx, eq(a.personId, personId)).orderBy(desc(a.updatedAt), desc(a.id))
  return rows.map((row) => withClosed(row, ctx.now))
}

/** One page of it, the newest first. */
export async function listTrackedPage(
  ctx: Ctx,
  personId: string,
  { limit, before }: { limit: number; before: string | null },
): Promise<{ page: Tracked[]; total: number; next: string | null }> {
  const [rows, total] = await Promise.all([
    selectTracked(ctx, eq(a.personId, personId), before === null ? undefined : lt(a.id, before))
      .orderBy(desc(a.id))
      .limit(limit + 1),
    ctx.db.$count(a, eq(a.personId, personId)),
  ])
  const page = rows.slice(0, limit).map((row) => withClosed(row, ctx.now))
  return { page, total, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** One of somebody's own; that of others does not exist for them. */
export async function requireTracked(ctx: Ctx, personId: string, id: string): Promise<Tracked> {
  const [row] = await selectTracked(ctx, eq(a.personId, personId), eq(a.id, id))
  if (!row) throw notFound('Application')
  return withClosed(row, ctx.now)
}

const selectTrackedOf = (ctx: Ctx, personId: string, opportunityId: string) =>
  selectTracked(ctx, eq(a.personId, personId), eq(a.opportunityId, opportunityId))

export async function findTrackedOf(ctx: Ctx, personId: string, opportunityId: string): Promise<Tracked | null> {
  const [row] = await selectTrackedOf(ctx, personId, opportunityId)
  return row ? withClosed(row, ctx.now) : null
}

/** How it went, in the order it was said. */
export const listSteps = ({ db }: Ctx, applicationId: string) =>
  db.select().from(s).where(eq(s.applicationId, applicationId)).orderBy(asc(s.number))
export type Step = Awaited<ReturnType<typeof listSteps>>[number]

/** The steps of several, by application. */
export async function stepsOf({ db }: Ctx, ids: readonly string[]): Promise<Map<string, Step[]>> {
  const rows = await db
    .select()
    .from(s)
    .where(sql`${s.applicationId} in (select value from json_each(${JSON.stringify(ids)}))`)
    .orderBy(asc(s.number))
  return Map.groupBy(rows, ({ applicationId }) => applicationId)
}

export type TrackerSettings = Pick<typeof t.$inferSelect, 'reminders' | 'checkIns' | 'zone' | 'looking' | 'feedMadeAt'>
const untouched: TrackerSettings = { reminders: true, checkIns: true, zone: null, looking: null, feedMadeAt: null }

export async function findSettings({ db }: Ctx, personId: string): Promise<TrackerSettings> {
  const [row] = await db
    .select({
      reminders: t.reminders,
      checkIns: t.checkIns,
      zone: t.zone,
      looking: t.looking,
      feedMadeAt: t.feedMadeAt,
    })
    .from(t)
    .where(eq(t.personId, personId))
  return row ?? untouched
}

/** What the public may read, open or closed. */
const selectTrackable = ({ db }: Ctx, opportunityId: string) =>
  db
    .select(opportunityColumns)
    .from(o)
    .innerJoin(g, eq(g.id, o.organizationId))
    .leftJoin(closures, eq(closures.opportunityId, o.id))
    .where(and(eq(o.id, opportunityId), sql`${o.publishedAt} is not null`, sql`${retracted} is null`))

export type Known = {
  opportunity: Omit<Awaited<ReturnType<typeof selectTrackable>>[number], 'closure'> & { closed: ClosingReason | null }
  tracked: Tracked | null
}

/** What somebody tracks or could track; what the public may not read exists only for those who track it already. */
export async function requireKnown(ctx: Ctx, personId: string, opportunityId: string): Promise<Known> {
  const [[tracked], [trackable]] = await ctx.db.batch([
    selectTrackedOf(ctx, personId, opportunityId),
    selectTrackable(ctx, opportunityId),
  ])
  const found = tracked ?? trackable
  if (!found) throw notFound('Opportunity')
  return { opportunity: withClosed(found, ctx.now), tracked: tracked ? withClosed(tracked, ctx.now) : null }
}
