import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, json } from '../db/columns.ts'
import { groups } from '../groups/table.ts'
import { opportunities } from '../opportunities/table.ts'
import { people } from '../people/table.ts'
import { activities, bases, cohortRoles, countedFigures, engagements, stages } from './schema.ts'

/** An activity of a group, such as its bootcamp. */
export const programs = sqliteTable('programs', {
  id: text().primaryKey(),
  groupId: text('group_id')
    .notNull()
    .references(() => groups.id),
  name: text().notNull(),
  activity: text({ enum: activities }).notNull(),
  /** Markdown, and what it renders to. */
  about: text().notNull(),
  aboutHtml: text('about_html').notNull(),
  website: text(),
  country: text(),
  city: text(),
  languages: json<string[]>('languages').notNull(),
  audiences: json<string[]>('audiences').notNull(),
  /** The program it was copied from, for another country. */
  copiedFrom: text('copied_from'),
  /** Where it accepts people: what stands for it on the board. */
  opportunityId: text('opportunity_id').references(() => opportunities.id),
  publishedAt: instant('published_at'),
  example: flag('example').notNull().default(false),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  /** When the first of it was held, as far as it is known. */
  beganOn: text('began_on'),
  /** What the directory searches, folded. */
  words: text().notNull().default(''),
})

/** One occurrence of a program; `number` counts within it. */
export const cohorts = sqliteTable('cohorts', {
  id: text().primaryKey(),
  programId: text('program_id')
    .notNull()
    .references(() => programs.id),
  number: integer().notNull(),
  name: text().notNull(),
  startsOn: text('starts_on').notNull(),
  endsOn: text('ends_on').notNull(),
  country: text(),
  city: text(),
  language: text(),
  capacity: integer(),
  /** What it cost in all, in whole units of the currency. */
  cost: integer(),
  currency: text(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** A person as one group knows them: the group's own record. Once erased it has no address and name, and still counts. */
export const participants = sqliteTable('participants', {
  id: text().primaryKey(),
  groupId: text('group_id')
    .notNull()
    .references(() => groups.id),
  /** The account of who claimed the record. */
  personId: text('person_id').references(() => people.id),
  name: text().notNull(),
  email: text(),
  emailKey: text('email_key'),
  /** How the group's own list calls them. */
  externalId: text('external_id'),
  basis: text({ enum: bases }).notNull(),
  basisBy: text('basis_by').notNull(),
  basisAt: instant('basis_at').notNull(),
  /** When they were first told about the record. */
  toldAt: instant('told_at'),
  objectedAt: instant('objected_at'),
  erasedAt: instant('erased_at'),
  version: integer().notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  /** The name folded: how it is compared and sorted. */
  nameKey: text('name_key').notNull().default(''),
})

/** Somebody took part in a cohort. */
export const participations = sqliteTable('participations', {
  id: text().primaryKey(),
  participantId: text('participant_id')
    .notNull()
    .references(() => participants.id),
  cohortId: text('cohort_id')
    .notNull()
    .references(() => cohorts.id),
  role: text({ enum: cohortRoles }).notNull(),
  /** Null while it goes on, or where they left before the end. */
  finishedOn: text('finished_on'),
  leftOn: text('left_on'),
  importId: text('import_id'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** What outsiders may read of a program's people: so many of so many in whole fives, told anew once a month. */
export const programFigures = sqliteTable(
  'program_figures',
  {
    programId: text('program_id')
      .notNull()
      .references(() => programs.id),
    /** Empty for all cohorts together. */
    cohortId: text('cohort_id').notNull(),
    figure: text({ enum: countedFigures }).notNull(),
    /** `YYYY-MM`. */
    month: text().notNull(),
    /** Null where there is nothing to tell. */
    count: integer(),
    outOf: integer('out_of'),
    toldAt: instant('told_at').notNull(),
    /** How many of them gave an answer, where that is another thing than the count. */
    answered: integer(),
  },
  (table) => [primaryKey({ columns: [table.programId, table.cohortId, table.figure] })],
)

/** Who is counted together in these figures, always. */
export const toldCrowds = sqliteTable(
  'told_crowds',
  {
    programId: text('program_id')
      .notNull()
      .references(() => programs.id),
    figure: text({ enum: countedFigures }).notNull(),
    number: integer().notNull(),
    /** Empty where they are counted in all cohorts together only. */
    cohortId: text('cohort_id').notNull(),
    kind: text().notNull(),
    /** What is counted, and whose it is. */
    members: json<(readonly [id: string, person: string])[]>('members').notNull(),
  },
  (table) => [primaryKey({ columns: [table.programId, table.figure, table.number] })],
)

const changeColumns = {
  id: text().primaryKey(),
  participantId: text('participant_id')
    .notNull()
    .references(() => participants.id),
  happenedOn: text('happened_on').notNull(),
  source: text().notNull(),
  evidenceUrl: text('evidence_url'),
  recordedBy: text('recorded_by').notNull(),
  /** Ties together what was done at once, and is undone at once. */
  act: text().notNull(),
  at: instant('at').notNull(),
}

export const stageChanges = sqliteTable('stage_changes', { ...changeColumns, stage: text({ enum: stages }).notNull() })

export const engagementChanges = sqliteTable('engagement_changes', {
  ...changeColumns,
  engagement: text({ enum: engagements }).notNull(),
})
