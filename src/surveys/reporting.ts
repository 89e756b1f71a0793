import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { authorize, notFound } from '../errors.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { canRecordInGroup } from '../groups/policy.ts'
import type { FigureInput } from './forms.ts'

/** Keeps a figure as it was printed elsewhere, at the end of the others. */
export async function reportFigure(ctx: Ctx, groupId: string, { what, value, source, note }: FigureInput) {
  authorize(canRecordInGroup(ctx.actor, groupId))
  const id = ctx.newId('fig')
  await atomically(ctx.db, [
    ctx.db.run(sql`insert into reported_figures (id, subject_id, position, what, value, source, note, created_at)
      select ${id}, ${groupId}, coalesce(max(position), 0) + 1, ${what}, ${value}, ${source}, ${note}, ${ctx.now}
      from reported_figures where subject_id = ${groupId}`),
    ...recordEvent(ctx, 'figure.reported', id),
  ])
  return id
}

export async function removeFigure(ctx: Ctx, groupId: string, id: string): Promise<void> {
  authorize(canRecordInGroup(ctx.actor, groupId))
  const [removed] = await ctx.db.batch([
    ctx.db.all<{ id: string }>(sql`delete from reported_figures where id = ${id} and (subject_id = ${groupId}
      or subject_id in (select id from programs where group_id = ${groupId})) returning id`),
    ...recordEventIfChanged(ctx, 'figure.removed', id),
  ])
  if (!removed.length) throw notFound('Figure')
}
