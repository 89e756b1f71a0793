import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, json } from '../db/columns.ts'
import { people } from '../people/table.ts'
import { type OwnProfile, purposes } from './schema.ts'

const owner = () =>
  text('person_id')
    .notNull()
    .references(() => people.id)

/** What a person states of themselves. `version` counts its savings, so that two tabs never overwrite each other. */
export const profiles = sqliteTable('profiles', {
  personId: owner().primaryKey(),
  content: json<OwnProfile>('content').notNull(),
  version: integer().notNull(),
  /** Stamped by triggers: the number of the change, of it or of what its owner allows. */
  changedVersion: integer('changed_version').notNull().default(0),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** What somebody agreed to, purpose by purpose: one row each time, given until it is withdrawn. */
export const consents = sqliteTable('consents', {
  id: text().primaryKey(),
  personId: owner(),
  purpose: text({ enum: purposes }).notNull(),
  wordsVersion: integer('words_version').notNull(),
  givenAt: instant('given_at').notNull(),
  withdrawnAt: instant('withdrawn_at'),
})
