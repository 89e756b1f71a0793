/**
 * A small libSQL server for development and tests: Hrana 2 over HTTP with JSON, which is what `@libsql/client` speaks to
 * an http: address (https://github.com/tursodatabase/libsql/blob/main/docs/HRANA_2_SPEC.md). No `describe`, no cursors.
 * Unlike Turso, it runs only the first statement of a text with several in `execute`; `executeMultiple` runs all.
 *
 *     node src/cli/libsql-server.ts [FILE] [PORT]
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'libsql'

type Value =
  | { type: 'null' }
  | { type: 'integer'; value: string }
  | { type: 'float'; value: number }
  | { type: 'text'; value: string }
  | { type: 'blob'; base64: string }
type Sql = { sql?: string; sql_id?: number }
type Stmt = Sql & { args?: Value[]; named_args?: { name: string; value: Value }[]; want_rows?: boolean }
type Cond =
  | { type: 'ok'; step: number }
  | { type: 'error'; step: number }
  | { type: 'not'; cond: Cond }
  | { type: 'and'; conds: Cond[] }
  | { type: 'or'; conds: Cond[] }
  | { type: 'is_autocommit' }
type Step = { stmt: Stmt; condition?: Cond | null }
type Request =
  | { type: 'execute'; stmt: Stmt }
  | { type: 'batch'; batch: { steps: Step[] } }
  | ({ type: 'sequence' } & Sql)
  | { type: 'store_sql'; sql_id: number; sql: string }
  | { type: 'close_sql'; sql_id: number }
  | { type: 'get_autocommit' }
  | { type: 'close' }
type Connection = InstanceType<typeof Database>
type Stream = { db: Connection; sqls: Map<number, string>; spent: boolean; expiry?: NodeJS.Timeout }
type Outcome = { results: (object | null)[]; errors: (object | null)[] }

const BUSY_MS = 5_000
const IDLE_MS = 10_000

/** Waits for another stream's write lock. SQLite's own busy timeout would block the very loop that has to free it. */
async function patiently<T>(act: () => T): Promise<T> {
  for (const deadline = Date.now() + BUSY_MS; ; await sleep(2)) {
    try {
      return act()
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY' || Date.now() > deadline) throw error
    }
  }
}

function decode(value: Value) {
  if (value.type === 'null') return null
  if (value.type === 'integer') return BigInt(value.value)
  return value.type === 'blob' ? Buffer.from(value.base64, 'base64') : value.value
}

function encode(value: unknown): Value {
  if (value === null) return { type: 'null' }
  if (typeof value === 'bigint') return { type: 'integer', value: `${value}` }
  if (typeof value === 'number') return { type: 'float', value }
  if (typeof value === 'string') return { type: 'text', value }
  return { type: 'blob', base64: Buffer.from(value as Buffer).toString('base64') }
}

/** The code and words a Turso server sends: the primary code, the text of SQLite behind a prefix. */
function hranaError(error: unknown) {
  const { message, code } = error as { message: string; code?: string }
  if (!code?.startsWith('SQLITE_')) return { message, code }
  return { message: `SQLite error: ${message}`, code: code.split('_').slice(0, 2).join('_') }
}

function textOf(stream: Stream, { sql, sql_id }: Sql): string {
  const text = sql ?? stream.sqls.get(sql_id ?? -1)
  if (text === undefined) throw new Error('The statement has neither sql nor a stored sql_id')
  // What a PRAGMA or ATTACH changed must not reach the next stream that gets this connection.
  stream.spent ||= /\b(pragma|attach|temp|temporary)\b/i.test(text)
  return text
}

function counters(db: Connection) {
  // all() and not get(), which leaves its statement, and so a snapshot of the database, open.
  const rows = db.prepare('SELECT total_changes(), changes(), last_insert_rowid()').raw().all([])
  return rows[0] as [bigint, bigint, bigint]
}

async function execute(stream: Stream, stmt: Stmt) {
  const statement = stream.db.prepare(textOf(stream, stmt))
  const named = (stmt.named_args ?? []).map(({ name, value }) => [name.replace(/^[:@$]/, ''), decode(value)])
  const args = named.length > 0 ? Object.fromEntries(named) : (stmt.args ?? []).map(decode)
  const [before] = counters(stream.db)
  // A refused statement stays open in libsql until it runs again, and nothing can commit beside it: try the same one.
  const run = () => (statement.reader ? (statement.raw().all(args) as unknown[][]) : void statement.run(args))
  const rows = await patiently(run).catch((error: unknown) => {
    stream.spent = true
    throw error
  })
  const [after, changes, rowid] = counters(stream.db)
  return {
    cols: rows ? statement.columns().map(({ name, type }) => ({ name, decltype: type })) : [],
    rows: rows && stmt.want_rows !== false ? rows.map((row) => row.map(encode)) : [],
    // changes() keeps its figure through statements that change nothing.
    affected_row_count: after === before ? 0 : Number(changes),
    last_insert_rowid: after === before ? null : `${rowid}`,
  }
}

function holds(cond: Cond, { results, errors }: Outcome, db: Connection): boolean {
  if (cond.type === 'ok') return results[cond.step] != null
  if (cond.type === 'error') return errors[cond.step] != null
  if (cond.type === 'not') return !holds(cond.cond, { results, errors }, db)
  if (cond.type === 'is_autocommit') return !db.inTransaction
  const each = cond.conds.map((one) => holds(one, { results, errors }, db))
  return cond.type === 'and' ? !each.includes(false) : each.includes(true)
}

