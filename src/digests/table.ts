import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, json } from '../db/columns.ts'
import { cadences } from './schema.ts'

export const subscriptions = sqliteTable('subscriptions', {
  id: text().primaryKey(),
  email: text().notNull(),
  /** Keyed hash of the address: what is counted and remembered per reader. */
  emailKey: text('email_key').notNull(),
  /** The search as its canonical board query string. */
  query: text().notNull(),
  cadence: text({ enum: cadences }).notNull(),
  /** 1 is Monday, 7 is Sunday. */
  weekday: integer().notNull(),
  hour: integer().notNull(),
  zone: text().notNull(),
  confirmedAt: instant('confirmed_at'),
  /** The board's version when the reader confirmed: what was open then counts as known. */
  knownVersion: integer('known_version'),
  endedAt: instant('ended_at'),
  /** The request whose confirmation is still to be mailed, and when it was made. */
  asked: text(),
  askedAt: instant('asked_at'),
  nextPeriod: text('next_period'),
  nextDueAt: instant('next_due_at'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const digestRuns = sqliteTable(
  'digest_runs',
  { kind: text().notNull(), period: text().notNull(), startedAt: instant('started_at').notNull() },
  (table) => [primaryKey({ columns: [table.kind, table.period] })],
)

const digestStates = ['pending', 'sending', 'sent', 'skipped', 'failed', 'uncertain'] as const

export const digests = sqliteTable(
  'digests',
  {
    subscriptionId: text('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    /** The reader's local period: at most one digest each. */
    period: text().notNull(),
    run: text().notNull(),
    state: text({ enum: digestStates }).notNull(),
    reason: text(),
    tries: integer().notNull().default(0),
    /** Whether some try may have been accepted: then it is never called failed, and its items are never free. */
    doubt: flag('doubt').notNull().default(false),
    firstTryAt: instant('first_try_at'),
    leaseUntil: instant('lease_until'),
    nextTryAt: instant('next_try_at'),
    /** The bytes, fixed at the first try. */
    subject: text(),
    html: text(),
    bodyText: text('body_text'),
    headers: json<Record<string, string>>('headers'),
    bodyHash: text('body_hash'),
    providerId: text('provider_id'),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [primaryKey({ columns: [table.subscriptionId, table.period] })],
)

/** What was mailed to whom, once per opportunity and occasion (`new`, `reopened 1` ...). */
export const digestItems = sqliteTable(
  'digest_items',
  {
    emailKey: text('email_key').notNull(),
    opportunityId: text('opportunity_id').notNull(),
    occasion: text().notNull(),
    subscriptionId: text('subscription_id').notNull(),
    period: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.emailKey, table.opportunityId, table.occasion] })],
)
