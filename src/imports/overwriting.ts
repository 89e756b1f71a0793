import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'

/** `on conflict` clause that replaces the named columns of the row that is there, adding further assignments. */
export function overwriting<T extends SQLiteTable>(
  table: T,
  key: SQL,
  fields: readonly string[],
  ...further: SQL[]
): SQL {
  const columns = getTableColumns(table)
  const assignments = fields.flatMap((field) => {
    const column = columns[field]
    return column ? [sql`${sql.identifier(column.name)} = ${sql.raw('excluded')}.${sql.identifier(column.name)}`] : []
  })
  return sql`on conflict (${key}) do update set ${sql.join([...assignments, ...further], sql`, `)}`
}
