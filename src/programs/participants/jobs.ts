import type { Ctx } from '../../context.ts'
import { settleTallies } from '../../outcomes/tallies/settling.ts'
import { listResting } from './resting.ts'
import { workOn } from './working.ts'

/** What one invocation does: it stays far below the statements that one may take. */
const PARTS_A_JOB = 2

/** Does the next parts of an import, and asks for the rest. */
export async function runImportJob(ctx: Ctx, importId: string): Promise<void> {
  let isMore = true
  for (let done = 0; isMore && done < PARTS_A_JOB; done++) isMore = await workOn(ctx, importId)
  // So that the dashboard never has to count a whole import live.
  await settleTallies(ctx)
  if (isMore) await ctx.queue.send([{ type: 'people', importId, now: ctx.now }])
}

/** Takes up imports that came to rest: the queue may lose a message. Files that nobody went on with are forgotten. */
export async function takeUpImports(ctx: Ctx): Promise<void> {
  const resting = await listResting(ctx)
  await ctx.queue.send(resting.map((importId) => ({ type: 'people' as const, importId, now: ctx.now })))
}
