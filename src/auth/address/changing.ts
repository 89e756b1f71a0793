import { and, eq, ne, sql } from 'drizzle-orm'
import type { Ctx, Person } from '../../context.ts'
import { authorize, conflict, notFound } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { liftErasure } from '../../people/erasing.ts'
import { people } from '../../people/table.ts'
import { sha256 } from '../../secrets.ts'
import { sessions } from '../table.ts'
import { stillGood } from './asking.ts'
import { moveAddress } from './moving.ts'
import { canChangeAddress } from './policy.ts'
import { addressChanges as changes } from './table.ts'

/**
 * Changes a person's address and all that is kept under it, in one write; other browsers are signed out. Pressed again
 * it is done already. An address that got an account in the meantime is refused: its owner pressed, so they may know.
 */
export async function changeAddress(ctx: Ctx, person: Person, token: string): Promise<void> {
  authorize(canChangeAddress(person))
  const tokenHash = await sha256(token)
  const isOurs = and(eq(changes.tokenHash, tokenHash), eq(changes.personId, person.id))
  const [request] = await ctx.db
    .select({ email: changes.email, emailKey: changes.emailKey, usedAt: changes.usedAt })
    .from(changes)
    .where(isOurs)
  if (!request) throw notFound('Link')
  const { email, emailKey } = request
  if (request.usedAt !== null && emailKey === person.emailKey) return
  const taken = sql`exists (select 1 from people where email_key = ${emailKey})`
  const used = sql`exists (select 1 from address_changes where token_hash = ${tokenHash} and used_at = ${ctx.now})`
  const [done, found] = await ctx.db.batch([
    ctx.db
      .update(changes)
      .set({ usedAt: ctx.now })
      .where(and(isOurs, stillGood(ctx), sql`not ${taken}`))
      .returning({ id: changes.personId }),
    ctx.db.all<{ taken: number }>(sql`select ${taken} as taken`),
    ...moveAddress(ctx, { personId: person.id, from: person.emailKey, to: { email, emailKey }, used }),
    ctx.db.delete(sessions).where(and(eq(sessions.personId, person.id), ne(sessions.id, person.session.id), used)),
    liftErasure(ctx, sql`(case when ${used} then ${emailKey} end)`),
    ctx.db
      .update(people)
      .set({ email, emailKey, provenAt: ctx.now })
      .where(and(eq(people.id, person.id), eq(people.emailKey, person.emailKey), used)),
    ...recordEventIfChanged(ctx, 'address.changed', person.id),
  ])
  if ((done as unknown[]).length) return
  if (found[0]?.taken) throw conflict('This address has an account of its own: sign in with it, or erase it first')
  throw notFound('Link')
}
