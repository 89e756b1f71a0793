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

type Answer = { columns: string[]; values: unknown[][]; rowsAffected: number; lastInsertRowid: bigint | undefined }
/** Runs statements in one transaction; a single one is its own. */
type Run = (given: readonly Given[]) => Answer[]
export type SqliteRun = { run: Run; close: () => void }

/** A database of SQLite itself with statements prepared once: thousands of histories send the same ones. */
export async function startSqlite(): Promise<SqliteRun> {
  const path = await databaseFile()
  const database = new DatabaseSync(path)
  database.exec('pragma foreign_keys = on; pragma synchronous = off; pragma journal_mode = memory')
  rmSync(path)
  const prepared = new Map<string, { statement: StatementSync; columns: string[] }>()

  function runOne({ sql, args }: Given): Answer {
    let known = prepared.get(sql)
    if (!known) {
      const statement = database.prepare(sql)
      statement.setReturnArrays(true)
      known = { statement, columns: statement.columns().map(({ name }) => name) }
      prepared.set(sql, known)
    }
    const { statement, columns } = known
    const bindings = (args as unknown[]).map(bound)
    if (columns.length) {
      const values = statement.all(...bindings) as unknown as unknown[][]
      return { columns, values, rowsAffected: 0, lastInsertRowid: undefined }
    }
    const { changes, lastInsertRowid } = statement.run(...bindings)
    return { columns, values: [], rowsAffected: Number(changes), lastInsertRowid: BigInt(lastInsertRowid) }
  }

  function run(given: readonly Given[]): Answer[] {
    const [only] = given
    if (only && given.length === 1) return [runOne(only)]
    database.exec('begin')
    try {
      const answers = given.map(runOne)
      database.exec('commit')
      return answers
    } catch (error) {
      database.exec('rollback')
      throw error
    }
  }
  return { run, close: () => database.close() }
}

/** The face of the libSQL client over what runs statements, here or elsewhere. */
export function clientOver(run: (given: Given[]) => Answer[] | Promise<Answer[]>, close: () => void): Client {
  const makers = new Map<string, ReturnType<typeof rowsOf>>()
  const answered = ({ columns, values, ...rest }: Answer) => {
    const key = columns.join()
    const rowOf = makers.get(key) ?? rowsOf(columns)
    makers.set(key, rowOf)
    return { columns, rows: values.map(rowOf), ...rest }
  }
  return {
    execute: async (statement: InStatement, args?: InArgs) => {
      const [answer] = await run([givenOf(statement, args)])
      return answer && answered(answer)
    },
    batch: async (statements: (InStatement | [string, InArgs?])[]) =>
      (await run(statements.map((statement) => givenOf(statement)))).map(answered),
    close,
  } as unknown as Client
}

export async function openSqlite(): Promise<Client> {
  const { run, close } = await startSqlite()
  return clientOver(run, close)
}
