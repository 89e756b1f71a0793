import { sql } from 'drizzle-orm'
import { emailKeyOfPerson, type PersonalData } from '../../people/personal-data.ts'

type Row = Record<string, unknown>

/** Where somebody said they are, to groups that know their mailbox, and when they were asked. */
export const checkInsData: PersonalData = {
  export: async ({ db }, personId) => {
    const [answers, asks] = await db.batch([
      db.all<Row & { answer: string }>(sql`select g.name as "group", a.answer, a.version, a.answered_at as "answeredAt",
          a.updated_at as "updatedAt"
        from check_in_answers a join participants p on p.id = a.participant_id join groups g on g.id = p.group_id
        where p.person_id = ${personId} or p.email_key = ${emailKeyOfPerson(personId)}`),
      db.all<Row>(sql`select asked_at as "askedAt", closes_at as "closesAt" from check_ins
        where email_key = ${emailKeyOfPerson(personId)}`),
    ])
    return { checkInAnswers: answers.map((row) => ({ ...row, answer: JSON.parse(row.answer) })), checkIns: asks }
  },
  /** The triggers `people_erased_check_ins` and `check_ins_let_go` do it. */
  erase: () => [],
}
