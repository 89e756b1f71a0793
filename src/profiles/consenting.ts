import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Ctx, Person } from '../context.ts'
import { recordEventIfChanged } from '../events.ts'
import { type Purpose, WORDS_VERSION } from './schema.ts'
import { consents } from './table.ts'

const ofPurpose = (personId: string, purpose: Purpose) =>
  and(eq(consents.personId, personId), eq(consents.purpose, purpose), isNull(consents.withdrawnAt))

/** Allows a purpose from now on; allowed already, it stays as it was. What was allowed in older words ends with it. */
export async function giveConsent(ctx: Ctx, { id: personId }: Person, purpose: Purpose): Promise<void> {
  const row = { id: ctx.newId('con'), personId, purpose, wordsVersion: WORDS_VERSION, givenAt: ctx.now }
  const inOlderWords = and(ofPurpose(personId, purpose), ne(consents.wordsVersion, WORDS_VERSION))
  await ctx.db.batch([
    ctx.db.update(consents).set({ withdrawnAt: ctx.now }).where(inOlderWords),
    ctx.db.insert(consents).values(row).onConflictDoNothing(),
    ...recordEventIfChanged(ctx, `consent.given ${purpose}`, personId),
  ])
}

/** Withdraws it: whoever asks next is told no. */
export async function withdrawConsent(ctx: Ctx, { id: personId }: Person, purpose: Purpose): Promise<void> {
  await ctx.db.batch([
    ctx.db.update(consents).set({ withdrawnAt: ctx.now }).where(ofPurpose(personId, purpose)),
    ...recordEventIfChanged(ctx, `consent.withdrawn ${purpose}`, personId),
  ])
}
