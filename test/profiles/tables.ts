import { sql } from 'drizzle-orm'
import type { Db } from '../../src/db/client.ts'

export type Column = { table: string; name: string; type: string; notnull: number; pk: number; parent: string | null }
type Row = Record<string, string | number | null>

const TABLES = sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'
  and name not like 'opportunity_text%' and name not like '\\_%' escape '\\' and name not like 'd1_%' order by name`

export const tableNames = async (db: Db) => (await db.all<{ name: string }>(TABLES)).map(({ name }) => name)

export const rowsOf = (db: Db, table: string) => db.all<Row>(sql.raw(`select * from "${table}"`))

/** The columns of a table, with the table that each refers to. */
export async function columnsOf(db: Db, table: string): Promise<Column[]> {
  const columns = await db.all<Omit<Column, 'table' | 'parent'>>(
    sql`select name, type, "notnull", pk from pragma_table_info(${table})`,
  )
  const keys = await db.all<{ column: string; parent: string }>(
    sql`select "from" as "column", "table" as parent from pragma_foreign_key_list(${table})`,
  )
  return columns.map((column) => ({
    ...column,
    table,
    parent: keys.find((key) => key.column === column.name)?.parent ?? null,
  }))
}

/** Everything the database holds, by table, as text. */
export async function textByTable(db: Db): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const table of await tableNames(db)) found.set(table, JSON.stringify(await rowsOf(db, table)).toLowerCase())
  return found
}

export type Whose = { id: string; address: string; emailKey: string }

/** What a column keeps of a person, by its name; null where it keeps nothing of anybody. */
export function keptIn({ name }: Pick<Column, 'name'>, { id, address, emailKey }: Whose): string | null {
  if (name === 'email_key') return emailKey
  if (name === 'email' || name === 'recipient') return address
  const ofPerson = /(^|_)(person|recipient|author|owner|mentor|mentee|member|user)_id$|_by$/
  return ofPerson.test(name) ? id : null
}

let made = 0

/**
 * Adds a row whose columns for people hold this one, in a table that nothing the person did has reached: what a later
 * feature keeps is tried out without it being named here. Fails by the table's name where that cannot be done.
 */
export async function addRow(db: Db, columns: readonly Column[], whose: Whose): Promise<void> {
  const { table } = columns[0] ?? { table: '' }
  const values: Row = {}
  for (const column of columns) values[column.name] = await valueFor(db, column, whose)
  const names = sql.join(
    Object.keys(values).map((name) => sql.identifier(name)),
    sql`, `,
  )
  const given = sql.join(
    Object.values(values).map((value) => sql`${value}`),
    sql`, `,
  )
  try {
    await db.run(sql`insert into ${sql.identifier(table)} (${names}) values (${given})`)
  } catch (error) {
    throw new Error(`${table} holds something of people: let test/profiles/whole-life.ts reach it`, { cause: error })
  }
}

async function valueFor(db: Db, column: Column, whose: Whose): Promise<string | number | null> {
  const kept = keptIn(column, whose)
  if (kept) return kept
  if (column.parent) {
    const row = (await rowsOf(db, column.parent)).at(-1)
    return row?.id ?? Object.values(row ?? {})[0] ?? null
  }
  if (!column.notnull && !column.pk) return null
  made++
  return column.type.toLowerCase() === 'integer' ? made : `"made ${made}"`
}
