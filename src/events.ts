import { sql } from 'drizzle-orm'
import { actorId, type Ctx } from './context.ts'
import { type Statement, violatesNotNull } from './db/client.ts'
import { eventDetails, events } from './db/table.ts'

const eventOf = (ctx: Ctx, name: string, subjectId: string) => ({
  id: ctx.newId('evt'),
  name,
  subjectId,
  actorId: actorId(ctx.actor),
  at: ctx.now,
})

/** The audit event of a command, for the same batch as what it did: ids only. Words such as a reason go into `detail`. */
export function recordEvent(ctx: Ctx, name: string, subjectId: string, detail?: string): Statement[] {
  const event = eventOf(ctx, name, subjectId)
  const recorded = ctx.db.insert(events).values(event)
  return detail === undefined ? [recorded] : [recorded, recordDetail(ctx, event.id, detail)]
}

/** The same, right behind a guarded write in the batch: nothing changed, nothing recorded. */
export function recordEventIfChanged(ctx: Ctx, name: string, subjectId: string, detail?: string): Statement[] {
  const { id, actorId: by, at } = eventOf(ctx, name, subjectId)
  const recorded = ctx.db.run(
    sql`insert into events (id, name, subject_id, actor_id, at) select ${id}, ${name}, ${subjectId}, ${by}, ${at} where changes() > 0`,
  )
  return detail === undefined ? [recorded] : [recorded, recordDetail(ctx, id, detail)]
}

/** The same; where nothing changed the whole batch fails, and `isPastLimit` tells. */
export function recordEventOrStop(ctx: Ctx, name: string, subjectId: string): Statement {
  const { id, actorId: by, at } = eventOf(ctx, name, subjectId)
  return ctx.db.run(sql`insert into events (id, name, subject_id, actor_id, at)
    select ${id}, ${name}, case when changes() > 0 then ${subjectId} end, ${by}, ${at}`)
}

/** The same, at most so often by one actor since an instant: past that the whole batch fails, and `isPastLimit` tells. */
export function recordEventWithin(
  ctx: Ctx,
  limit: { most: number; since: number },
  name: string,
  subjectId: string,
  detail?: string,
): Statement[] {
  const { id, actorId: by, at } = eventOf(ctx, name, subjectId)
  const before = sql`(select count(*) from events where actor_id = ${by} and name = ${name} and at > ${limit.since})`
  const recorded = ctx.db.run(sql`insert into events (id, name, subject_id, actor_id, at)
    select ${id}, ${name}, case when ${before} < ${limit.most} then ${subjectId} end, ${by}, ${at}`)
  return detail === undefined ? [recorded] : [recorded, recordDetail(ctx, id, detail)]
}

/** Ids with an id for the event of each, as JSON pairs: what is done to many at once is recorded of each. */
export const withEventIds = (ctx: Ctx, ids: readonly string[]) =>
  JSON.stringify(ids.map((id) => [id, ctx.newId('evt')]))

export const isPastLimit = (error: unknown) => violatesNotNull(error, 'events.subject_id')

/** Kept apart, so that it can be erased while the sealed chain stays whole. */
function recordDetail(ctx: Ctx, eventId: string, detail: string): Statement {
  const salt = ctx.newId('salt') + ctx.newId('salt')
  return ctx.db.run(
    sql`insert into ${eventDetails} (event_id, salt, detail) select ${eventId}, ${salt}, ${detail}
      where exists (select 1 from events where id = ${eventId})`,
  )
}
