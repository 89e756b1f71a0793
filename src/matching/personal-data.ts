import { desc, eq } from 'drizzle-orm'
import type { PersonalData } from '../people/personal-data.ts'
import { dismissals } from './table.ts'

export const matchingData: PersonalData = {
  export: async ({ db }, personId) => {
    const rows = await db
      .select()
      .from(dismissals)
      .where(eq(dismissals.personId, personId))
      .orderBy(desc(dismissals.at))
    const setAside = rows.map(({ opportunityId, reason, note, at }) => ({
      opportunityId,
      reason,
      note,
      at,
    }))
    return { dismissals: setAside }
  },
  erase: ({ db }, personId) => [db.delete(dismissals).where(eq(dismissals.personId, personId))],
}
