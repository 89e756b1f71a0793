import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { OwnProfile, type Purpose, WORDS_VERSION } from './schema.ts'
import { consents, profiles } from './table.ts'

/** A profile and its version: 0, and nothing stated, until it is saved for the first time. */
export type KeptProfile = { profile: OwnProfile; version: number; updatedAt: number | null }

export const selectProfile = (db: Db, personId: string) =>
  db.select().from(profiles).where(eq(profiles.personId, personId))

export const keptProfileOf = (row: Awaited<ReturnType<typeof selectProfile>>[number] | undefined): KeptProfile =>
  row
    ? { profile: row.content, version: row.version, updatedAt: row.updatedAt }
    : { profile: OwnProfile.parse({}), version: 0, updatedAt: null }

export async function findProfile({ db }: Ctx, personId: string): Promise<KeptProfile> {
  const [row] = await selectProfile(db, personId)
  return keptProfileOf(row)
}

/** What somebody allows now. */
export const selectConsents = (db: Db, personId: string) =>
  db
    .select({ purpose: consents.purpose })
    .from(consents)
    .where(and(eq(consents.personId, personId), isNull(consents.withdrawnAt), eq(consents.wordsVersion, WORDS_VERSION)))

export async function listConsents({ db }: Ctx, personId: string): Promise<ReadonlySet<Purpose>> {
  return new Set((await selectConsents(db, personId)).map(({ purpose }) => purpose))
}

/** Whether the person of a row allows something now: for the `where` of whoever reads what is theirs. */
export const allows = (personId: unknown, purpose: Purpose) =>
  sql`exists (select 1 from consents where person_id = ${personId} and purpose = ${purpose}
    and withdrawn_at is null and words_version = ${WORDS_VERSION})`
