import { and, eq, isNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { type Purpose, WORDS_VERSION } from './schema.ts'
import { consents } from './table.ts'

/** Since when somebody allows what they allow now. */
export async function listConsented({ db }: Ctx, personId: string): Promise<Partial<Record<Purpose, number>>> {
  const given = await db
    .select({ purpose: consents.purpose, givenAt: consents.givenAt })
    .from(consents)
    .where(and(eq(consents.personId, personId), isNull(consents.withdrawnAt), eq(consents.wordsVersion, WORDS_VERSION)))
  return Object.fromEntries(given.map(({ purpose, givenAt }) => [purpose, givenAt]))
}
