import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Commitment } from '../commitment.ts'
import { instant, json } from '../db/columns.ts'
import { groups } from '../groups/table.ts'
import { landings } from '../landings/table.ts'
import { opportunities } from '../opportunities/table.ts'
import { participants, programs } from '../programs/table.ts'
import { outcomes as outcomeCodes } from './schema.ts'

/** A landing as a group knows it; where it says nothing itself, it stands on the person's own that they share. */
export const groupLandings = sqliteTable('group_landings', {
  id: text().primaryKey(),
  groupId: text('group_id')
    .notNull()
    .references(() => groups.id),
  participantId: text('participant_id')
    .notNull()
    .references(() => participants.id),
  /** The person's own, which is never copied. */
  landingId: text('landing_id').references(() => landings.id),
  opportunityId: text('opportunity_id').references(() => opportunities.id),
  organizationName: text('organization_name'),
  title: text(),
  commitment: json<Commitment>('commitment'),
  fteActive: real('fte_active'),
  fteYear: real('fte_year'),
  startsOn: text('starts_on'),
  endedOn: text('ended_on'),
  evidenceUrl: text('evidence_url'),
  recordedBy: text('recorded_by').notNull(),
  verifiedBy: text('verified_by'),
  verifiedAt: instant('verified_at'),
  version: integer().notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** To which of the group's programs a landing is credited, in hundredths: together at most 100, by a trigger. */
export const landingCredits = sqliteTable(
  'landing_credits',
  {
    landingId: text('landing_id')
      .notNull()
      .references(() => groupLandings.id),
    programId: text('program_id')
      .notNull()
      .references(() => programs.id),
    share: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.landingId, table.programId] })],
)

/** What became of a participant, as dated history. */
export const outcomes = sqliteTable('outcomes', {
  id: text().primaryKey(),
  participantId: text('participant_id')
    .notNull()
    .references(() => participants.id),
  outcome: text({ enum: outcomeCodes }).notNull(),
  happenedOn: text('happened_on').notNull(),
  landingId: text('landing_id').references(() => groupLandings.id),
  recordedBy: text('recorded_by').notNull(),
  /** Ties together what was done at once. */
  act: text().notNull(),
  at: instant('at').notNull(),
  /** The check-in it was said by; null where the group recorded it. */
  checkInId: text('check_in_id'),
})
