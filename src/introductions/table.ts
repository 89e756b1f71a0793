import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '../db/columns.ts'
import { opportunities } from '../opportunities/table.ts'
import { organizations } from '../organizations/table.ts'
import { people } from '../people/table.ts'
import { answers } from './schema.ts'

const opportunity = () =>
  text('opportunity_id')
    .notNull()
    .references(() => opportunities.id)

/** An organization asks to be introduced to somebody. Without an answer it is open, one a person and organization. */
export const introductions = sqliteTable('introductions', {
  id: text().primaryKey(),
  opportunityId: opportunity(),
  organizationId: text('organization_id')
    .notNull()
    .references(() => organizations.id),
  personId: text('person_id')
    .notNull()
    .references(() => people.id),
  askedBy: text('asked_by').notNull(),
  message: text().notNull(),
  askedAt: instant('asked_at').notNull(),
  answer: text({ enum: answers }),
  answeredAt: instant('answered_at'),
  /** How the person may be reached, in their own words. */
  note: text(),
})

/** "This may be for you", from a moderator or somebody of a group. `personId` is null where the address was nobody's. */
export const suggestions = sqliteTable('suggestions', {
  id: text().primaryKey(),
  opportunityId: opportunity(),
  personId: text('person_id').references(() => people.id),
  suggestedBy: text('suggested_by').notNull(),
  note: text().notNull(),
  suggestedAt: instant('suggested_at').notNull(),
  dismissedAt: instant('dismissed_at'),
})

/** A link of somebody's own to pass an opportunity on; it loses both person and token when they are erased. */
export const referrals = sqliteTable('referrals', {
  id: text().primaryKey(),
  token: text(),
  opportunityId: opportunity(),
  personId: text('person_id').references(() => people.id),
  createdAt: instant('created_at').notNull(),
})
