import { and, desc, eq, ne, sql } from 'drizzle-orm'
import { suspensions } from '../auth/table.ts'
import { inList } from '../db/bulk.ts'
import type { Db } from '../db/client.ts'
import { UNDO_MS } from '../opportunities/deciding.ts'
import { closures, decisions, opportunities, revisions } from '../opportunities/table.ts'
import { organizations } from '../organizations/table.ts'
import { people } from '../people/table.ts'
import { authorColumns, isOpenReport, organizationColumns } from './queue.ts'
import type { ReportReason } from './schema.ts'
import { reportAnswers, reports } from './table.ts'

/** A revision with who wrote it and the organization as readers see it. */
export const selectRevision = (db: Db, id: string) =>
  db
    .select({
      id: revisions.id,
      opportunityId: revisions.opportunityId,
      content: revisions.content,
      submittedAt: revisions.submittedAt,
      about: organizations.aboutHtml,
      example: organizations.example,
      ...organizationColumns,
      ...authorColumns,
    })
    .from(revisions)
    .innerJoin(organizations, eq(organizations.id, revisions.organizationId))
    .where(eq(revisions.id, id))
export type RevisionRow = Awaited<ReturnType<typeof selectRevision>>[number]

const canBeUndone = (now: number) => sql<number>`decisions.verdict <> 'superseded'
  and decisions.decided_at > ${now - UNDO_MS}
  and decisions.revision_id = (select x.id from revisions x where x.opportunity_id = decisions.opportunity_id
    order by x.rowid desc limit 1)`

const selectDecisions = (db: Db, now: number) =>
  db
    .select({
      revisionId: decisions.revisionId,
      verdict: decisions.verdict,
      reason: decisions.reason,
      decidedBy: decisions.decidedBy,
      decidedAt: decisions.decidedAt,
      title: sql<string | null>`revisions.content ->> '$.title'`.as('title'),
      canUndo: canBeUndone(now).as('can_undo'),
    })
    .from(decisions)
    .innerJoin(revisions, eq(revisions.id, decisions.revisionId))

/** What was decided about a revision, and whether that can still be undone. */
export const selectDecision = (db: Db, revisionId: string, now: number) =>
  selectDecisions(db, now).where(eq(decisions.revisionId, revisionId))

/** What was decided within a day and can still be undone, by whomever, newest first. */
export const selectDecidedLately = (db: Db, now: number, most: number) =>
  selectDecisions(db, now).where(canBeUndone(now)).orderBy(desc(decisions.decidedAt)).limit(most)
export type DecisionRow = Awaited<ReturnType<typeof selectDecision>>[number]

/** What moderators said of the version before, where it was sent back: the author has answered that. */
export const selectSentBack = (db: Db, { opportunityId, id }: { opportunityId: string; id: string }) =>
  db
    .select({ verdict: decisions.verdict, reason: decisions.reason, content: revisions.content })
    .from(decisions)
    .innerJoin(revisions, eq(revisions.id, decisions.revisionId))
    .where(
      and(
        eq(decisions.opportunityId, opportunityId),
        ne(decisions.revisionId, id),
        inList(sql`decisions.verdict`, ['changes_asked', 'rejected']),
      ),
    )
    .orderBy(desc(decisions.decidedAt))
    .limit(1)

/** Every version of an opportunity with what was decided about it, newest first. */
export const selectHistory = (db: Db, opportunityId: string) =>
  db
    .select({
      id: revisions.id,
      title: sql<string | null>`revisions.content ->> '$.title'`.as('title'),
      authorId: revisions.authorId,
      submittedAt: revisions.submittedAt,
      verdict: decisions.verdict,
      reason: decisions.reason,
      decidedBy: decisions.decidedBy,
      decidedAt: decisions.decidedAt,
    })
    .from(revisions)
    .leftJoin(decisions, eq(decisions.revisionId, revisions.id))
    .where(eq(revisions.opportunityId, opportunityId))
    .orderBy(sql`revisions.rowid desc`)
    .limit(100)
export type PastRevision = Awaited<ReturnType<typeof selectHistory>>[number]

export const selectReportsOf = (db: Db, subjectId: string) =>
  db
    .select({
      id: reports.id,
      reason: reports.reason,
      at: reports.at,
      isOpen: sql<number>`${isOpenReport}`.as('is_open'),
    })
    .from(reports)
    .where(eq(reports.subjectId, subjectId))
    .orderBy(desc(reports.at))
    .limit(100)
export type ReportRow = Awaited<ReturnType<typeof selectReportsOf>>[number]

export const selectAnswersOf = (db: Db, subjectId: string) =>
  db.select().from(reportAnswers).where(eq(reportAnswers.subjectId, subjectId)).orderBy(desc(reportAnswers.untilAt))

