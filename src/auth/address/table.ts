import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '../../db/columns.ts'
import { people } from '../../people/table.ts'

/** The newest request of each person for another address. The mailed token is made from `seed` and a secret key. */
export const addressChanges = sqliteTable('address_changes', {
  personId: text('person_id')
    .primaryKey()
    .references(() => people.id),
  email: text().notNull(),
  emailKey: text('email_key').notNull(),
  seed: text().notNull().unique(),
  tokenHash: text('token_hash').notNull().unique(),
  askedAt: instant('asked_at').notNull(),
  usedAt: instant('used_at'),
})
