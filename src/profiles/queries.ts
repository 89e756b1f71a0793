import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { people } from '../people/table.ts'
import { OwnProfile, type Purpose, WORDS_VERSION } from './schema.ts'
import { consents, profiles } from './table.ts'

/** A profile and its version: 0, and nothing stated, until it is saved for the first time. */
export type KeptProfile = { profile: OwnProfile; version: number; updatedAt: number | null }

export async function findProfile({ db }: Ctx, personId: string): Promise<KeptProfile> {
  const [row] = await db.select().from(profiles).where(eq(profiles.personId, personId))
  if (!row) return { profile: OwnProfile.parse({}), version: 0, updatedAt: null }
  return { profile: row.content, version: row.version, updatedAt: row.updatedAt }
}

/** Null until they give one. */
export async function findOwnName({ db }: Ctx, personId: string): Promise<string | null> {
  const [row] = await db.select({ name: people.name }).from(people).where(eq(people.id, personId))
  return row?.name || null
}

/** What somebody allows now. */
export async function listConsents({ db }: Ctx, personId: string): Promise<ReadonlySet<Purpose>> {
  const given = await db
    .select({ purpose: consents.purpose })
    .from(consents)
    .where(and(eq(consents.personId, personId), isNull(consents.withdrawnAt), eq(consents.wordsVersion, WORDS_VERSION)))
  return new Set(given.map(({ purpose }) => purpose))
}

/** Whether the person of a row allows something now: for the `where` of whoever reads what is theirs. */
export const allows = (personId: unknown, purpose: Purpose) =>
  sql`exists (select 1 from consents where person_id = ${personId} and purpose = ${purpose}
    and withdrawn_at is null and words_version = ${WORDS_VERSION})`
