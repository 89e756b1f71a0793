import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, json } from '../db/columns.ts'
import { sides } from '../opportunities/schema.ts'
import { people } from '../people/table.ts'
import { type OwnProfile, purposes, termVerdicts } from './schema.ts'

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

/** Skills of profiles that the vocabulary does not have: one row a person and term, as long as the profile states it. */
export const termProposals = sqliteTable(
  'term_proposals',
  {
    personId: owner(),
    termKey: text('term_key').notNull(),
    term: text().notNull(),
    side: text({ enum: sides }),
    proposedAt: instant('proposed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.termKey] })],
)

/** What moderators made of such a term; later spellings of it get the same. */
export const termAnswers = sqliteTable('term_answers', {
  id: text().primaryKey(),
  termKey: text('term_key').notNull().unique(),
  term: text().notNull(),
  verdict: text({ enum: termVerdicts }).notNull(),
  mergedInto: text('merged_into'),
  answeredBy: text('answered_by').notNull(),
  answeredAt: instant('answered_at').notNull(),
})
