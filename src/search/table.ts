import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '../db/columns.ts'

/** The index as text, in parts of at most 1 MB; `id` sorts by the time it was stored. */
export const snapshots = sqliteTable(
  'snapshots',
  {
    id: text().notNull(),
    part: integer().notNull(),
    parts: integer().notNull(),
    /** The form of the text: what another form says is not read. */
    format: text().notNull(),
    version: integer().notNull(),
    builtFor: instant('built_for').notNull(),
    columns: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.id, table.part] })],
)
