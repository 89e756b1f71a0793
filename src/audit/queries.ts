import { and, desc, eq, getTableColumns, lt, type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Db, Statement } from '../db/client.ts'
import { eventDetails, events, seals } from '../db/table.ts'
import { recordEvent } from '../events.ts'
import { people } from '../people/table.ts'
import type { AuditQuery } from './schema.ts'
import { sealHead } from './table.ts'

/** The place of the last sealed event that is still there, in the order in which the database took events. */
export const frontier = sql`coalesce((select e.rowid from seals s join events e on e.id = s.event_id
  order by s.position desc limit 1), 0)`

/** What a seal is made of: all that an event says, and its words with their salt. */
export const sealedColumns = {
  ...getTableColumns(events),
  salt: eventDetails.salt,
  detail: eventDetails.detail,
}

/** Where the chain ends; none before the first tick. */
export const selectHead = (db: Db) =>
  db.select({ position: sealHead.position, hash: sealHead.hash }).from(sealHead).limit(1)

/** Newest first; `before` is the place at which the page before ended. */
export const selectEvents = (db: Db, { subject, actor, name, before }: AuditQuery, most: number) => {
  const place = sql<number>`${events}.rowid`
  const fits: (SQL | undefined)[] = [
    subject ? eq(events.subjectId, subject) : undefined,
    actor ? eq(events.actorId, actor) : undefined,
    name ? sql`substr(${events.name}, 1, ${name.length}) = ${name}` : undefined,
    before ? lt(place, before) : undefined,
  ]
  return db
    .select({
      place: place.as('place'),
      id: events.id,
      name: events.name,
      subjectId: events.subjectId,
      actorId: events.actorId,
      at: events.at,
      actorRole: people.role,
      detail: eventDetails.detail,
      position: seals.position,
      hadDetail: sql<number>`${seals.detailHash} is not null`.as('had_detail'),
    })
    .from(events)
    .leftJoin(eventDetails, eq(eventDetails.eventId, events.id))
    .leftJoin(seals, eq(seals.eventId, events.id))
    .leftJoin(people, eq(people.id, events.actorId))
    .where(and(...fits))
    .orderBy(desc(place))
    .limit(most)
}
export type LoggedEvent = Awaited<ReturnType<typeof selectEvents>>[number]

export const selectCounts = (db: Db) =>
  db
    .select({
      sealed: sql<number>`coalesce(max(${seals.position}), 0)`.as('sealed'),
      waiting: sql<number>`(select count(*) from events where rowid > ${frontier})`.as('waiting'),
    })
    .from(seals)

/** Erases the words that belong to a subject's events, and says so in the log: else their absence is a break. */
export const eraseDetails = (ctx: Ctx, subjectId: string): Statement[] => [
  ctx.db.run(sql`delete from event_details where event_id in (select id from events where subject_id = ${subjectId})`),
  ...recordEvent(ctx, 'subject.erased', subjectId),
]
