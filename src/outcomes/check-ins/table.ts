import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, json } from '../../db/columns.ts'
import { cohorts, participants, programs } from '../../programs/table.ts'
import type { Answer } from './schema.ts'

/** A mail that asked one address where its owner is now, for all programs that may ask. */
export const checkIns = sqliteTable('check_ins', {
  id: text().primaryKey(),
  /** Empty once its owner is erased. */
  emailKey: text('email_key').notNull(),
  askedAt: instant('asked_at').notNull(),
  closesAt: instant('closes_at').notNull(),
})

/** For which cohort, and how many months after its end, a record was asked. */
export const checkInAsks = sqliteTable(
  'check_in_asks',
  {
    participantId: text('participant_id')
      .notNull()
      .references(() => participants.id),
    cohortId: text('cohort_id')
      .notNull()
      .references(() => cohorts.id),
    horizon: integer().notNull(),
    checkInId: text('check_in_id')
      .notNull()
      .references(() => checkIns.id),
  },
  (table) => [primaryKey({ columns: [table.participantId, table.cohortId, table.horizon] })],
)

/** What somebody answered to one group: the newest, in place of what they answered to the same check-in before. */
export const checkInAnswers = sqliteTable(
  'check_in_answers',
  {
    checkInId: text('check_in_id')
      .notNull()
      .references(() => checkIns.id),
    participantId: text('participant_id')
      .notNull()
      .references(() => participants.id),
    answer: json<Answer>('answer').notNull(),
    /** The group's landing that it becomes, where it says one. */
    landingId: text('landing_id').notNull(),
    /** What wrote it last: the rest of its batch goes by that. */
    act: text().notNull(),
    version: integer().notNull().default(1),
    answeredAt: instant('answered_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.checkInId, table.participantId] })],
)

/** Programs that ask nobody. */
export const checkInStops = sqliteTable('check_in_stops', {
  programId: text('program_id')
    .primaryKey()
    .references(() => programs.id),
  stoppedBy: text('stopped_by').notNull(),
  stoppedAt: instant('stopped_at').notNull(),
})
