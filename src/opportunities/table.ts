import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Commitment } from '../commitment.ts'
import { flag, instant, json } from '../db/columns.ts'
import { organizations } from '../organizations/table.ts'
import {
  answers,
  closingReasons,
  degrees,
  kinds,
  levels,
  type Pay,
  type Place,
  type RequiredSkill,
  type Side,
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
})
