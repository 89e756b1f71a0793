import { sql } from 'drizzle-orm'
import { emailKeyOfPerson, type PersonalData } from '../people/personal-data.ts'

/** Of what groups recorded about a mailbox: theirs once its owner claimed it, and before. */
const recordsOf = (personId: string) =>
  sql`(select id from participants where person_id = ${personId} or email_key = ${emailKeyOfPerson(personId)})`

type Rows = Record<string, unknown>[]

/** What groups say of somebody's landings and of what changed for them, and what they said of others. */
export const impactData: PersonalData = {
  export: async ({ db }, personId) => {
    const of = recordsOf(personId)
    const [groupLandings, outcomes, estimates, estimatesMade, reportLinks] = await db.batch([
      db.all<
        Rows[number]
      >(sql`select g.name as "group", l.organization_name as organization, l.title, l.starts_on as "startsOn",
        l.ended_on as "endedOn", l.evidence_url as "evidenceUrl", l.verified_at as "verifiedAt", l.created_at as "createdAt"
        from group_landings l join groups g on g.id = l.group_id where l.participant_id in ${of}`),
      db.all<Rows[number]>(
        sql`select outcome, happened_on as "happenedOn", at from outcomes where participant_id in ${of}`,
      ),
      db.all<Rows[number]>(sql`select g.name as "group", r.name as program, e.effect, e.with_fte / 1000.0 as "with",
        e.without_fte / 1000.0 as "without", e.method, e.note, e.estimated_on as "estimatedOn", e.created_at as "createdAt"
        from estimates e join groups g on g.id = e.group_id join programs r on r.id = e.program_id
        where e.participant_id in ${of}`),
      db.all<
        Rows[number]
      >(sql`select g.name as "group", r.name as program, e.method, e.note, e.estimated_on as "estimatedOn",
        e.created_at as "createdAt" from estimates e join groups g on g.id = e.group_id join programs r on r.id = e.program_id
        where e.estimated_by = ${personId}`),
      db.all<
        Rows[number]
      >(sql`select name, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt"
        from report_links where made_by = ${personId}`),
    ])
    return { groupLandings, outcomes, estimates, estimatesMade, reportLinks }
  },
  /** The trigger `people_erased_impact` does it. */
  erase: () => [],
}
