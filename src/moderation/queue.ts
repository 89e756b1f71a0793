import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Db } from '../db/client.ts'
import type { Kind } from '../opportunities/schema.ts'
import { revisions } from '../opportunities/table.ts'
import { organizations } from '../organizations/table.ts'

/** Neither decided nor superseded, and not of something that was retracted. */
const isWaiting = sql`revisions.content is not null
  and not exists (select 1 from decisions where revision_id = revisions.id)
  and not exists (select 1 from retractions where opportunity_id = revisions.opportunity_id)`

/** A report is open until a moderator dealt with what had come by then. */
export const isOpenReport = sql`not exists (
  select 1 from report_answers a where a.subject_id = reports.subject_id and a.until_at >= reports.at)`

const count = (from: SQL) => sql<number>`(select count(*) from ${from})`
const verdicts = (verdict: string) =>
  count(sql`decisions d join revisions r on r.id = d.revision_id
    where r.organization_id = organizations.id and d.verdict = ${verdict}`)

/** What is known of an organization and how it has fared here. */
export const organizationColumns = {
  organizationId: sql<string>`organizations.id`.as('organization_id'),
  organizationName: sql<string>`organizations.name`.as('organization_name'),
  website: organizations.website,
  verified: sql<number>`exists (select 1 from verifications where organization_id = organizations.id)`.as('verified'),
  trusted: sql<number>`exists (select 1 from trusts where organization_id = organizations.id)`.as('trusted'),
  suspended: sql<number>`exists (select 1 from suspensions where subject_id = organizations.id)`.as('suspended'),
  published: count(sql`opportunities where organization_id = organizations.id and published_at is not null`).as(
    'published',
  ),
  rejected: verdicts('rejected').as('rejected'),
  retracted: count(
    sql`retractions t join opportunities p on p.id = t.opportunity_id where p.organization_id = organizations.id`,
  ).as('retracted'),
  reported: count(
    sql`reports join opportunities p on p.id = reports.subject_id where p.organization_id = organizations.id`,
  ).as('reported'),
}

const ofAuthor = (verdict: string) =>
  count(sql`decisions d join revisions r on r.id = d.revision_id
    where r.author_id = revisions.author_id and d.verdict = ${verdict}`)

/** Who wrote it: a member of the organization, a moderator, somebody suspended. */
export const authorColumns = {
  authorId: revisions.authorId,
  authorIsMember: sql<number>`exists (select 1 from members
    where organization_id = revisions.organization_id and person_id = revisions.author_id)`.as('author_is_member'),
  authorName: sql<string>`coalesce((select name from people where id = revisions.author_id), '')`.as('author_name'),
  authorAddedIt: sql<number>`exists (select 1 from events e where e.name = 'organization.created'
    and e.subject_id = revisions.organization_id and e.actor_id = revisions.author_id)`.as('author_added_it'),
  authorApproved: ofAuthor('approved').as('author_approved'),
  authorRejected: ofAuthor('rejected').as('author_rejected'),
  authorIsSuspended: sql<number>`exists (select 1 from suspensions where subject_id = revisions.author_id)`.as(
    'author_is_suspended',
  ),
}

/** What waits, oldest first. */
export const selectQueue = (db: Db, most: number) =>
  db
    .select({
      id: revisions.id,
      opportunityId: revisions.opportunityId,
      title: sql<string>`revisions.content ->> '$.title'`.as('title'),
      kind: sql<Kind>`revisions.content ->> '$.kind'`.as('kind'),
      submittedAt: revisions.submittedAt,
      isEdit: sql<number>`exists (select 1 from opportunities
        where id = revisions.opportunity_id and published_at is not null)`.as('is_edit'),
      reports: count(sql`reports where subject_id = revisions.opportunity_id and ${isOpenReport}`).as('reports'),
      ...organizationColumns,
      ...authorColumns,
    })
    .from(revisions)
    .innerJoin(organizations, eq(organizations.id, revisions.organizationId))
    .where(isWaiting)
    .orderBy(asc(revisions.submittedAt), sql`revisions.rowid`)
    .limit(most)
export type Waiting = Awaited<ReturnType<typeof selectQueue>>[number]

/** How many wait, since when the oldest does, and how many have waited for over a day. */
export const selectAges = (db: Db, now: number) =>
  db
    .select({
      count: sql<number>`count(*)`.as('count'),
      oldestAt: sql<number | null>`min(revisions.submitted_at)`.as('oldest_at'),
      overADay: sql<number>`count(*) filter (where revisions.submitted_at < ${now - DAY})`.as('over_a_day'),
    })
    .from(revisions)
    .where(isWaiting)
export type Ages = Awaited<ReturnType<typeof selectAges>>[number]

/** The one to decide after this one: the next older first, and from the start again at the end. */
export async function findNext(db: Db, after: string): Promise<string | null> {
  const [next] = await db
    .select({ id: revisions.id })
    .from(revisions)
    .where(and(isWaiting, sql`revisions.id <> ${after}`))
    .orderBy(
      sql`(revisions.submitted_at, revisions.rowid) <= (select x.submitted_at, x.rowid from revisions x where x.id = ${after})`,
      asc(revisions.submittedAt),
      sql`revisions.rowid`,
    )
    .limit(1)
  return next?.id ?? null
}
