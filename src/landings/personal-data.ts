import { eq } from 'drizzle-orm'
import { describeCommitment } from '../commitment.ts'
import type { PersonalData } from '../people/personal-data.ts'
import { landings as l } from './table.ts'

/** Erased people stay in the counts: the landing loses who it was, and whatever could tell. */
export const landingsData: PersonalData = {
  export: async ({ db }, personId) => {
    const rows = await db.select().from(l).where(eq(l.personId, personId)).orderBy(l.createdAt)
    return {
      landings: rows.map(({ personId: _, commitment, ...row }) => ({
        ...row,
        commitment: describeCommitment(commitment),
      })),
    }
  },
  erase: ({ db }, personId) => [
    db.update(l).set({ personId: null, applicationId: null, evidenceUrl: null }).where(eq(l.personId, personId)),
  ],
}
