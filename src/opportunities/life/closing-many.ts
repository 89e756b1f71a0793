import { sql } from 'drizzle-orm'
import { actorId, type Ctx } from '../../context.ts'
import { authorize, notFound } from '../../errors.ts'
import { withEventIds } from '../../events.ts'
import { canSeeOffice } from '../../organizations/policy.ts'
import { canClose } from '../policy.ts'
import type { Closing } from '../schema.ts'
import { isOpenNow } from './open-now.ts'

type Chosen = { ids: readonly string[]; reason: Closing['reason'] }

/** Closes those of an organization's opportunities that are chosen and open, in one write. Answers how many they were. */
export async function closeMany(ctx: Ctx, organizationId: string, { ids, reason }: Chosen): Promise<number> {
  if (!canSeeOffice(ctx.actor, organizationId)) throw notFound('Organization')
  authorize(canClose(ctx.actor, { organizationId, authorId: null }))
  const rows = withEventIds(ctx, [...new Set(ids)])
  const from = sql`from json_each(${rows}) j join opportunities o on o.id = j.value ->> 0
    where o.organization_id = ${organizationId} and ${isOpenNow(ctx)}`
  const [closing] = await ctx.db.batch([
    ctx.db.all<{ id: string }>(sql`insert into events (id, name, subject_id, actor_id, at)
      select j.value ->> 1, 'opportunity.closed', o.id, ${actorId(ctx.actor)}, ${ctx.now} ${from} returning id`),
    ctx.db.run(sql`insert into closures (opportunity_id, reason, closed_by, closed_at)
      select o.id, ${reason}, ${actorId(ctx.actor)}, ${ctx.now} ${from}`),
  ])
  return closing.length
}
