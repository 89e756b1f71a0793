import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { people } from '../people/table.ts'
import { type KeptProfile, keptProfileOf, selectConsents, selectProfile } from './queries.ts'
import type { Purpose } from './schema.ts'
import { selectMergedAmong } from './terms/queries.ts'

export type Own = KeptProfile & {
  /** Null until they give one. */
  name: string | null
  consents: ReadonlySet<Purpose>
  /** The skills that moderators merged some terms into, by the key of each. */
  merged: ReadonlyMap<string, string>
}

/** What somebody reads of themselves, in one round trip; `termKeys` are terms that they may just have typed. */
export async function findOwn({ db }: Ctx, personId: string, termKeys: readonly string[] = []): Promise<Own> {
  const [[profile], consents, merged, [person]] = await db.batch([
    selectProfile(db, personId),
    selectConsents(db, personId),
    selectMergedAmong(db, termKeys),
    db.select({ name: people.name }).from(people).where(eq(people.id, personId)),
  ])
  return {
    ...keptProfileOf(profile),
    name: person?.name || null,
    consents: new Set(consents.map(({ purpose }) => purpose)),
    merged: new Map(merged.flatMap(({ key, skill }) => (skill ? [[key, skill] as const] : []))),
  }
}
