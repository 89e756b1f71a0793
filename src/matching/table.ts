import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '../db/columns.ts'

/** How many people an opportunity matched when that was counted. `version` is the board's when it had last changed. */
export const opportunityReach = sqliteTable('opportunity_reach', {
  opportunityId: text('opportunity_id').primaryKey(),
  people: integer().notNull(),
  countedAt: instant('counted_at').notNull(),
  version: integer().notNull(),
})
