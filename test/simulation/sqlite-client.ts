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

/** As the client answers rows: named, and by place beside. */
function rowOf(columns: readonly string[], values: readonly unknown[]) {
  const row = Object.fromEntries(columns.map((name, i) => [name, values[i]]))
  Object.defineProperty(row, 'length', { value: values.length })
  for (const [i, value] of values.entries()) Object.defineProperty(row, i, { value })
  return row
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
  const prepared = new Map<string, { statement: StatementSync; columns: string[] }>()

  function run({ sql, args }: Given) {
    let known = prepared.get(sql)
    if (!known) {
      const statement = database.prepare(sql)
      statement.setReturnArrays(true)
      known = { statement, columns: statement.columns().map(({ name }) => name) }
      prepared.set(sql, known)
    }
    const { statement, columns } = known
    const values = (args as unknown[]).map(bound)
    if (!columns.length) {
      const { changes, lastInsertRowid } = statement.run(...values)
      return { columns, rows: [], rowsAffected: Number(changes), lastInsertRowid: BigInt(lastInsertRowid) }
    }
    const rows = (statement.all(...values) as unknown as unknown[][]).map((row) => rowOf(columns, row))
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
