import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, json } from '../db/columns.ts'

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
