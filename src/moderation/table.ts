import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '../db/columns.ts'
import { reportReasons } from './schema.ts'

/** What readers say of something shown: the subject by id only, the reader as a keyed hash of the network. */
export const reports = sqliteTable('reports', {
  id: text().primaryKey(),
  subjectId: text('subject_id').notNull(),
  reason: text({ enum: reportReasons }).notNull(),
  networkKey: text('network_key').notNull(),
  at: instant('at').notNull(),
})
