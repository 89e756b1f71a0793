import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, json } from '../db/columns.ts'
import { groups } from '../groups/table.ts'
import { cohortRoles } from '../programs/schema.ts'
import { cohorts, participants, programs } from '../programs/table.ts'
import { type Answers, type Question, surveyKinds, templateKeys } from './schema.ts'

/** What a group asks the people of a program, or of one cohort of it. */
export const surveys = sqliteTable('surveys', {
  id: text().primaryKey(),
  groupId: text('group_id')
    .notNull()
    .references(() => groups.id),
  programId: text('program_id')
    .notNull()
    .references(() => programs.id),
  cohortId: text('cohort_id').references(() => cohorts.id),
  template: text({ enum: templateKeys }).notNull(),
  kind: text({ enum: surveyKinds }).notNull(),
  /** Whom it asks: those with this role in the cohort. */
  role: text({ enum: cohortRoles }).notNull(),
  title: text().notNull(),
  /** As they were asked. */
  questions: json<Question[]>('questions').notNull(),
  opensOn: text('opens_on').notNull(),
  closesOn: text('closes_on').notNull(),
  opensAt: instant('opens_at').notNull(),
  closesAt: instant('closes_at').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

const ofSomebody = {
  surveyId: text('survey_id')
    .notNull()
    .references(() => surveys.id),
  participantId: text('participant_id')
    .notNull()
    .references(() => participants.id),
}

/** Everybody whom a survey means, from when it opens: the base. */
export const surveyAsks = sqliteTable(
  'survey_asks',
  {
    ...ofSomebody,
    addedAt: instant('added_at').notNull(),
    /** When the mail that asks, and the one that reminds, was made. */
    mailedAt: instant('mailed_at'),
    remindedAt: instant('reminded_at'),
  },
  (table) => [primaryKey({ columns: [table.surveyId, table.participantId] })],
)

/** Raw answers, one row somebody: a later version takes the place of the one before. */
export const surveyAnswers = sqliteTable(
  'survey_answers',
  {
    ...ofSomebody,
    answers: json<Answers>('answers').notNull(),
    version: integer().notNull().default(1),
    answeredAt: instant('answered_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.surveyId, table.participantId] })],
)

/** A figure as it was printed elsewhere, without the answers behind it. Its subject is a group or a program. */
export const reportedFigures = sqliteTable('reported_figures', {
  id: text().primaryKey(),
  subjectId: text('subject_id').notNull(),
  position: integer().notNull(),
  what: text().notNull(),
  value: text().notNull(),
  source: text().notNull(),
  note: text().notNull().default(''),
  createdAt: instant('created_at').notNull(),
})
