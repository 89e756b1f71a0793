import { eq } from 'drizzle-orm'
import type { PersonalData } from '../people/personal-data.ts'
import { reportAnswers } from './table.ts'

/** What a moderator answered. It stays without them; readers' reports were never linked to anybody. */
export const moderationData: PersonalData = {
  export: async ({ db }, personId) => ({
    reportAnswers: await db
      .select({ subjectId: reportAnswers.subjectId, note: reportAnswers.note, answeredAt: reportAnswers.answeredAt })
      .from(reportAnswers)
      .where(eq(reportAnswers.answeredBy, personId)),
  }),
  // The trigger `people_erased` takes their id away.
  erase: () => [],
}
