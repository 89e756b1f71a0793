import { inArray, sql } from 'drizzle-orm'
import { emailKeyOfPerson, type PersonalData } from '../people/personal-data.ts'
import { digestItems, digests, subscriptions } from './table.ts'

/** What somebody's address is subscribed to, and what was mailed to it. */
export const digestData: PersonalData = {
  export: async ({ db }, personId) => {
    const emailKey = emailKeyOfPerson(personId)
    const [subscribed, mailed, items] = await db.batch([
      db
        .select({
          id: subscriptions.id,
          kind: subscriptions.kind,
          subjectId: subscriptions.subjectId,
          query: subscriptions.query,
          cadence: subscriptions.cadence,
          weekday: subscriptions.weekday,
          hour: subscriptions.hour,
          zone: subscriptions.zone,
          createdAt: subscriptions.createdAt,
          confirmedAt: subscriptions.confirmedAt,
          endedAt: subscriptions.endedAt,
          pausedUntil: subscriptions.pausedUntil,
        })
        .from(subscriptions)
        .where(sql`${subscriptions.emailKey} = ${emailKey}`),
      db
        .select({
          subscriptionId: digests.subscriptionId,
          period: digests.period,
          state: digests.state,
          subject: digests.subject,
          createdAt: digests.createdAt,
          finishedAt: digests.finishedAt,
        })
        .from(digests)
        .where(
          inArray(
            digests.subscriptionId,
            db.select({ id: subscriptions.id }).from(subscriptions).where(sql`${subscriptions.emailKey} = ${emailKey}`),
          ),
        ),
      db
        .select({
          subjectId: digestItems.subjectId,
          occasion: digestItems.occasion,
          period: digestItems.period,
        })
        .from(digestItems)
        // Whom an organization was told of is theirs, not its reader's.
        .where(sql`${digestItems.emailKey} = ${emailKey} and ${digestItems.occasion} not like 'talent %'`),
    ])
    return { subscriptions: subscribed, digests: mailed, digestItems: items }
  },
  erase: ({ db }, personId) => {
    const emailKey = emailKeyOfPerson(personId)
    return [
      db
        .delete(digestItems)
        .where(sql`${digestItems.emailKey} = ${emailKey} or ${digestItems.subjectId} = ${personId}`),
      // A trigger takes their digests along.
      db.delete(subscriptions).where(sql`${subscriptions.emailKey} = ${emailKey}`),
    ]
  },
}
