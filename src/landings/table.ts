import { real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Commitment } from '../commitment.ts'
import { instant, json } from '../db/columns.ts'
import { kinds } from '../opportunities/schema.ts'
import { opportunities } from '../opportunities/table.ts'
import { organizations } from '../organizations/table.ts'
import { people } from '../people/table.ts'

/** Somebody takes up a position: where, as what, how much, from when, through which opportunity. */
export const landings = sqliteTable('landings', {
  id: text().primaryKey(),
  /** Null once they were erased: what is left is a count. */
  personId: text('person_id').references(() => people.id),
  opportunityId: text('opportunity_id').references(() => opportunities.id),
  /** The application it came of; of one application only one goes on at a time. */
  applicationId: text('application_id'),
  organizationId: text('organization_id').references(() => organizations.id),
  organizationName: text('organization_name').notNull(),
  title: text().notNull(),
  kind: text({ enum: kinds }).notNull(),
  commitment: json<Commitment>('commitment').notNull(),
  /** Of the commitment, by `src/commitment.ts`; null where hours are not stated. */
  fteActive: real('fte_active'),
  fteYear: real('fte_year'),
  startsOn: text('starts_on').notNull(),
  endedOn: text('ended_on'),
  evidenceUrl: text('evidence_url'),
  referralId: text('referral_id'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})
