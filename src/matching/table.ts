import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '../db/columns.ts'
import { opportunities } from '../opportunities/table.ts'
import { people } from '../people/table.ts'
import { dismissalReasons } from './schema.ts'

/** "Not for me": what somebody set aside, and why. */
export const dismissals = sqliteTable(
  'dismissals',
  {
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    opportunityId: text('opportunity_id')
      .notNull()
      .references(() => opportunities.id),
    reason: text({ enum: dismissalReasons }).notNull(),
    /** In their own words; empty where the reason says it. */
    note: text().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.opportunityId] })],
)

/** How many of the people who name skills name this one: only what may be told of it. */
export const skillCounts = sqliteTable('skill_counts', {
  skillId: text('skill_id').primaryKey(),
  people: integer().notNull(),
  outOf: integer('out_of').notNull(),
  countedOn: text('counted_on').notNull(),
})

/** How many people an opportunity matched when that was counted. `version` is the board's when it had last changed. */
export const opportunityReach = sqliteTable('opportunity_reach', {
  opportunityId: text('opportunity_id').primaryKey(),
  people: integer().notNull(),
  countedAt: instant('counted_at').notNull(),
  version: integer().notNull(),
})
