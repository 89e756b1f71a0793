import { sql } from 'drizzle-orm'
import { emailKeyOfPerson, type PersonalData } from '../people/personal-data.ts'

/** Of what groups recorded about a mailbox: theirs once its owner claimed it, and before. */
const recordsOf = (personId: string) =>
  sql`select id from participants where person_id = ${personId} or email_key = ${emailKeyOfPerson(personId)}`

/** What groups recorded about somebody. Once erased they stay in head-counts, as nobody. */
export const programsData: PersonalData = {
  export: async ({ db }, personId) => {
    const records = recordsOf(personId)
    type Rows = Record<string, unknown>[]
    const [participants, participations, stageChanges, engagementChanges] = await db.batch([
      db.all<
        Rows[number]
      >(sql`select p.id, g.name as "group", p.name, p.basis, p.basis_at as "basisAt", p.told_at as "toldAt",
        p.created_at as "createdAt" from participants p join groups g on g.id = p.group_id where p.id in (${records})`),
      db.all<Rows[number]>(sql`select p.participant_id as "participantId", r.name as program, c.name as cohort, p.role,
          p.finished_on as "finishedOn", p.left_on as "leftOn", p.created_at as "createdAt"
        from participations p join cohorts c on c.id = p.cohort_id join programs r on r.id = c.program_id
        where p.participant_id in (${records})`),
      db.all<Rows[number]>(sql`select participant_id as "participantId", stage, happened_on as "happenedOn", source,
        evidence_url as "evidenceUrl", at from stage_changes where participant_id in (${records})`),
      db.all<
        Rows[number]
      >(sql`select participant_id as "participantId", engagement, happened_on as "happenedOn", source,
        evidence_url as "evidenceUrl", at from engagement_changes where participant_id in (${records})`),
    ])
    return { participants, participations, stageChanges, engagementChanges }
  },
  /** The trigger `people_erased_programs` does it. */
  erase: () => [],
}
