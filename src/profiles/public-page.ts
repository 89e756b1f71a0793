import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { people } from '../people/table.ts'
import { allows } from './queries.ts'
import { OwnProfile } from './schema.ts'
import { whatPublicSees } from './seen.ts'
import { profiles } from './table.ts'

/** Somebody as everybody may see them; null where there is nobody, or they do not allow it (any more). */
export async function findPublicPerson({ db }: Ctx, id: string) {
  const [person] = await db
    .select({ id: people.id, name: people.name, profile: profiles.content })
    .from(people)
    .leftJoin(profiles, eq(profiles.personId, people.id))
    .where(
      and(
        eq(people.id, id),
        allows(people.id, 'public_page'),
        sql`not exists (select 1 from suspensions where subject_id = ${people.id})`,
      ),
    )
  if (!person) return null
  const { name, profile } = person
  return { id: person.id, seen: whatPublicSees({ name, profile: profile ?? OwnProfile.parse({}) }) }
}
export type PublicPerson = NonNullable<Awaited<ReturnType<typeof findPublicPerson>>>
