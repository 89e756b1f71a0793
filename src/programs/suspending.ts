import { and, eq, exists, isNull, sql } from 'drizzle-orm'
import { isModerator } from '../auth/policy.ts'
import { suspensions } from '../auth/table.ts'
import { actorId, type Ctx } from '../context.ts'
import { conflict, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { programs } from './table.ts'

/** A program that is public, or was until moderators took its page down; others are nobody's but the group's. */
export async function requireSuspendable(ctx: Ctx, id: string) {
  if (!isModerator(ctx.actor)) throw notFound('Program')
  const [found] = await ctx.db.all<{
    id: string
    name: string
    group: string
    reason: string | null
    by: string | null
    at: number | null
  }>(sql`select p.id, p.name, g.name as "group", s.reason, s.suspended_by as "by", s.suspended_at as "at"
    from programs p join groups g on g.id = p.group_id left join suspensions s on s.subject_id = p.id
    where p.id = ${id} and (p.published_at is not null or s.subject_id is not null)`)
  if (!found) throw notFound('Program')
  const { name, group, reason, by, at } = found
  return { id, name, group, suspended: reason !== null && by !== null && at !== null ? { reason, by, at } : null }
}
export type Suspendable = Awaited<ReturnType<typeof requireSuspendable>>

/** Takes a program's public page down: it is in no list any more, and its group cannot publish it again. */
export async function suspendProgram(ctx: Ctx, id: string, reason: string): Promise<void> {
  await requireSuspendable(ctx, id)
  const [suspended] = await ctx.db.batch([
    ctx.db.all<{ id: string }>(sql`insert into suspensions (subject_id, reason, suspended_by, suspended_at)
      select id, ${reason}, ${actorId(ctx.actor)}, ${ctx.now} from programs where id = ${id} and published_at is not null
      on conflict do nothing returning subject_id as id`),
    ...recordEventIfChanged(ctx, 'program.suspended', id, reason),
    ctx.db
      .update(programs)
      .set({ publishedAt: null, updatedAt: ctx.now })
      .where(and(eq(programs.id, id), isSuspended(ctx, id))),
  ])
  if (!suspended.length) throw conflict('Its page is down already')
}

/** Puts the page back as it was. */
export async function liftProgram(ctx: Ctx, id: string): Promise<void> {
  await requireSuspendable(ctx, id)
  const [, lifted] = await ctx.db.batch([
    ctx.db
      .update(programs)
      .set({ publishedAt: ctx.now, updatedAt: ctx.now })
      .where(and(eq(programs.id, id), isNull(programs.publishedAt), isSuspended(ctx, id))),
    ctx.db.delete(suspensions).where(eq(suspensions.subjectId, id)).returning({ id: suspensions.subjectId }),
    ...recordEventIfChanged(ctx, 'program.suspension lifted', id),
  ])
  if (!lifted.length) throw conflict('Its page is not down')
}

/** Whether moderators took a program's page down, as a condition. */
export const isSuspended = ({ db }: Ctx, id: string) =>
  exists(db.select({ one: sql`1` }).from(suspensions).where(eq(suspensions.subjectId, id)))

export const isDown = async ({ db }: Ctx, id: string): Promise<boolean> =>
  (await db.$count(suspensions, eq(suspensions.subjectId, id))) > 0
