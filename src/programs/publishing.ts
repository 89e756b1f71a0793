import { and, eq, isNotNull, isNull, ne, not } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { authorize, conflict } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { canRecordInGroup } from '../groups/policy.ts'
import { requireProgram } from './queries.ts'
import { isDown, isSuspended } from './suspending.ts'
import { programs } from './table.ts'

/** Puts a program and its cohorts into the directory. Doing it twice changes nothing. */
export async function publishProgram(ctx: Ctx, groupId: string, id: string): Promise<void> {
  const { program } = await requireProgram(ctx, groupId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  if (!program.about) throw conflict('Say first what it is about: that is what readers go by')
  if (await isDown(ctx, id)) throw conflict('Moderators took its page down: write to them about it')
  await ctx.db.batch([
    ctx.db
      .update(programs)
      .set({ publishedAt: ctx.now, updatedAt: ctx.now })
      .where(and(eq(programs.id, id), isNull(programs.publishedAt), ne(programs.about, ''), not(isSuspended(ctx, id)))),
    ...recordEventIfChanged(ctx, 'program.published', id),
  ])
}

/** Takes it out of the directory; what the group recorded stays. */
export async function unpublishProgram(ctx: Ctx, groupId: string, id: string): Promise<void> {
  await requireProgram(ctx, groupId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  await ctx.db.batch([
    ctx.db
      .update(programs)
      .set({ publishedAt: null, updatedAt: ctx.now })
      .where(and(eq(programs.id, id), isNotNull(programs.publishedAt))),
    ...recordEventIfChanged(ctx, 'program.unpublished', id),
  ])
}
