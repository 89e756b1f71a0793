import { and, eq } from 'drizzle-orm'
import type { Ctx, Person } from '../context.ts'
import { violatesUnique } from '../db/client.ts'
import { conflict, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { landings as l } from './table.ts'
import type { LandingTerms } from './terms.ts'

type Edited = { terms: LandingTerms; endedOn: string | null; seenAt: number }

/** Changes a landing of one's own, or ends it. False where it has changed since its owner looked: nothing is written. */
export async function editLanding(
  ctx: Ctx,
  person: Person,
  id: string,
  { terms, endedOn, seenAt }: Edited,
): Promise<boolean> {
  const updatedAt = Math.max(ctx.now, seenAt + 1)
  try {
    const [saved] = await ctx.db.batch([
      ctx.db
        .update(l)
        .set({ ...terms, endedOn, updatedAt })
        .where(and(eq(l.id, id), eq(l.personId, person.id), eq(l.updatedAt, seenAt)))
        .returning({ id: l.id }),
      ...recordEventIfChanged(ctx, 'landing.edited', id),
    ])
    return saved.length > 0
  } catch (error) {
    if (!violatesUnique(error, 'landings.application_id')) throw error
    throw conflict('You have landed there anew since: end that one first')
  }
}

/** Takes away what never was one. */
export async function removeLanding(ctx: Ctx, person: Person, id: string): Promise<void> {
  const [removed] = await ctx.db.batch([
    ctx.db
      .delete(l)
      .where(and(eq(l.id, id), eq(l.personId, person.id)))
      .returning({ id: l.id }),
    ...recordEventIfChanged(ctx, 'landing.removed', id),
  ])
  if (!removed.length) throw notFound('Landing')
}
