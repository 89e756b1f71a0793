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
