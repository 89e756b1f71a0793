import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '../../db/columns.ts'
import { people } from '../../people/table.ts'
import { opportunities } from '../table.ts'

/** "I'm interested": a message to those who posted, and their one answer. One open for a person and opportunity. */
export const interests = sqliteTable('interests', {
  id: text().primaryKey(),
  opportunityId: text('opportunity_id')
    .notNull()
    .references(() => opportunities.id),
  personId: text('person_id')
    .notNull()
    .references(() => people.id),
  /** As they signed it. */
  name: text().notNull(),
  message: text().notNull(),
  sentAt: instant('sent_at').notNull(),
  answer: text(),
  answeredBy: text('answered_by'),
  answeredAt: instant('answered_at'),
})
