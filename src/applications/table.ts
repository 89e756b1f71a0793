import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant } from '../db/columns.ts'
import { opportunities } from '../opportunities/table.ts'
import { people } from '../people/table.ts'
import { states, ways } from './schema.ts'

const owner = () => text('person_id').references(() => people.id)

/** Somebody's way to an opportunity, theirs alone. `version` counts changes, so that two tabs never overwrite each other. */
export const applications = sqliteTable('applications', {
  id: text().primaryKey(),
  personId: owner().notNull(),
  opportunityId: text('opportunity_id')
    .notNull()
    .references(() => opportunities.id),
  /** The state of its last step. */
  state: text({ enum: states }).notNull(),
  version: integer().notNull(),
  notes: text().notNull(),
  /** Their own deadline. */
  dueOn: text('due_on'),
  referralId: text('referral_id'),
  /** When its owner last said how it stands, or that nothing is new. */
  checkedAt: instant('checked_at').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** How it went, in the order it was said: `number` counts from 1. */
export const applicationSteps = sqliteTable(
  'application_steps',
  {
    applicationId: text('application_id')
      .notNull()
      .references(() => applications.id),
    number: integer().notNull(),
    state: text({ enum: states }).notNull(),
    /** When it happened, as its owner says. */
    happenedOn: text('happened_on').notNull(),
    /** When it was said. */
    at: instant('at').notNull(),
    via: text({ enum: ways }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.number] })],
)

/** How somebody wants to be reminded and asked. Without a row all of it is on. */
export const trackerSettings = sqliteTable('tracker_settings', {
  personId: owner().primaryKey(),
  reminders: flag('reminders').notNull().default(true),
  checkIns: flag('check_ins').notNull().default(true),
  /** Where their days and months begin. */
  zone: text(),
  /** Whether they are still looking, as they last said. */
  looking: text({ enum: ['yes', 'no'] }),
  lookingAt: instant('looking_at'),
  /** Of the link to their calendar; the link itself is shown once and not kept. */
  feedHash: text('feed_hash'),
  feedMadeAt: instant('feed_made_at'),
})
