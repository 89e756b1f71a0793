import type { Ctx } from '../../context.ts'
import { workOnPart } from './importing.ts'
import { undoPart } from './undoing.ts'

/** Does what is next of an import, whichever step it is at; answers whether more is left. */
export const workOn = async (ctx: Ctx, importId: string): Promise<boolean> =>
  (await workOnPart(ctx, importId)) || (await undoPart(ctx, importId))

/** Hands an import to the queue; what that loses the next tick finds. */
export const workSoon = (ctx: Ctx, importId: string): Promise<void> =>
  ctx.queue.send([{ type: 'people', importId, now: ctx.now }])
