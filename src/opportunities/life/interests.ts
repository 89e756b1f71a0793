import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { organizations } from '../../organizations/table.ts'
import { opportunities as o } from '../table.ts'
import { interests } from './table.ts'

/** Who gets what is written to those who posted: the organization's members, or the author where it has none. */
export const receiversOf = (opportunityId: unknown) => sql`
  select p.id from people p where not exists (select 1 from suspensions where subject_id = p.id) and case
    when exists (select 1 from members m join opportunities t on t.organization_id = m.organization_id where t.id = ${opportunityId})
    then p.id in (select m.person_id from members m join opportunities t on t.organization_id = m.organization_id
      where t.id = ${opportunityId})
    else p.id = (select author_id from revisions where opportunity_id = ${opportunityId}
      order by submitted_at desc, rowid desc limit 1) end`

/** Whether somebody is one of them, now. */
export const mayReceive = (personId: string) =>
  sql<number>`(${personId} in (${receiversOf(sql`${interests.opportunityId}`)}))`

const selectMessages = (db: Db) =>
  db
    .select({
      ...getTableColumns(interests),
      title: sql<string>`${o.title}`.as('title'),
      organizationId: o.organizationId,
      organization: sql<string>`${organizations.name}`.as('organization'),
      /** Taken from the public meanwhile: then only its kind may be told. */
      retracted: sql<number>`exists (select 1 from retractions where opportunity_id = ${o.id})`.as('retracted'),
    })
    .from(interests)
    .innerJoin(o, eq(o.id, interests.opportunityId))
    .innerJoin(organizations, eq(organizations.id, o.organizationId))

/** One message as those see it to whom it was written; nothing for anybody else. */
export const selectReceived = (db: Db, id: string, personId: string) =>
  selectMessages(db).where(and(eq(interests.id, id), mayReceive(personId)))
export type Interest = Awaited<ReturnType<typeof selectReceived>>[number]

/** What somebody wrote, newest first, with the answers. */
export const listSent = (db: Db, personId: string) =>
  selectMessages(db)
    .where(eq(interests.personId, personId))
    .orderBy(desc(interests.sentAt), desc(interests.id))
    .limit(100)

/** What was written to somebody, as a member or an author, newest first. */
export const listReceived = (db: Db, personId: string) =>
  selectMessages(db)
    .where(
      and(
        // Few rows to look at closely: those of their organizations, and of what they wrote.
        sql`(${o.organizationId} in (select organization_id from members where person_id = ${personId})
          or ${o.id} in (select opportunity_id from revisions where author_id = ${personId}))`,
        mayReceive(personId),
      ),
    )
    .orderBy(desc(interests.sentAt), desc(interests.id))
    .limit(100)

/** What waits for an answer of an organization, oldest first. */
export const listUnanswered = (db: Db, organizationId: string) =>
  db
    .select({ id: interests.id, name: interests.name, sentAt: interests.sentAt, title: o.title })
    .from(interests)
    .innerJoin(o, eq(o.id, interests.opportunityId))
    .where(and(eq(o.organizationId, organizationId), sql`${interests.answeredAt} is null`))
    .orderBy(interests.sentAt)
    .limit(50)
export type Unanswered = Awaited<ReturnType<typeof listUnanswered>>[number]
