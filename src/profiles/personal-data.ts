import { eq } from 'drizzle-orm'
import type { PersonalData } from '../people/personal-data.ts'
import { consents, profiles, termProposals } from './table.ts'

/** What people state of themselves and allow. Answers to terms stay: they name nobody who proposed one. */
export const profilesData: PersonalData = {
  export: async ({ db }, personId) => {
    const [profile, allowed, proposals] = await db.batch([
      db
        .select({ content: profiles.content, createdAt: profiles.createdAt, updatedAt: profiles.updatedAt })
        .from(profiles)
        .where(eq(profiles.personId, personId)),
      db
        .select({ purpose: consents.purpose, givenAt: consents.givenAt, withdrawnAt: consents.withdrawnAt })
        .from(consents)
        .where(eq(consents.personId, personId)),
      db
        .select({ term: termProposals.term, side: termProposals.side, proposedAt: termProposals.proposedAt })
        .from(termProposals)
        .where(eq(termProposals.personId, personId)),
    ])
    const profileRows = profile.map(({ content, ...at }) => ({ ...content, ...at }))
    return { profiles: profileRows, consents: allowed, termProposals: proposals }
  },
  erase: ({ db }, personId) => [
    db.delete(termProposals).where(eq(termProposals.personId, personId)),
    db.delete(consents).where(eq(consents.personId, personId)),
    db.delete(profiles).where(eq(profiles.personId, personId)),
  ],
}
