import { actorId, type Ctx } from './context.ts'
import { events } from './db/table.ts'

/** The audit event of a command, for the same batch as what it did. Ids only. */
export const recordEvent = (ctx: Ctx, name: string, subjectId: string) =>
  ctx.db.insert(events).values({ id: ctx.newId('evt'), name, subjectId, actorId: actorId(ctx.actor), at: ctx.now })
