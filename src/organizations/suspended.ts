import { eq } from 'drizzle-orm'
import { suspensions } from '../auth/table.ts'
import type { Ctx } from '../context.ts'
import { conflict } from '../errors.ts'

/** Refuses whatever would change a suspended organization or what it shows. */
export async function requireNotSuspended(ctx: Ctx, organizationId: string): Promise<void> {
  const suspended = await ctx.db.$count(suspensions, eq(suspensions.subjectId, organizationId))
  if (suspended) throw conflict('This organization is suspended: nothing can be changed now')
}
