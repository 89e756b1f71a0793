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

/** Who had themselves erased, as keyed hashes. Lifted when the owner of the address came back. */
export const erasures = sqliteTable('erasures', {
  emailKey: text('email_key').primaryKey(),
  erasedAt: instant('erased_at').notNull(),
  liftedAt: instant('lifted_at'),
})
