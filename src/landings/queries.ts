import { and, desc, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { landings as l } from './table.ts'

const columns = {
  id: l.id,
  applicationId: l.applicationId,
  opportunityId: l.opportunityId,
  organizationName: l.organizationName,
  title: l.title,
  kind: l.kind,
  commitment: l.commitment,
  fteActive: l.fteActive,
  fteYear: l.fteYear,
  startsOn: l.startsOn,
  endedOn: l.endedOn,
  evidenceUrl: l.evidenceUrl,
  updatedAt: l.updatedAt,
  /** Whether its opportunity still has a page. */
  shown: sql<boolean>`exists (select 1 from opportunities where id = ${l.opportunityId}
    and published_at is not null) and not exists (select 1 from retractions where opportunity_id = ${l.opportunityId})`
    .mapWith(Boolean)
    .as('shown'),
}

const select = ({ db }: Ctx) => db.select(columns).from(l)
export type Landing = Awaited<ReturnType<typeof select>>[number]

/** Where somebody landed, the latest first. */
export const listLandings = (ctx: Ctx, personId: string): Promise<Landing[]> =>
  select(ctx).where(eq(l.personId, personId)).orderBy(desc(l.startsOn), desc(l.id)).limit(200)

/** One of somebody's own; that of others does not exist for them. */
export async function requireLanding(ctx: Ctx, personId: string, id: string): Promise<Landing> {
  const [landing] = await select(ctx).where(and(eq(l.id, id), eq(l.personId, personId)))
  if (!landing) throw notFound('Landing')
  return landing
}
