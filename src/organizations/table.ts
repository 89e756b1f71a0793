import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, json } from '../db/columns.ts'
import { people } from '../people/table.ts'
import { invitationAnswers, membershipRoles } from './schema.ts'

export const organizations = sqliteTable('organizations', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** The name as compared: case, accents and spacing folded. One organization a name. */
  nameKey: text('name_key').notNull().unique(),
  website: text(),
  aboutHtml: text('about_html').notNull().default(''),
  aliases: json<string[]>('aliases').notNull().default([]),
  countries: json<string[]>('countries').notNull().default([]),
  parent: text(),
  foundedOn: text('founded_on'),
  example: flag('example').notNull().default(false),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  /** What `aboutHtml` was made of; null where the text came from elsewhere. */
  aboutMarkdown: text('about_markdown'),
})

/** Who may post for an organization; an owner also says who else. */
export const members = sqliteTable(
  'members',
  {
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    role: text({ enum: membershipRoles }).notNull(),
    addedBy: text('added_by').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.personId] })],
)

/** An invitation by mail; without an answer it is open, one an organization and address. */
export const invitations = sqliteTable('invitations', {
  id: text().primaryKey(),
  organizationId: text('organization_id')
    .notNull()
    .references(() => organizations.id),
  /** Empty once it is answered. */
  email: text().notNull(),
  emailKey: text('email_key').notNull(),
  role: text({ enum: membershipRoles }).notNull(),
  invitedBy: text('invited_by').notNull(),
  invitedAt: instant('invited_at').notNull(),
  answer: text({ enum: invitationAnswers }),
  answeredAt: instant('answered_at'),
})

/** Somebody there has a mailbox at the domain of the organization's site. */
export const verifications = sqliteTable('verifications', {
  organizationId: text('organization_id')
    .primaryKey()
    .references(() => organizations.id),
  domain: text().notNull(),
  personId: text('person_id').notNull(),
  verifiedAt: instant('verified_at').notNull(),
})

/** What a trusted organization submits is published at once. */
export const trusts = sqliteTable('trusts', {
  organizationId: text('organization_id')
    .primaryKey()
    .references(() => organizations.id),
  trustedBy: text('trusted_by').notNull(),
  trustedAt: instant('trusted_at').notNull(),
})

/** Where a duplicate went: its old address leads there. Always the last of a chain. */
export const merges = sqliteTable('merges', {
  organizationId: text('organization_id').primaryKey(),
  intoId: text('into_id')
    .notNull()
    .references(() => organizations.id),
  mergedBy: text('merged_by').notNull(),
  mergedAt: instant('merged_at').notNull(),
})

/** A new name of an organization that readers know: a moderator looks at it first. */
export const renamings = sqliteTable('renamings', {
  organizationId: text('organization_id')
    .primaryKey()
    .references(() => organizations.id),
  name: text().notNull(),
  askedBy: text('asked_by').notNull(),
  askedAt: instant('asked_at').notNull(),
})

/** Who was removed comes back by invitation only. */
export const removedMembers = sqliteTable(
  'removed_members',
  {
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    removedBy: text('removed_by').notNull(),
    removedAt: instant('removed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.personId] })],
)
