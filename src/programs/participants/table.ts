import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, json } from '../../db/columns.ts'
import { groups } from '../../groups/table.ts'
import { participants } from '../table.ts'
import type { Column, Mapping } from './schema.ts'

/** A file of people on its way into a group. */
export const participantImports = sqliteTable('participant_imports', {
  id: text().primaryKey(),
  groupId: text('group_id')
    .notNull()
    .references(() => groups.id),
  fileName: text('file_name').notNull(),
  contentHash: text('content_hash').notNull(),
  columns: json<Column[]>('columns').notNull(),
  rowCount: integer('row_count').notNull(),
  mapping: json<Mapping>('mapping'),
  partCount: integer('part_count').notNull().default(0),
  uploadedBy: text('uploaded_by').notNull(),
  uploadedAt: instant('uploaded_at').notNull(),
  startedAt: instant('started_at'),
  finishedAt: instant('finished_at'),
  /** When the file was let go. */
  forgottenAt: instant('forgotten_at'),
  undoAskedAt: instant('undo_asked_at'),
  undoneAt: instant('undone_at'),
  /** When a part of it was last done, while there is work. */
  workedAt: instant('worked_at'),
})

const piece = {
  importId: text('import_id')
    .notNull()
    .references(() => participantImports.id),
  number: integer().notNull(),
}

/** The rows of the file as they came, in pieces. */
export const importFiles = sqliteTable('participant_import_files', { ...piece, rows: text().notNull() }, (table) => [
  primaryKey({ columns: [table.importId, table.number] }),
])

/** The rows as the mapping reads them: all rows of a person in one part. */
export const importParts = sqliteTable('participant_import_parts', { ...piece, rows: text().notNull() }, (table) => [
  primaryKey({ columns: [table.importId, table.number] }),
])

/** What became of a part: done once, whoever does it. */
export const importOutcomes = sqliteTable(
  'participant_import_outcomes',
  {
    importId: piece.importId,
    run: text({ enum: ['dry', 'real'] }).notNull(),
    number: piece.number,
    outcome: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.run, table.number] })],
)

/** Whom an import changed and what they were before. */
export const importChanges = sqliteTable(
  'participant_import_changes',
  {
    importId: piece.importId,
    participantId: text('participant_id').notNull(),
    created: flag('created').notNull(),
    before: text(),
    version: integer().notNull(),
    kept: text(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.participantId] })],
)

/** Who asked a group not to be held. */
export const objections = sqliteTable(
  'objections',
  {
    groupId: text('group_id')
      .notNull()
      .references(() => groups.id),
    emailKey: text('email_key').notNull(),
    objectedAt: instant('objected_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.groupId, table.emailKey] })],
)

/** By what else a group's lists know somebody. */
export const participantAliases = sqliteTable(
  'participant_aliases',
  {
    groupId: text('group_id')
      .notNull()
      .references(() => groups.id),
    kind: text({ enum: ['external', 'email', 'name'] }).notNull(),
    value: text().notNull(),
    participantId: text('participant_id')
      .notNull()
      .references(() => participants.id),
  },
  (table) => [primaryKey({ columns: [table.groupId, table.kind, table.value] })],
)
