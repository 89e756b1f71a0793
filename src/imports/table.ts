import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '../db/columns.ts'

/** Which row of which source became which opportunity or organization, and what it said when last read. */
export const imported = sqliteTable(
  'imported',
  {
    source: text().notNull(),
    externalId: text('external_id').notNull(),
    subjectId: text('subject_id').notNull(),
    contentHash: text('content_hash').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.externalId] })],
)
