import { desc, eq, or, sql } from 'drizzle-orm'
import { actorId } from '../context.ts'
import { eventDetails, events } from '../db/table.ts'
import type { PersonalData } from '../people/personal-data.ts'

/**
 * What the log says of somebody. The events stay, ids only, for they are sealed; the words that belong to them go, and
 * the log says of each group of them that they were erased.
 */
export const auditData: PersonalData = {
  export: async ({ db }, personId) => ({
    auditEvents: await db
      .select({
        name: events.name,
        subjectId: events.subjectId,
        actorId: events.actorId,
        at: events.at,
        detail: eventDetails.detail,
      })
      .from(events)
      .leftJoin(eventDetails, eq(eventDetails.eventId, events.id))
      .where(or(eq(events.subjectId, personId), eq(events.actorId, personId)))
      .orderBy(desc(events.at)),
  }),
  erase: (ctx, personId) => [
    // Of others' events whose words name them: nothing but this says that these were erased.
    ctx.db.run(sql`insert into events (id, name, subject_id, actor_id, at)
      select ${ctx.newId('evt')} || '_' || d.rowid, 'detail.erased', d.event_id, ${actorId(ctx.actor)}, ${ctx.now}
      from event_details d join events e on e.id = d.event_id
      where d.detail = ${personId} and e.subject_id <> ${personId} and e.actor_id <> ${personId}`),
    ctx.db.run(sql`delete from event_details where detail = ${personId} or event_id in (
      select id from events where subject_id = ${personId} or actor_id = ${personId})`),
  ],
}
