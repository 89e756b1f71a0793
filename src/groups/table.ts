import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant } from '../db/columns.ts'
import { people } from '../people/table.ts'
import { groupInvitationAnswers, groupRoles } from './schema.ts'

/** A field-building group: it runs programs. */
export const groups = sqliteTable('groups', {
  id: text().primaryKey(),
  name: text().notNull(),
  nameKey: text('name_key').notNull().unique(),
  example: flag('example').notNull().default(false),
  createdAt: instant('created_at').notNull(),
  about: text().notNull().default(''),
  website: text(),
  country: text(),
  updatedAt: instant('updated_at'),
})

export const groupMembers = sqliteTable(
  'group_members',
  {
    groupId: text('group_id')
      .notNull()
      .references(() => groups.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    role: text({ enum: groupRoles }).notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.groupId, table.personId] })],
)

/** An invitation by mail; without an answer it is open, one a group and address. */
export const groupInvitations = sqliteTable('group_invitations', {
  id: text().primaryKey(),
  groupId: text('group_id')
    .notNull()
    .references(() => groups.id),
  /** Empty once it is answered. */
  email: text().notNull(),
  emailKey: text('email_key').notNull(),
  role: text({ enum: groupRoles }).notNull(),
  invitedBy: text('invited_by').notNull(),
  invitedAt: instant('invited_at').notNull(),
  answer: text({ enum: groupInvitationAnswers }),
  answeredAt: instant('answered_at'),
})
