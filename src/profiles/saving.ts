import { and, eq } from 'drizzle-orm'
import type { Ctx, Person } from '../context.ts'
import { recordEventIfChanged } from '../events.ts'
import { proposeTerms } from './proposing.ts'
import type { OwnProfile } from './schema.ts'
import { profiles } from './table.ts'

/**
 * Saves a person's own profile over the version that they were shown. False where a newer one has been saved
 * meanwhile: then nothing is written. Skills in words of their own are proposed to moderators.
 */
export async function saveProfile(
  ctx: Ctx,
  { id: personId }: Person,
  { content, version }: { content: OwnProfile; version: number },
): Promise<boolean> {
  const at = { createdAt: ctx.now, updatedAt: ctx.now }
  const [saved] = await ctx.db.batch([
    version === 0
      ? ctx.db
          .insert(profiles)
          .values({ personId, content, version: 1, ...at })
          .onConflictDoNothing()
          .returning()
      : ctx.db
          .update(profiles)
          .set({ content, version: version + 1, updatedAt: ctx.now })
          .where(and(eq(profiles.personId, personId), eq(profiles.version, version)))
          .returning(),
    ...recordEventIfChanged(ctx, 'profile.saved', personId),
    ...proposeTerms(ctx, personId, content.otherSkills),
  ])
  return saved.length > 0
}
