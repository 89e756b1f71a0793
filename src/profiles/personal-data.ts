import { desc, eq } from 'drizzle-orm'
import { ERASED, type PersonalData } from '../people/personal-data.ts'
import { consents, profiles, termAnswers, termProposals } from './table.ts'

/** What somebody states of themselves, what they allowed when, and the skills they named that the vocabulary lacks. */
export const profileData: PersonalData = {
  export: async ({ db }, personId) => {
    const [stated, allowed, proposed] = await db.batch([
      db.select().from(profiles).where(eq(profiles.personId, personId)),
      db.select().from(consents).where(eq(consents.personId, personId)).orderBy(desc(consents.givenAt)),
      db.select().from(termProposals).where(eq(termProposals.personId, personId)),
    ])
    return {
      profile: stated.map(({ content, createdAt, updatedAt }) => ({ ...content, createdAt, updatedAt })),
      consents: allowed.map(({ id: _, personId: __, ...consent }) => consent),
      termProposals: proposed.map(({ term, side, proposedAt }) => ({ term, side, proposedAt })),
    }
  },
  /** Answers to terms stay without their moderator: they name nobody who proposed one. */
  erase: ({ db }, personId) => [
    db.delete(profiles).where(eq(profiles.personId, personId)),
    db.delete(consents).where(eq(consents.personId, personId)),
    db.delete(termProposals).where(eq(termProposals.personId, personId)),
    db.update(termAnswers).set({ answeredBy: ERASED }).where(eq(termAnswers.answeredBy, personId)),
  ],
}
