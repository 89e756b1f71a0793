import { primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, json } from '../db/columns.ts'

/** Mail of the `outbox` transport: kept instead of sent, one row a key. */
export const outbox = sqliteTable('outbox', {
  id: text().primaryKey(),
  idempotencyKey: text('idempotency_key').notNull().unique(),
  sender: text().notNull(),
  recipient: text().notNull(),
  subject: text().notNull(),
  html: text().notNull(),
  bodyText: text('body_text').notNull(),
  headers: json<Record<string, string>>('headers').notNull(),
  sentAt: instant('sent_at').notNull(),
})

/** Addresses that get no mail at all, as keyed hashes. */
export const suppressions = sqliteTable('suppressions', {
  emailKey: text('email_key').primaryKey(),
  reason: text({ enum: ['bounced', 'complained'] }).notNull(),
  at: instant('at').notNull(),
})

/** Reports of bounces, complaints and arrivals that were acted on, by the reporter's id. */
export const mailEvents = sqliteTable('mail_events', {
  id: text().primaryKey(),
  kind: text({ enum: ['permanent', 'transient', 'complaint', 'arrival'] }).notNull(),
  at: instant('at').notNull(),
})

/** Addresses, as keyed hashes, that lately did not take a mail. */
export const bounceScores = sqliteTable('bounce_scores', {
  emailKey: text('email_key').primaryKey(),
  score: real().notNull(),
  at: instant('at').notNull(),
})

/** Mail that somebody asked for, counted by address, by network and in all. */
export const mailRequests = sqliteTable('mail_requests', { scope: text().notNull(), at: instant('at').notNull() })

/** Mail that is due once for a subject and occasion, such as the reminder five days before a deadline. */
export const notices = sqliteTable(
  'notices',
  {
    subjectId: text('subject_id').notNull(),
    occasion: text().notNull(),
    recipientId: text('recipient_id').notNull(),
    createdAt: instant('created_at').notNull(),
    /** When it was over: sent, or given up for the `fault`. */
    sentAt: instant('sent_at'),
    /** Not before this: it was put off, or a sender is at it. */
    nextTryAt: instant('next_try_at'),
    firstTryAt: instant('first_try_at'),
    /** Whether a try may have arrived. */
    doubt: flag('doubt').notNull().default(false),
    fault: text(),
  },
  (table) => [primaryKey({ columns: [table.subjectId, table.occasion, table.recipientId] })],
)
