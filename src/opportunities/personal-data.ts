import { desc, eq, or, sql } from 'drizzle-orm'
import { ERASED, emailKeyOfPerson, type PersonalData } from '../people/personal-data.ts'
import { interests } from './life/table.ts'
import { closures, decisions, drafts, opportunities, retractions, revisions } from './table.ts'

const isTheirs = (personId: string) =>
  or(eq(drafts.authorId, personId), sql`${drafts.emailKey} = ${emailKeyOfPerson(personId)}`)

/** Colleagues go on writing it: then it is the organization's. */
const hasColleagues = (personId: string) => sql`exists (select 1 from members m
  where m.organization_id = drafts.organization_id and m.person_id <> ${personId})`

/** What they proposed without being of the organization, and nobody approved: it is nobody else's. */
const isProposal = sql`(by_member = 0 and not exists (
  select 1 from decisions d where d.revision_id = revisions.id and d.verdict = 'approved'))`

const sentBy = (personId: string) => sql`(select id from interests where person_id = ${personId})`

/** What somebody wrote: drafts, what they submitted, messages. What was published is the organization's and stays. */
export const opportunityData: PersonalData = {
  export: async ({ db }, personId) => {
    const [writing, submitted, messages, answers, decided, closed, retracted] = await db.batch([
      db
        .select({
          opportunityId: drafts.opportunityId,
          organizationId: drafts.organizationId,
          typed: drafts.typed,
          createdAt: drafts.createdAt,
          updatedAt: drafts.updatedAt,
        })
        .from(drafts)
        .where(isTheirs(personId)),
      db
        .select({
          opportunityId: revisions.opportunityId,
          organizationId: revisions.organizationId,
          typed: revisions.typed,
          submittedAt: revisions.submittedAt,
        })
        .from(revisions)
        .where(eq(revisions.authorId, personId))
        .orderBy(desc(revisions.submittedAt)),
      db
        .select({
          opportunityId: interests.opportunityId,
          opportunity: opportunities.title,
          name: interests.name,
          message: interests.message,
          sentAt: interests.sentAt,
          answer: interests.answer,
          answeredAt: interests.answeredAt,
        })
        .from(interests)
        .innerJoin(opportunities, eq(opportunities.id, interests.opportunityId))
        .where(eq(interests.personId, personId)),
      db
        .select({ opportunityId: interests.opportunityId, answer: interests.answer, answeredAt: interests.answeredAt })
        .from(interests)
        .where(eq(interests.answeredBy, personId)),
      db
        .select({
          opportunityId: decisions.opportunityId,
          verdict: decisions.verdict,
          reason: decisions.reason,
          decidedAt: decisions.decidedAt,
        })
        .from(decisions)
        .where(eq(decisions.decidedBy, personId)),
      db
        .select({ opportunityId: closures.opportunityId, reason: closures.reason, closedAt: closures.closedAt })
        .from(closures)
        .where(eq(closures.closedBy, personId)),
      db
        .select({
          opportunityId: retractions.opportunityId,
          reason: retractions.reason,
          note: retractions.note,
          retractedAt: retractions.retractedAt,
        })
        .from(retractions)
        .where(eq(retractions.retractedBy, personId)),
    ])
    return {
      drafts: writing,
      submissions: submitted,
      messages,
      answersGiven: answers,
      decisions: decided,
      closures: closed,
      retractions: retracted,
    }
  },
  erase: ({ db, now }, personId) => [
    db.run(sql`delete from notices where subject_id in ${sentBy(personId)}`),
    // Kept mail about what they wrote: `notice/<id>/...`
    db.run(sql`delete from outbox where substr(idempotency_key, 1, 7) = 'notice/' and substr(idempotency_key, 8,
      instr(substr(idempotency_key, 8), '/') - 1) in ${sentBy(personId)}`),
    db.delete(interests).where(eq(interests.personId, personId)),
    db.run(sql`update drafts set author_id = null where author_id = ${personId} and ${hasColleagues(personId)}`),
    db.delete(drafts).where(isTheirs(personId)),
    db.run(sql`insert into decisions (revision_id, opportunity_id, verdict, reason, decided_by, decided_at)
      select id, opportunity_id, 'rejected', '', ${ERASED}, ${now} from revisions
      where author_id = ${personId} and ${isProposal}
        and not exists (select 1 from decisions where revision_id = revisions.id)`),
    db.run(sql`update revisions set author_id = ${ERASED}, content = case when ${isProposal} then null else content end,
      typed = case when ${isProposal} then '{}' else typed end where author_id = ${personId}`),
  ],
}
