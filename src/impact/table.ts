import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, json } from '../db/columns.ts'
import { groups } from '../groups/table.ts'
import { participants, programs } from '../programs/table.ts'
import { effects, methods, type PrintedFigures } from './schema.ts'

const group = () =>
  text('group_id')
    .notNull()
    .references(() => groups.id)

/** What somebody holds that a program changed, in thousandths of an FTE; never edited, the newest version counts. */
export const estimates = sqliteTable('estimates', {
  id: text().primaryKey(),
  groupId: group(),
  programId: text('program_id')
    .notNull()
    .references(() => programs.id),
  /** Null where it is of the activity as a whole. */
  participantId: text('participant_id').references(() => participants.id),
  effect: text({ enum: effects }).notNull(),
  version: integer().notNull(),
  withFte: integer('with_fte').notNull(),
  withoutFte: integer('without_fte').notNull(),
  low: integer().notNull(),
  high: integer().notNull(),
  method: text({ enum: methods }).notNull(),
  note: text().notNull(),
  startsOn: text('starts_on').notNull(),
  endsOn: text('ends_on').notNull(),
  estimatedOn: text('estimated_on').notNull(),
  estimatedBy: text('estimated_by').notNull(),
  createdAt: instant('created_at').notNull(),
  withdrawnBy: text('withdrawn_by'),
  withdrawnAt: instant('withdrawn_at'),
  /** Since when it is of this participant, where it was of another record before. */
  mergedAt: instant('merged_at'),
})

/** A line of figures as they were printed elsewhere; a printed total is one more line of its source. */
export const reportedRows = sqliteTable('reported_rows', {
  id: text().primaryKey(),
  groupId: group(),
  position: integer().notNull(),
  activity: text().notNull(),
  total: flag('total').notNull(),
  figures: json<PrintedFigures>('figures').notNull(),
  currency: text(),
  source: text().notNull(),
  sourceUrl: text('source_url'),
  note: text().notNull(),
  recordedBy: text('recorded_by').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** What no number holds. */
export const impactNotes = sqliteTable('impact_notes', {
  groupId: text('group_id')
    .primaryKey()
    .references(() => groups.id),
  instrumental: text().notNull(),
  notes: text().notNull(),
  version: integer().notNull(),
  writtenBy: text('written_by').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** A link by which those outside read a group's report. */
export const reportLinks = sqliteTable('report_links', {
  id: text().primaryKey(),
  groupId: group(),
  name: text().notNull(),
  madeBy: text('made_by').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedBy: text('revoked_by'),
  revokedAt: instant('revoked_at'),
})
