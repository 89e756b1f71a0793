import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant } from '../db/columns.ts'
import { roles } from './schema.ts'

export const people = sqliteTable('people', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  emailKey: text('email_key').notNull().unique(),
  role: text({ enum: roles }).notNull(),
  example: flag('example').notNull().default(false),
  createdAt: instant('created_at').notNull(),
  /** The first proof that the mailbox is theirs. */
  provenAt: instant('proven_at'),
})
