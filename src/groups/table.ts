import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant } from '../db/columns.ts'
import { people } from '../people/table.ts'

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
    role: text({ enum: ['owner', 'member'] }).notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.groupId, table.personId] })],
)
