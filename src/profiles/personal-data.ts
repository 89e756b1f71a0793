import { desc, eq } from 'drizzle-orm'
import type { PersonalData } from '../people/personal-data.ts'
import { consents, profiles } from './table.ts'

/** What somebody states of themselves, and what they allowed when. */
export const profileData: PersonalData = {
  export: async ({ db }, personId) => {
    const [stated, allowed] = await db.batch([
      db.select().from(profiles).where(eq(profiles.personId, personId)),
      db.select().from(consents).where(eq(consents.personId, personId)).orderBy(desc(consents.givenAt)),
    ])
    return {
      profile: stated.map(({ content, createdAt, updatedAt }) => ({ ...content, createdAt, updatedAt })),
      consents: allowed.map(({ id: _, personId: __, ...consent }) => consent),
    }
  },
  erase: ({ db }, personId) => [
    db.delete(profiles).where(eq(profiles.personId, personId)),
    db.delete(consents).where(eq(consents.personId, personId)),
  ],
}
