import type { Ctx } from '../../context.ts'
import { listResting } from './resting.ts'
import { workOn } from './working.ts'

/** Does the next part of an import, in at most four round trips, and asks for the rest. */
export async function runImportJob(ctx: Ctx, importId: string): Promise<void> {
  const isMore = await workOn(ctx, importId)
  const next = isMore ? [{ type: 'people' as const, importId, now: ctx.now }] : []
  // So that the dashboard never has to count a whole import live.
  await ctx.queue.send([...next, { type: 'tallies', now: ctx.now }])
}

/** Takes up imports that came to rest: the queue may lose a message. Files that nobody went on with are forgotten. */
export async function takeUpImports(ctx: Ctx): Promise<void> {
  const resting = await listResting(ctx)
  await ctx.queue.send(resting.map((importId) => ({ type: 'people' as const, importId, now: ctx.now })))
}
