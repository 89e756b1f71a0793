import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db, Statement } from './client.ts'

/** D1 takes 100 bound parameters a query and 2 MB a value: rows travel as one JSON text. */
const CHUNK_CHARACTERS = 400_000

/**
 * Inserts rows with one parameter through `json_each`, in as few statements as their size allows. `tail` follows them: a
 * condition (`and …`), or what to do on conflict.
 */
export function insertMany<T extends SQLiteTable>(
  db: Db,
  table: T,
  rows: readonly T['$inferInsert'][],
  tail: SQL = sql``,
): Statement[] {
  const columns = Object.entries(getTableColumns(table))
  const used = columns.filter(([key]) => rows.some((row) => (row as Record<string, unknown>)[key] !== undefined))
  const names = sql.join(
    used.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  )
  const values = sql.join(
    used.map((_, i) => sql`value ->> ${sql.raw(String(i))}`),
    sql`, `,
  )
  const encoded = rows.map((row) =>
    JSON.stringify(
      used.map(([key, column]) => {
        const value = (row as Record<string, unknown>)[key]
        return value === undefined || value === null ? null : column.mapToDriverValue(value)
      }),
    ),
  )
  const { name } = getTableConfig(table)
  return inChunks(encoded).map((chunk) =>
    db.run(
      sql`insert into ${sql.identifier(name)} (${names}) select ${values} from json_each(${`[${chunk.join(',')}]`}) where true ${tail}`,
    ),
  )
}

/** Rows of JSON in as few lists as the size of a value allows. */
export function inChunks(encoded: readonly string[]): string[][] {
  const chunks: string[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const row of encoded) {
    if (size + row.length > CHUNK_CHARACTERS) {
      chunks.push([])
      size = 0
    }
    chunks.at(-1)?.push(row)
    size += row.length
  }
  return chunks
}

/** `column in (...)` for any number of values, with one parameter. */
export const inList = (column: SQL | SQLiteTable['_']['columns'][string], values: readonly string[]) =>
  sql`${column} in (select value from json_each(${JSON.stringify(values)}))`
