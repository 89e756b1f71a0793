import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Commitment } from '../commitment.ts'
import { flag, instant, json } from '../db/columns.ts'
import { organizations } from '../organizations/table.ts'
import {
  type Approved,
  answers,
  closingReasons,
  degrees,
  filledThrough,
  kinds,
  levels,
  type OpportunityInput,
  type Pay,
  type Place,
  type RequiredSkill,
  retractionReasons,
  type Side,
  type Typed,
  verdicts,
  type WorkGroup,
  workplaces,
} from './schema.ts'

export const opportunities = sqliteTable('opportunities', {
  seq: integer().primaryKey(),
  id: text().notNull().unique(),
  organizationId: text('organization_id')
    .notNull()
    .references(() => organizations.id),
  kind: text({ enum: kinds }).notNull(),
  title: text().notNull(),
  summary: text().notNull(),
  bodyHtml: text('body_html').notNull(),
  bodyText: text('body_text').notNull(),
  /** Words of its fields by which it is found as well: kind, places, skills. */
  terms: text().notNull(),
  applyUrl: text('apply_url'),
  workGroups: json<WorkGroup[]>('work_groups').notNull(),
  sides: json<Side[]>('sides').notNull(),
  professions: json<string[]>('professions').notNull(),
  skills: json<RequiredSkill[]>('skills').notNull(),
  teaches: json<string[]>('teaches').notNull(),
  audiences: json<string[]>('audiences').notNull(),
  languages: json<string[]>('languages').notNull(),
  commitment: json<Commitment>('commitment').notNull(),
  startsOn: text('starts_on'),
  workplace: text({ enum: workplaces }),
  places: json<Place[]>('places').notNull(),
  remoteRegions: json<string[]>('remote_regions').notNull(),
  zoneFence: text('zone_fence'),
  opensOn: text('opens_on'),
  closesOn: text('closes_on'),
  zone: text(),
  /** The end of `closesOn` in its zone: derived from the two at every write, so that SQL can compare it. */
  closesAt: instant('closes_at'),
  rolling: flag('rolling').notNull(),
  approximate: flag('approximate').notNull(),
  pay: json<Pay>('pay').notNull(),
  relocation: text({ enum: answers }).notNull(),
  visa: text({ enum: answers }).notNull(),
  level: text({ enum: levels }),
  degree: text({ enum: degrees }),
  seats: integer(),
  validation: text(),
  example: flag('example').notNull().default(false),
  publishedAt: instant('published_at'),
  /** The board's version when it was listed or reopened (set by triggers): what is new to a reader is what came later. */
  listedVersion: integer('listed_version').notNull().default(0),
  /** The board's version when anything shown of it, its organization's name included, last changed (set by triggers). */
  changedVersion: integer('changed_version').notNull().default(0),
  /** How many times it was reopened after closing. */
  reopened: integer().notNull().default(0),
  verifiedOn: text('verified_on'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** What was deleted, and the board's version of that: what left no row behind is forgotten elsewhere too. */
export const removals = sqliteTable('removals', { version: integer().primaryKey(), seq: integer().notNull() })

/** State is a row: who closed it, when and why. Expiry is derived from the deadline and has no row. */
export const closures = sqliteTable('closures', {
  opportunityId: text('opportunity_id')
    .primaryKey()
    .references(() => opportunities.id),
  reason: text({ enum: closingReasons }).notNull(),
  closedBy: text('closed_by').notNull(),
  closedAt: instant('closed_at').notNull(),
  /** Whether whoever filled it came through us; asked at closing, answered by who likes. */
  filledThrough: text('filled_through', { enum: filledThrough }),
  /** How many applied, as the organization says. */
  applicants: integer(),
})

/** What is being written, as typed, under the id that the opportunity has or will have. */
export const drafts = sqliteTable('drafts', {
  opportunityId: text('opportunity_id').primaryKey(),
  organizationId: text('organization_id'),
  authorId: text('author_id'),
  /** Whose press confirms it, where the poster has no account yet. */
  email: text(),
  emailKey: text('email_key'),
  /** Random, new with every asking: only the link mailed for that one confirms it. */
  seed: text(),
  /** The opportunity it was copied from: what is erased there is erased here. */
  copiedFrom: text('copied_from'),
  typed: json<Typed>('typed').notNull(),
  /** Moves with every save: who saves an older one is shown the newer. */
  version: integer().notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** What was submitted, and as typed, so that it can be edited again. Without a decision it waits. */
export const revisions = sqliteTable('revisions', {
  id: text().primaryKey(),
  opportunityId: text('opportunity_id').notNull(),
  organizationId: text('organization_id')
    .notNull()
    .references(() => organizations.id),
  authorId: text('author_id').notNull(),
  /** Whether the author was of the organization: of others nothing takes effect before it was approved. */
  byMember: flag('by_member').notNull().default(false),
  /** Null once it was erased. */
  content: json<OpportunityInput | null>('content'),
  typed: json<Typed>('typed').notNull(),
  submittedAt: instant('submitted_at').notNull(),
})

/** One a revision. `before` is what the public saw until then, for undoing; null where that was nothing. */
export const decisions = sqliteTable('decisions', {
  revisionId: text('revision_id')
    .primaryKey()
    .references(() => revisions.id),
  opportunityId: text('opportunity_id').notNull(),
  verdict: text({ enum: verdicts }).notNull(),
  reason: text().notNull(),
  before: json<Approved | OpportunityInput | null>('before'),
  decidedBy: text('decided_by').notNull(),
  decidedAt: instant('decided_at').notNull(),
})

/** Taken from the public by a moderator. What was hazardous is erased as well; only its category is left. */
export const retractions = sqliteTable('retractions', {
  opportunityId: text('opportunity_id')
    .primaryKey()
    .references(() => opportunities.id),
  reason: text({ enum: retractionReasons }).notNull(),
  /** For moderators; the public sees the reason only. */
  note: text().notNull(),
  retractedBy: text('retracted_by').notNull(),
  retractedAt: instant('retracted_at').notNull(),
})

/** "Still open?" for what has no deadline: when it was asked, when something is due, and the interval that doubles. */
export const openChecks = sqliteTable('open_checks', {
  opportunityId: text('opportunity_id')
    .primaryKey()
    .references(() => opportunities.id),
  intervalDays: integer('interval_days').notNull(),
  askedAt: instant('asked_at'),
  dueAt: instant('due_at').notNull(),
  /** When a reader's report made the question come earlier, which happens once. */
  hastenedAt: instant('hastened_at'),
})

/** How often something happened on a day (UTC). */
export const counters = sqliteTable(
  'counters',
  {
    subjectId: text('subject_id').notNull(),
    name: text({ enum: ['view', 'apply'] }).notNull(),
    day: text().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.subjectId, table.name, table.day] })],
)
