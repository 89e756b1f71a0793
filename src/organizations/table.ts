import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, json } from '../db/columns.ts'

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
})
