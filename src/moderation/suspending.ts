import { eq } from 'drizzle-orm'
import { sessions, suspensions } from '../auth/table.ts'
import { actorId, type Ctx } from '../context.ts'
import { authorize, conflict, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { people } from '../people/table.ts'
import { canSuspend } from './policy.ts'
import type { Suspension } from './schema.ts'

/** Nothing may be done in a person's name from now on: their browsers are signed out, their keys open nothing. */
export async function suspendPerson(ctx: Ctx, id: string, { reason }: Suspension): Promise<void> {
  authorize(canSuspend(ctx.actor, await requirePerson(ctx, id)))
  const [suspended] = await ctx.db.batch([
    ctx.db
      .insert(suspensions)
      .values({ subjectId: id, reason, suspendedBy: actorId(ctx.actor), suspendedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: suspensions.subjectId }),
    ...recordEventIfChanged(ctx, 'person.suspended', id, reason),
    ctx.db.delete(sessions).where(eq(sessions.personId, id)),
  ])
  if (!(suspended as unknown[]).length) throw conflict('They are suspended already')
}

/** They may sign in again. */
export async function liftSuspension(ctx: Ctx, id: string): Promise<void> {
  authorize(canSuspend(ctx.actor, await requirePerson(ctx, id)))
  const [lifted] = await ctx.db.batch([
    ctx.db.delete(suspensions).where(eq(suspensions.subjectId, id)).returning({ id: suspensions.subjectId }),
    ...recordEventIfChanged(ctx, 'person.suspension lifted', id),
  ])
  if (!(lifted as unknown[]).length) throw conflict('They are not suspended')
}

async function requirePerson(ctx: Ctx, id: string) {
  const [person] = await ctx.db.select({ id: people.id, role: people.role }).from(people).where(eq(people.id, id))
  if (!person) throw notFound('Person')
  return person
}
