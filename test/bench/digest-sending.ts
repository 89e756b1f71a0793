import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { sql } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import type { Ctx } from '../../src/context.ts'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically, openLibsql } from '../../src/db/client.ts'
import { subscriptions } from '../../src/digests/table.ts'
import type { Env } from '../../src/env.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import type { Job } from '../../src/queue.ts'
import { openings } from '../../src/search/openings.ts'
import { openSqlite } from '../simulation/sqlite-client.ts'
import { publishAs } from '../support/publishing.ts'
import { readersOf } from '../support/readers.ts'
import { composers, sendingCode } from './bundled.ts'
import { contextOver, NOW } from './database.ts'
import { digestFor } from './digest-composing.ts'
import type { Row } from './row.ts'

const ORIGIN = 'https://onward.test'
const ITEMS = 10
const LATENCY_MS = 170
const CONNECTIONS = 6
const MOST_A_CALL = 100
/** What so many connections can carry when a call takes that long. */
const CEILING = (CONNECTIONS * MOST_A_CALL) / (LATENCY_MS / 1_000)
const ONE_BY_ONE = 400

/** Mails a second beside what the provider's connections can carry at most. */
export type Rate = { name: string; perSecond: number; ceiling: number; share: number; least: number }
type Sending = { rate: Rate; row: Row }

async function startSink() {
  const worker = new Worker(new URL('./mail-sink.ts', import.meta.url), { workerData: { latencyMs: LATENCY_MS } })
  const [ports] = (await once(worker, 'message')) as [{ http: number; smtp: number }]
  return { ...ports, close: () => worker.terminate() }
}
type Sink = Awaited<ReturnType<typeof startSink>>

const cpuMicros = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/**
 * Digests of ten items through the queue, a hundred a call over six connections, to a provider 170 ms away; beside
 * nodemailer sending one by one what is rendered for each. The sink is another thread; its CPU counts for both.
 */
export async function benchSending(readers: number): Promise<Sending> {
  const sink = await startSink()
  try {
    const sent = await sendThroughQueue(sink, readers)
    const single = await sendOneByOne(sink, sent.cards)
    const name = `mailing ${readers.toLocaleString('en')} digests of ${ITEMS} items by the queue`
    const row = {
      name,
      peer: 'nodemailer, rendered and sent one by one',
      limit: 1 / 30,
      micros: sent.microsEach,
      peerMicros: single,
      ratio: sent.microsEach / single,
    }
    const rate = { name, perSecond: sent.perSecond, ceiling: CEILING, share: sent.perSecond / CEILING, least: 0.9 }
    return { rate, row }
  } finally {
    await sink.close()
  }
}

async function sendThroughQueue(sink: Sink, readers: number) {
  const client = await openSqlite()
  const db = openLibsql(client)
  const { startDigests, sendDigests, sendCalls, makeMailer } = await sendingCode()
  const { rows, dueAt } = readersOf(readers, NOW)
  const jobs: Job[] = []
  const url = `http://127.0.0.1:${sink.http}`
  const env = {
    MAIL_TRANSPORT: 'http',
    MAIL_API_URL: url,
    MAIL_API_BATCH_URL: url,
    MAIL_FROM: 'Onward <m@onward.test>',
  }
  const base = contextOver(db, ORIGIN)
  const mail = makeMailer(env as Env, { db, clock: () => dueAt, fetch, sleep: async () => {}, secrets: base.secrets })
  const queue = { send: async (sent: readonly Job[]) => void jobs.push(...sent) }
  const ctx: Ctx = { ...base, mail, queue, now: dueAt }
  for (let i = 0; i < ITEMS; i++) await publishAs({ db, now: NOW, newId: ctx.newId }, { title: `Opening number ${i}` })
  for (let i = 0; i < rows.length; i += 5_000)
    await atomically(db, insertMany(db, subscriptions, rows.slice(i, i + 5_000)))
  const [began, cpu] = [performance.now(), cpuMicros()]
  await startDigests(ctx)
  const consumer = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift())
      if (job.type === 'digests') await sendDigests(ctx, job)
      else if (job.type === 'digest-calls') await sendCalls(ctx, job.ids)
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, consumer))
  const took = (performance.now() - began) / 1_000
  const spent = cpuMicros() - cpu
  const [sent] = await db.all<{ count: number }>(sql`select count(*) as count from digests where state = 'sent'`)
  const { index } = await openings(ctx)
  const cards = await index.openings.cardsAt([...Array(ITEMS).keys()])
  client.close()
  if (sent?.count !== readers) throw new Error(`${sent?.count} of ${readers} digests were sent`)
  return { perSecond: readers / took, microsEach: spent / readers, cards }
}

/** What the usual way costs a mail: rendered anew, composed and handed over by itself. */
async function sendOneByOne(sink: Sink, cards: readonly OpportunityCard[]): Promise<number> {
  const { digestAnew } = await composers()
  const transport = createTransport({ host: '127.0.0.1', port: sink.smtp, secure: false, ignoreTLS: true, pool: true })
  const send = (to: string) =>
    transport.sendMail({
      from: 'm@onward.test',
      to,
      ...digestAnew(digestFor(0, [...cards]), { origin: ORIGIN, now: NOW }),
    })
  for (let i = 0; i < 20; i++) await send('warm@example.test')
  const cpu = cpuMicros()
  for (let i = 0; i < ONE_BY_ONE; i++) await send(`reader${i}@example.test`)
  const spent = cpuMicros() - cpu
  transport.close()
  return spent / ONE_BY_ONE
}
