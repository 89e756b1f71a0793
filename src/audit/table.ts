import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The last seal, one row: a chain whose end was cut off does not reach it. */
export const sealHead = sqliteTable('seal_head', {
  id: integer().primaryKey(),
  position: integer().notNull(),
  hash: text().notNull(),
})