/** Open reports, one row a subject, most reported first. */
export const selectReported = (db: Db, most: number) =>
  db
    .select({
      subjectId: reports.subjectId,
      count: sql<number>`count(*)`.as('count'),
      firstAt: sql<number>`min(reports.at)`.as('first_at'),
      lastAt: sql<number>`max(reports.at)`.as('last_at'),
      reasons: sql`json_group_array(reports.reason)`
        .mapWith((text: string) => JSON.parse(text) as ReportReason[])
        .as('reasons'),
      title: opportunities.title,
      kind: opportunities.kind,
      organizationId: opportunities.organizationId,
      organizationName: sql<string | null>`organizations.name`.as('organization_name'),
      closed: sql<number>`exists (select 1 from closures where opportunity_id = reports.subject_id)`.as('closed'),
      retracted: sql<number>`exists (select 1 from retractions where opportunity_id = reports.subject_id)`.as(
        'retracted',
      ),
    })
    .from(reports)
    .leftJoin(opportunities, eq(opportunities.id, reports.subjectId))
    .leftJoin(organizations, eq(organizations.id, opportunities.organizationId))
    .where(isOpenReport)
    .groupBy(reports.subjectId)
    .orderBy(sql`count(*) desc`, sql`min(reports.at)`)
    .limit(most)
export type Reported = Awaited<ReturnType<typeof selectReported>>[number]

const ofAuthor = (verdict: string) =>
  sql<number>`(select count(*) from decisions d join revisions r on r.id = d.revision_id
    where r.author_id = people.id and d.verdict = ${verdict})`

/** A person as moderators see them: by id, role and what they did here; never by address. */
export const selectPerson = (db: Db, id: string) =>
  db
    .select({
      id: people.id,
      role: people.role,
      example: people.example,
      createdAt: people.createdAt,
      submitted: sql<number>`(select count(*) from revisions where author_id = people.id)`.as('submitted'),
      approved: ofAuthor('approved').as('approved'),
      rejected: ofAuthor('rejected').as('rejected'),
      suspendedReason: sql<string | null>`suspensions.reason`.as('suspended_reason'),
      suspendedBy: suspensions.suspendedBy,
      suspendedAt: suspensions.suspendedAt,
    })
    .from(people)
    .leftJoin(suspensions, eq(suspensions.subjectId, people.id))
    .where(eq(people.id, id))
export type PersonRow = Awaited<ReturnType<typeof selectPerson>>[number]

/** What else says to be the same: the place to apply, or the organization with about this title. */
export const selectCandidates = (db: Db, revisionId: string, most: number) => {
  const own = (field: string) => sql`(select x.${sql.raw(field)} from revisions x where x.id = ${revisionId})`
  const link = sql`(select x.content ->> '$.applyUrl' from revisions x where x.id = ${revisionId})`
  return db
    .select({
      id: opportunities.id,
      title: opportunities.title,
      sameLink: sql<number>`coalesce(apply_url = ${link}, false)`.as('same_link'),
    })
    .from(opportunities)
    .where(
      sql`opportunities.id <> ${own('opportunity_id')} and published_at is not null
        and not exists (select 1 from retractions where opportunity_id = opportunities.id)
        and (opportunities.seq in (select seq from opportunities where apply_url = ${link})
          or opportunities.seq in (select seq from opportunities where organization_id = ${own('organization_id')}
            order by seq desc limit ${most}))`,
    )
}

/** The same among what waits. */
export const selectWaitingCandidates = (db: Db, revisionId: string, most: number) =>
  db
    .select({ id: revisions.id, content: revisions.content, organizationId: revisions.organizationId })
    .from(revisions)
    .innerJoin(sql`revisions own`, sql`own.id = ${revisionId}`)
    .where(
      sql`revisions.opportunity_id <> own.opportunity_id and revisions.content is not null
        and not exists (select 1 from decisions where revision_id = revisions.id)
        and (revisions.organization_id = own.organization_id
          or revisions.content ->> '$.applyUrl' = own.content ->> '$.applyUrl')`,
    )
    .limit(most)

export const selectWhole = (db: Db, ids: readonly string[]) =>
  db
    .select({
      row: opportunities,
      organizationName: sql<string>`organizations.name`.as('organization_name'),
      closedReason: sql<string | null>`closures.reason`.as('closed_reason'),
    })
    .from(opportunities)
    .innerJoin(organizations, eq(organizations.id, opportunities.organizationId))
    .leftJoin(closures, eq(closures.opportunityId, opportunities.id))
    .where(inList(sql`opportunities.id`, ids))
