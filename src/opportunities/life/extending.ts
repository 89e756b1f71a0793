import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { conflict } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { requireNotSuspended } from '../../organizations/suspended.ts'
import { movedDeadline } from '../moving-deadline.ts'
import { canWrite } from '../policy.ts'
import { requirePublished } from '../standing.ts'
import { opportunities as o } from '../table.ts'

/** Moves the deadline of what is open, or takes it away. It was never closed, so it is not reopened. */
export async function extendOpportunity(
  ctx: Ctx,
  id: string,
  { closesOn }: { closesOn: string | null },
): Promise<void> {
  const { row, closure, retraction, organizationId } = await requirePublished(ctx, id, (found) =>
    canWrite(ctx.actor, found),
  )
  await requireNotSuspended(ctx, organizationId)
  if (retraction) throw conflict('This opportunity was retracted')
  if (closure || (row.closesAt !== null && row.closesAt <= ctx.now)) throw conflict('This opportunity is closed')
  const deadline = movedDeadline(ctx, row, closesOn)
  const [extended] = await ctx.db.batch([
    ctx.db
      .update(o)
      .set(deadline)
      .where(
        and(
          eq(o.id, id),
          sql`(${o.closesAt} is null or ${o.closesAt} > ${ctx.now})
            and not exists (select 1 from closures where opportunity_id = ${id})
            and not exists (select 1 from retractions where opportunity_id = ${id})`,
        ),
      )
      .returning({ id: o.id }),
    ...recordEventIfChanged(ctx, 'opportunity.extended', id),
  ])
  if (!(extended as unknown[]).length) throw conflict('It was closed in this moment: reopen it instead')
}
