import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
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

/** A moderator dealt with what was reported of a subject until then; what is reported later is open again. */
export const reportAnswers = sqliteTable(
  'report_answers',
  {
    subjectId: text('subject_id').notNull(),
    untilAt: instant('until_at').notNull(),
    /** For other moderators. */
    note: text().notNull(),
    answeredBy: text('answered_by').notNull(),
    answeredAt: instant('answered_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.subjectId, table.untilAt] })],
)
