import { desc, eq, sql } from 'drizzle-orm'
import type { PersonalData } from '../people/personal-data.ts'
import { bounceScores, mailRequests, notices, outbox, suppressions } from './table.ts'

const scopesOf = (personId: string) => sql`(select p.kind || q.email_key
  from (select '' as kind union all select 'signIn ' union all select 'fromOthers ') p, people q where q.id = ${personId})`
const emailKeyOf = (personId: string) => sql`(select email_key from people where id = ${personId})`
const mailboxOf = (personId: string) => sql`(select lower(email) from people where id = ${personId})`

/**
 * Mail that was or is to be sent to somebody. That an address wants none at all stays, as a keyed hash;
 * what was counted against it goes by a trigger of `0021_bounces.sql`.
 */
export const mailData: PersonalData = {
  export: async ({ db }, personId) => {
    const [due, kept, asked, stopped, bounced] = await db.batch([
      db
        .select({
          subjectId: notices.subjectId,
          occasion: notices.occasion,
          createdAt: notices.createdAt,
          sentAt: notices.sentAt,
          fault: notices.fault,
        })
        .from(notices)
        .where(eq(notices.recipientId, personId)),
      db
        .select({ subject: outbox.subject, sentAt: outbox.sentAt })
        .from(outbox)
        .where(sql`lower(${outbox.recipient}) = ${mailboxOf(personId)}`)
        .orderBy(desc(outbox.sentAt)),
      db
        .select({ at: mailRequests.at })
        .from(mailRequests)
        .where(sql`${mailRequests.scope} in ${scopesOf(personId)}`),
      db
        .select({ reason: suppressions.reason, at: suppressions.at })
        .from(suppressions)
        .where(sql`${suppressions.emailKey} = ${emailKeyOf(personId)}`),
      db
        .select({ score: bounceScores.score, at: bounceScores.at })
        .from(bounceScores)
        .where(sql`${bounceScores.emailKey} = ${emailKeyOf(personId)}`),
    ])
    return { notices: due, keptMail: kept, mailRequests: asked, mailStopped: stopped, mailBounced: bounced }
  },
  erase: ({ db }, personId) => [
    db.delete(notices).where(sql`${personId} in (${notices.recipientId}, ${notices.subjectId})`),
    db.delete(outbox).where(sql`lower(${outbox.recipient}) = ${mailboxOf(personId)}`),
    db.delete(mailRequests).where(sql`${mailRequests.scope} in ${scopesOf(personId)}`),
  ],
}
