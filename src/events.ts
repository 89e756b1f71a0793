import { sql } from 'drizzle-orm'
import { actorId, type Ctx } from './context.ts'
import type { Statement } from './db/client.ts'
import { events } from './db/table.ts'

const eventOf = (ctx: Ctx, name: string, subjectId: string) => ({
  id: ctx.newId('evt'),
  name,
  subjectId,
  actorId: actorId(ctx.actor),
  at: ctx.now,
})

/** The audit event of a command, for the same batch as what it did. Ids only. */
export const recordEvent = (ctx: Ctx, name: string, subjectId: string): Statement =>
  ctx.db.insert(events).values(eventOf(ctx, name, subjectId))

/** The same, right behind a guarded write in the batch: nothing changed, nothing recorded. */
export function recordEventIfChanged(ctx: Ctx, name: string, subjectId: string): Statement {
  const { id, actorId: by, at } = eventOf(ctx, name, subjectId)
  return ctx.db.run(
    sql`insert into events (id, name, subject_id, actor_id, at) select ${id}, ${name}, ${subjectId}, ${by}, ${at} where changes() > 0`,
  )
}
