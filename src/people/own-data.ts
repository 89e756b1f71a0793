import { eq } from 'drizzle-orm'
import type { PersonalData } from './personal-data.ts'
import { people } from './table.ts'

/** The account itself: the last to go, for what it is found by stands in its row. */
export const accountData: PersonalData = {
  export: async ({ db }, personId) => ({
    account: await db
      .select({
        id: people.id,
        name: people.name,
        email: people.email,
        role: people.role,
        createdAt: people.createdAt,
        provenAt: people.provenAt,
      })
      .from(people)
      .where(eq(people.id, personId)),
  }),
  erase: ({ db }, personId) => [db.delete(people).where(eq(people.id, personId))],
}
