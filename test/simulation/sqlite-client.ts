import { rmSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { Client, InArgs, InStatement } from '@libsql/client'
import { databaseFile } from '../support/database-file.ts'

type Given = { sql: string; args: InArgs }
const givenOf = (statement: InStatement | [string, InArgs?], args?: InArgs): Given => {
  if (typeof statement === 'string') return { sql: statement, args: args ?? [] }
  if (Array.isArray(statement)) return { sql: statement[0], args: statement[1] ?? [] }
  return { sql: statement.sql, args: statement.args ?? [] }
}

const bound = (value: unknown): SQLInputValue =>
  typeof value === 'boolean' ? Number(value) : value === undefined ? null : (value as SQLInputValue)

/** How the client answers rows of these columns: named, and by place beside. */
function rowsOf(columns: readonly string[]) {
  class Row {
    readonly #values: readonly unknown[]
    constructor(values: readonly unknown[]) {
      this.#values = values
      const named = this as Record<string, unknown>
      for (let i = 0; i < columns.length; i++) named[columns[i] as string] = values[i]
    }
    static at = (row: Row, i: number) => row.#values[i]
  }
  Object.defineProperty(Row.prototype, 'length', { value: columns.length })
  for (const i of columns.keys())
    Object.defineProperty(Row.prototype, i, {
      get(this: Row) {
        return Row.at(this, i)
      },
    })
  return (values: readonly unknown[]) => new Row(values)
}

/**
 * A database of SQLite itself behind the face of the libSQL client, with statements prepared once: thousands of histories
 * send the same ones.
 */
export async function openSqlite(): Promise<Client> {
  const path = await databaseFile()
  const database = new DatabaseSync(path)
  database.exec('pragma foreign_keys = on; pragma synchronous = off; pragma journal_mode = memory')
  rmSync(path)
  const prepared = new Map<string, { statement: StatementSync; columns: string[]; rowOf: ReturnType<typeof rowsOf> }>()

  function run({ sql, args }: Given) {
    let known = prepared.get(sql)
    if (!known) {
      const statement = database.prepare(sql)
      statement.setReturnArrays(true)
      const columns = statement.columns().map(({ name }) => name)
      known = { statement, columns, rowOf: rowsOf(columns) }
      prepared.set(sql, known)
    }
    const { statement, columns, rowOf } = known
    const values = (args as unknown[]).map(bound)
    if (!columns.length) {
      const { changes, lastInsertRowid } = statement.run(...values)
      return { columns, rows: [], rowsAffected: Number(changes), lastInsertRowid: BigInt(lastInsertRowid) }
    }
    const rows = (statement.all(...values) as unknown as unknown[][]).map(rowOf)
    return { columns, rows, rowsAffected: 0, lastInsertRowid: undefined }
  }

  return {
    execute: async (statement: InStatement, args?: InArgs) => run(givenOf(statement, args)),
    batch: async (statements: (InStatement | [string, InArgs?])[]) => {
      database.exec('begin')
      try {
        const answers = statements.map((statement) => run(givenOf(statement)))
        database.exec('commit')
        return answers
      } catch (error) {
        database.exec('rollback')
        throw error
      }
    },
    close: () => database.close(),
  } as unknown as Client
}
