import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { MINUTE } from '../../src/calendar.ts'
import { migrate } from '../../src/cli/migrate.ts'
import { openState } from '../../src/cli/state.ts'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically, type Db, openD1 } from '../../src/db/client.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { newId } from '../../src/ids.ts'
import { publishAs } from '../support/publishing.ts'
import { readersOf } from '../support/readers.ts'
import { until } from './given.ts'

const READERS = 240
const KILLS = 10
/** What the provider takes for a mail, so that a run is long enough to be interrupted. */
const LATENCY_MS = 15
const START = Date.parse('2026-03-02T12:00:00Z')
const SECRET = 'test-key-0123456789abcdef0123456789abcdef'

/** Keeps keys as providers do: a mail for each key, however often it is sent. */
async function startProvider() {
  const mails = new Map<string, string>()
  let otherBytes = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const [key, body] = [String(request.headers['idempotency-key']), Buffer.concat(chunks).toString()]
      if (mails.has(key) && mails.get(key) !== body) otherBytes++
      mails.set(key, mails.get(key) ?? body)
      setTimeout(() => response.end(JSON.stringify({ id: key })), LATENCY_MS)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, mails, otherBytes: () => otherBytes }
}
type Provider = Awaited<ReturnType<typeof startProvider>>

/** The service in a process group of its own. */
async function start(stateDir: string, provider: Provider) {
  const env = { PUBLIC_ORIGIN: 'http://onward.test', SECRET_KEYS: SECRET }
  const vars = { ...env, MAIL_TRANSPORT: 'http', MAIL_API_URL: provider.url }
  const script = join(import.meta.dirname, 'serving.ts')
  const child = spawn(process.execPath, [script, JSON.stringify({ stateDir, vars })], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  onTestFinished(() => kill(child))
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  const hears = async (word: string) => {
    await until(() => (said.includes(word) ? true : undefined), 60_000)
    said = ''
  }
  await hears('ready')
  const tick = (at: number) => {
    child.stdin.write(`${at}\n`)
    return hears('ticked')
  }
  return { child, tick }
}

/** As `kill -9` does it: nothing is told, nothing is closed. */
function kill({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL')
}

async function inState<T>(stateDir: string, run: (db: Db) => Promise<T>): Promise<T> {
  const state = await openState({ stateDir })
  try {
    if (!state.d1) throw new Error('No D1')
    return await run(openD1(state.d1))
  } finally {
    await state.close()
  }
}

const endState = (stateDir: string) =>
  inState(stateDir, async (db) => ({
    digests: await db.all(sql`select subscription_id, period, run, state, reason from digests order by 1`),
    items: await db.all(sql`select email_key, subject_id, occasion from digest_items order by 1, 2`),
    runs: await db.all(sql`select kind, period, candidates from digest_runs where candidates > 0`),
    calls: await db.all(sql`select id from digest_calls`),
  }))

const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'onward-killed-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test(`killed ${KILLS} times during a run, the service ends where a clean run ends`, async () => {
  const { rows, dueAt } = readersOf(READERS, START)
  const prepared = folder()
  const state = await openState({ stateDir: prepared })
  if (!state.d1) throw new Error('No D1')
  await migrate(state.d1)
  const db = openD1(state.d1)
  await atomically(db, insertMany(db, subscriptions, rows))
  await publishAs({ db, now: START, newId: (prefix) => newId(prefix, START) }, { title: 'Worth a mail' })
  await state.close()

  const clean = { stateDir: folder(), provider: await startProvider() }
  cpSync(prepared, clean.stateDir, { recursive: true })
  const service = await start(clean.stateDir, clean.provider)
  await service.tick(dueAt)
  await until(() => (clean.provider.mails.size === READERS ? true : undefined), 60_000)
  await new Promise((resolve) => setTimeout(resolve, 500))
  kill(service.child)

  const killed = { stateDir: folder(), provider: await startProvider() }
  cpSync(prepared, killed.stateDir, { recursive: true })
  const got: number[] = []
  for (let i = 0; i <= KILLS; i++) {
    const { child, tick } = await start(killed.stateDir, killed.provider)
    await tick(dueAt + i * 15 * MINUTE)
    const enough = i < KILLS ? Math.floor((READERS * (i + 1)) / (KILLS + 1)) : READERS
    await until(() => (killed.provider.mails.size >= enough ? true : undefined), 60_000)
    if (i === KILLS) await new Promise((resolve) => setTimeout(resolve, 500))
    kill(child)
    got.push(killed.provider.mails.size)
  }

  expect(new Set(got).size).toBeGreaterThan(KILLS / 2)
  expect(killed.provider.otherBytes()).toBe(0)
  const addresses = [...killed.provider.mails.values()].map((body) => JSON.parse(body).to as string)
  expect(new Set(addresses).size).toBe(addresses.length)
  expect([addresses.length, clean.provider.mails.size]).toEqual([READERS, READERS])
  expect(await endState(killed.stateDir)).toEqual(await endState(clean.stateDir))
}, 240_000)
