import type { Client } from '@libsql/client'
import type { BatchItem } from 'drizzle-orm/batch'
import { drizzle as d1 } from 'drizzle-orm/d1'
import { drizzle as libsql } from 'drizzle-orm/libsql/http'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'

export type Statement = BatchItem<'sqlite'>

// `transaction` is left out on purpose: it works on libSQL and always fails on D1.
export type Db = Omit<BaseSQLiteDatabase<'async', unknown>, 'transaction'> & {
  batch<T extends readonly [Statement, ...Statement[]]>(statements: T): Promise<{ [K in keyof T]: Awaited<T[K]> }>
}

export function openD1(binding: D1Database): Db {
  const client = patient(binding)
  return Object.assign(d1(client), {
    batch: (statements: readonly Statement[]) => batchOnD1(client, statements),
  }) as unknown as Db
}
export const openLibsql = (client: Client): Db => libsql(client) as unknown as Db

const BUSY = /database is locked|SQLITE_BUSY/
const PATIENCE_MS = 5_000
const FIRST_PAUSE_MS = 10
const LONGEST_PAUSE_MS = 400

/** A second writer makes local D1 refuse at once, before anything is written: repeat with growing, uneven pauses. */
async function untilFree<T>(run: () => Promise<T>): Promise<T> {
  for (let waited = 0, pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await run()
    } catch (error) {
      if (waited >= PATIENCE_MS || !BUSY.test(String(error))) throw error
      const [chance = 0] = crypto.getRandomValues(new Uint8Array(1))
      const ms = pause * (0.5 + chance / 256)
      waited += ms
      await new Promise((resolve) => setTimeout(resolve, ms))
    }
  }
}

/** The binding with every call repeated while the database is busy. */
function patient(binding: D1Database): D1Database {
  const statement = (inner: D1PreparedStatement): D1PreparedStatement =>
    ({
      inner,
      bind: (...values: unknown[]) => statement(inner.bind(...values)),
      all: () => untilFree(() => inner.all()),
      run: () => untilFree(() => inner.run()),
      raw: () => untilFree(() => inner.raw()),
      first: (column: string) => untilFree(() => inner.first(column)),
    }) as unknown as D1PreparedStatement
  return {
    prepare: (sql: string) => statement(binding.prepare(sql)),
    batch: (statements: { inner: D1PreparedStatement }[]) =>
      untilFree(() => binding.batch(statements.map(({ inner }) => inner))),
  } as unknown as D1Database
}

/** What Drizzle makes of a statement: its SQL, and how to read the answer. */
export type Built = {
  getQuery(): { sql: string; params: unknown[] }
  mapResult(result: unknown, isFromBatch: boolean): unknown
}

export const builtOf = (statement: Statement) => (statement as unknown as { _prepare(): Built })._prepare()

/** Drizzle's own batch for D1 cannot bind the parameters of `db.run` and `db.all`. */
async function batchOnD1(client: D1Database, statements: readonly Statement[]): Promise<unknown[]> {
  const built = statements.map(builtOf)
  const bound = built.map((query) => {
    const { sql, params } = query.getQuery()
    return client.prepare(sql).bind(...params)
  })
  const results = await client.batch(bound)
  return built.map((query, i) => query.mapResult(results[i], true))
}

/** One atomic write: all statements or none. Nothing to do when the list is empty. */
export async function atomically(db: Db, statements: readonly Statement[]): Promise<void> {
  const [first, ...rest] = statements
  if (first) await db.batch([first, ...rest])
}

/** Whether a write failed because `table.column` already holds the value. */
export const violatesUnique = (error: unknown, column: string) => violates(error, `UNIQUE constraint failed: ${column}`)

/** Whether a write failed because `table.column` would hold nothing: how a guard in a batch stops all of it. */
export const violatesNotNull = (error: unknown, column: string) =>
  violates(error, `NOT NULL constraint failed: ${column}`)

/** Whether a write failed because something else refers to what it would take away. */
export const violatesForeignKey = (error: unknown) => violates(error, 'FOREIGN KEY constraint failed')
/** Whether a trigger of ours refused a write, with these words. */
export const refusedBecause = (error: unknown, words: string) => violates(error, words)

function violates(error: unknown, constraint: string): boolean {
  for (let e = error; e instanceof Error; e = e.cause) if (e.message.includes(constraint)) return true
  return false
}