async function runBatch(stream: Stream, steps: Step[]) {
  const outcome: Outcome = { results: [], errors: [] }
  for (const [i, { stmt, condition }] of steps.entries()) {
    outcome.results[i] = outcome.errors[i] = null
    if (condition && !holds(condition, outcome, stream.db)) continue
    try {
      outcome.results[i] = await execute(stream, stmt)
    } catch (error) {
      outcome.errors[i] = hranaError(error)
    }
  }
  return { step_results: outcome.results, step_errors: outcome.errors }
}

async function runSequence(stream: Stream, sql: string) {
  // Half a script cannot be tried again, so wait until the lock is free, then run all of it without a pause.
  if (!stream.db.inTransaction) await patiently(() => stream.db.exec('BEGIN IMMEDIATE; COMMIT'))
  stream.db.exec(sql)
}

async function answer(stream: Stream, request: Request): Promise<object> {
  const { type } = request
  if (type === 'execute') return { type, result: await execute(stream, request.stmt) }
  if (type === 'batch') return { type, result: await runBatch(stream, request.batch.steps) }
  if (type === 'sequence') await runSequence(stream, textOf(stream, request))
  else if (type === 'store_sql') stream.sqls.set(request.sql_id, request.sql)
  else if (type === 'close_sql') stream.sqls.delete(request.sql_id)
  else if (type === 'get_autocommit') return { type, is_autocommit: !stream.db.inTransaction }
  else if (type !== 'close') throw new Error(`This server does not know the request ${type}`)
  return { type }
}

/** Streams over one file. A stream has a connection of its own from its first request to its last. */
function openStreams(path: string) {
  const open = new Map<string, Stream>()
  const idle: Connection[] = []
  const connect = () => {
    const db = new Database(path)
    db.defaultSafeIntegers(true)
    db.exec('PRAGMA journal_mode = wal; PRAGMA synchronous = normal')
    return db
  }
  const release = (stream: Stream) => {
    if (stream.db.inTransaction) stream.db.exec('ROLLBACK')
    if (stream.spent) stream.db.close()
    else idle.push(stream.db)
  }
  const take = (baton: string | null | undefined): Stream | undefined => {
    if (!baton) return { db: idle.pop() ?? connect(), sqls: new Map(), spent: false }
    const stream = open.get(baton)
    open.delete(baton)
    clearTimeout(stream?.expiry)
    return stream
  }
  const keep = (stream: Stream) => {
    const baton = randomUUID()
    open.set(baton, stream)
    // A client that died in the middle of a transaction must not hold the write lock for ever.
    stream.expiry = setTimeout(() => open.delete(baton) && release(stream), IDLE_MS).unref()
    return baton
  }
  const close = () => {
    for (const { expiry } of open.values()) clearTimeout(expiry)
    for (const db of [...idle, ...[...open.values()].map((stream) => stream.db)]) db.close()
  }
  idle.push(connect())
  return { take, keep, release, close }
}

async function pipeline(streams: ReturnType<typeof openStreams>, body: { baton?: string | null; requests: Request[] }) {
  const stream = streams.take(body.baton)
  if (!stream) return { status: 400, body: { message: 'The stream has expired', code: 'STREAM_EXPIRED' } }
  const results: object[] = []
  for (const request of body.requests) {
    results.push(
      await answer(stream, request).then(
        (response) => ({ type: 'ok', response }),
        (error: unknown) => ({ type: 'error', error: hranaError(error) }),
      ),
    )
  }
  const closed = body.requests.some(({ type }) => type === 'close')
  if (closed) streams.release(stream)
  return { status: 200, body: { baton: closed ? null : streams.keep(stream), base_url: null, results } }
}

async function readJson(request: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}

async function handle(streams: ReturnType<typeof openStreams>, request: IncomingMessage, response: ServerResponse) {
  const send = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  try {
    if (request.method === 'GET' && /^\/(health|v2)$/.test(request.url ?? '')) return send(200, {})
    if (request.url !== '/v2/pipeline') return send(404, { message: `There is nothing at ${request.url}` })
    // A web page cannot send this type to another origin without asking first, and is never allowed.
    if (request.headers['content-type'] !== 'application/json') return send(415, { message: 'Send application/json' })
    const { status, body } = await pipeline(streams, await readJson(request))
    return send(status, body)
  } catch (error) {
    return send(400, { message: (error as Error).message })
  }
}

/** Serves one database on 127.0.0.1. `:memory:` is a file of its own that goes when the server does. */
export async function startLibsqlServer({ path = ':memory:', port = 0 } = {}) {
  const folder = path === ':memory:' ? mkdtempSync(join(tmpdir(), 'onward-libsql-')) : undefined
  const streams = openStreams(folder ? join(folder, 'memory.db') : path)
  const server = createServer((request, response) => void handle(streams, request, response))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    streams.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

if (import.meta.main) {
  const { url, close } = await startLibsqlServer({ path: process.argv[2], port: Number(process.argv[3] ?? 8080) })
  console.log(`libSQL at ${url}`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close())
}
