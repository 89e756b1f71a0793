import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from './columns.ts'

/** Counters that triggers move whenever what they name has changed. */
export const versions = sqliteTable('versions', { name: text().primaryKey(), value: integer().notNull() })

/** Append-only record of what was done: ids only. */
export const events = sqliteTable('events', {
  id: text().primaryKey(),
  name: text().notNull(),
  subjectId: text('subject_id').notNull(),
  actorId: text('actor_id').notNull(),
  at: instant('at').notNull(),
})

/** Words that belong to an event and can be erased. */
export const eventDetails = sqliteTable('event_details', {
  eventId: text('event_id').primaryKey(),
  salt: text().notNull(),
  detail: text().notNull(),
})

/** Each event once, in a chain: whoever alters, removes or inserts one breaks every hash behind it. */
export const seals = sqliteTable('seals', {
  position: integer().primaryKey(),
  eventId: text('event_id').notNull().unique(),
  detailHash: text('detail_hash'),
  hash: text().notNull(),
})
