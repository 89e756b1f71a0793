import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant } from '../db/columns.ts'

export const people = sqliteTable('people', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  emailKey: text('email_key').notNull().unique(),
  role: text({ enum: ['person', 'moderator', 'admin'] }).notNull(),
  example: flag('example').notNull().default(false),
  createdAt: instant('created_at').notNull(),
})
