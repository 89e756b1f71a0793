import { sql } from 'drizzle-orm'
import { emailKeyOfPerson, type PersonalData } from '../people/personal-data.ts'

type Row = Record<string, unknown>

/** What somebody answered to groups that know their mailbox, and when they were last asked. */
export const surveysData: PersonalData = {
  export: async ({ db }, personId) => {
    const [answers, asks] = await db.batch([
      db.all<Row & { answers: string }>(sql`select g.name as "group", s.title, a.answers, a.version,
          a.answered_at as "answeredAt", a.updated_at as "updatedAt"
        from survey_answers a join surveys s on s.id = a.survey_id join groups g on g.id = s.group_id
        where a.participant_id in (
          select id from participants where person_id = ${personId} or email_key = ${emailKeyOfPerson(personId)})`),
      db.all<Row>(sql`select asked_at as "askedAt" from asks where email_key = ${emailKeyOfPerson(personId)}`),
    ])
    return { surveyAnswers: answers.map((row) => ({ ...row, answers: JSON.parse(row.answers) })), surveyAsks: asks }
  },
  /** The triggers `people_erased_surveys` and `people_erased_survey_answers` do it. */
  erase: () => [],
}
