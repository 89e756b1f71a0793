import { desc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { authorize, conflict, notFound } from '../errors.ts'
import { canSeeBehind, canWrite } from './policy.ts'
import { approvedOf } from './publishing.ts'
import type { OpportunityInput } from './schema.ts'
import { closures, opportunities, retractions, revisions } from './table.ts'
import { inputOf } from './writing.ts'

type PublicRow = typeof opportunities.$inferSelect
export type Revision = typeof revisions.$inferSelect

/** Where an opportunity stands in its life, as far as the database says; expiry is derived from the row. */
export type Standing = {
  opportunityId: string
  organizationId: string
  /** Who wrote it, as long as that gives rights: once it is public, the organization's members take over. */
  authorId: string | null
  /** What the public sees or saw; null where it was never approved, or that was undone. */
  row: PublicRow | null
  closure: typeof closures.$inferSelect | null
  retraction: typeof retractions.$inferSelect | null
  newest: Revision | null
  /** The revision that waits for a moderator. */
  waiting: Revision | null
}

/** Reads where an opportunity stands in one round trip; null where nothing has this id. */
export async function findStanding({ db }: Ctx, id: string): Promise<Standing | null> {
  const isDecided = sql<number>`exists (select 1 from decisions where revision_id = ${revisions.id})`.as('is_decided')
  const [[row], [closure], [retraction], [found], [members]] = await db.batch([
    db.select().from(opportunities).where(eq(opportunities.id, id)),
    db.select().from(closures).where(eq(closures.opportunityId, id)),
    db.select().from(retractions).where(eq(retractions.opportunityId, id)),
    db
      .select({ ...getTableColumns(revisions), isDecided })
      .from(revisions)
      .where(eq(revisions.opportunityId, id))
      .orderBy(desc(revisions.submittedAt), desc(sql`rowid`))
      .limit(1),
    db.all<{ count: number }>(sql`select count(*) as count from members where organization_id = coalesce(
      (select organization_id from opportunities where id = ${id}),
      (select organization_id from revisions where opportunity_id = ${id} limit 1))`),
  ])
  if (!row && !found) return null
  const isPublic = row !== undefined && row.publishedAt !== null
  return {
    opportunityId: id,
    organizationId: row?.organizationId ?? found?.organizationId ?? '',
    authorId: isPublic && members?.count ? null : (found?.authorId ?? null),
    row: isPublic ? row : null,
    closure: closure ?? null,
    retraction: retraction ?? null,
    newest: found ?? null,
    waiting: found && !found.isDecided ? found : null,
  }
}

/** What a version says: its approved fields, and the others as the public reads them, for those took effect at once. */
export function versionOf({ row }: Standing, revision: Revision | null): OpportunityInput | null {
  const said = revision?.content ?? null
  if (!row) return said
  return said ? { ...inputOf(row), ...approvedOf(said) } : inputOf(row)
}

/** Who may not do a thing with it is told so; for who may not see it either there is nothing. */
export function requireMay(ctx: Ctx, standing: Standing | null, may: (standing: Standing) => boolean): Standing {
  if (!standing || (!standing.row && !canSeeBehind(ctx.actor, standing))) throw notFound('Opportunity')
  authorize(may(standing))
  return standing
}

/** The same, of what a moderator has not taken away, for who goes on writing it. */
export function requireWritable(ctx: Ctx, found: Standing | null): Standing {
  const standing = requireMay(ctx, found, (one) => canWrite(ctx.actor, one))
  if (standing.retraction) throw conflict('This was retracted by a moderator and cannot be changed')
  return standing
}

export type Published = Standing & { row: PublicRow }

/** What is or was public; what is not does not exist. */
export async function requirePublished(ctx: Ctx, id: string, may: (standing: Standing) => boolean): Promise<Published> {
  const standing = requireMay(ctx, await findStanding(ctx, id), may)
  if (!standing.row) throw notFound('Opportunity')
  return { ...standing, row: standing.row }
}
