import { and, eq, sql } from 'drizzle-orm'
import { actorId, type Ctx } from '../context.ts'
import { conflict } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { requireNotSuspended } from '../organizations/suspended.ts'
import { movedDeadline } from './moving-deadline.ts'
import { canClose, canWrite } from './policy.ts'
import type { Closing } from './schema.ts'
import { requirePublished } from './standing.ts'
import { closures, opportunities as o } from './table.ts'

/** Closes an opportunity: it takes no more applications. Its answers to the two questions are kept with it. */
export async function closeOpportunity(
  ctx: Ctx,
  id: string,
  { reason, filledThrough, applicants }: Closing,
): Promise<void> {
  const standing = await requirePublished(ctx, id, (found) => canClose(ctx.actor, found))
  if (standing.retraction) throw conflict('This opportunity was retracted')
  const closure = { reason, filledThrough, applicants, closedBy: actorId(ctx.actor), closedAt: ctx.now }
  const [closed] = await ctx.db.batch([
    ctx.db
      .insert(closures)
      .values({ opportunityId: id, ...closure })
      .onConflictDoNothing()
      .returning({ id: closures.opportunityId }),
    ...recordEventIfChanged(ctx, 'opportunity.closed', id),
  ])
  if (!(closed as unknown[]).length) throw conflict('This opportunity is closed already')
}

/** Opens it again. Where its deadline has passed, a new one is needed, or null for none. */
export async function reopenOpportunity(
  ctx: Ctx,
  id: string,
  { closesOn }: { closesOn: string | null },
): Promise<void> {
  const { row, closure, retraction, organizationId } = await requirePublished(ctx, id, (found) =>
    canWrite(ctx.actor, found),
  )
  await requireNotSuspended(ctx, organizationId)
  if (retraction) throw conflict('This opportunity was retracted')
  const expired = row.closesAt !== null && row.closesAt <= ctx.now
  if (!closure && !expired) throw conflict('This opportunity is open')
  const deadline = movedDeadline(ctx, row, closesOn)
  await ctx.db.batch([
    // Deleting a closure counts the reopening by itself.
    ctx.db
      .update(o)
      .set({
        ...deadline,
        reopened: sql`${o.reopened} + case when exists (select 1 from closures where opportunity_id = ${id}) then 0 else 1 end`,
      })
      .where(and(eq(o.id, id), sql`not exists (select 1 from retractions where opportunity_id = ${id})`)),
    ...recordEventIfChanged(ctx, 'opportunity.reopened', id),
    ctx.db.delete(closures).where(eq(closures.opportunityId, id)),
  ])
}
