import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { canSeeGroup } from './policy.ts'
import { groups } from './table.ts'

/** The group, for those who may see its workspace. */
export async function requireGroup(ctx: Ctx, id: string) {
  const [group] = canSeeGroup(ctx.actor, id) ? await ctx.db.select().from(groups).where(eq(groups.id, id)) : []
  if (!group) throw notFound('Group')
  return group
}
export type Group = Awaited<ReturnType<typeof requireGroup>>
