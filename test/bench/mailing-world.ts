import { sql } from 'drizzle-orm'
import type { Ctx } from '../../src/context.ts'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically, openLibsql } from '../../src/db/client.ts'
import { subscriptions } from '../../src/digests/table.ts'
import type { Env } from '../../src/env.ts'
import type { Job } from '../../src/queue.ts'
import { publishAs } from '../support/publishing.ts'
import { readersOf } from '../support/readers.ts'
import { sendingCode } from './bundled.ts'
import { contextOver, NOW } from './database.ts'
import { openSqliteInThread } from './database-thread.ts'

export const ORIGIN = 'https://onward.test'
export const ITEMS = 10
const searches = ['role', 'internship', 'fellowship'] as const

/** What this process has spent. */
export const cpuMicros = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/**
 * Readers of three searches, each of which finds ten openings, all due at once; and what mails them, from the tick to the
 * provider's answer. `fetch` is the way to the provider.
 */
export async function openMailing(readers: number, fetch: typeof globalThis.fetch, url: string) {
  const client = await openSqliteInThread()
  const db = openLibsql(client)
  const { startDigests, sendDigests, sendCalls, makeMailer } = await sendingCode()
  const { rows, dueAt } = readersOf(readers, NOW)
  const jobs: Job[] = []
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
  for (const kind of searches)
    for (let i = 1; i <= ITEMS; i++)
      await publishAs({ db, now: NOW, newId: ctx.newId }, { kind, title: `Opening number ${i} for the ${kind}` })
  const searching = rows.map((row, i) => ({ ...row, query: `kind=${searches[i % searches.length]}` }))
  for (let i = 0; i < rows.length; i += 5_000)
    await atomically(db, insertMany(db, subscriptions, searching.slice(i, i + 5_000)))

  const consumer = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift())
      if (job.type === 'digests') await sendDigests(ctx, job)
      else if (job.type === 'digest-calls') await sendCalls(ctx, job.ids)
  }
  return {
    ctx,
    tick: () => startDigests(ctx),
    /** Works off the queue with so many consumers at once. */
    consume: (width: number) => Promise.all(Array.from({ length: width }, consumer)),
    /** Every reader has got theirs, with ten items: otherwise nothing was measured. */
    async close() {
      const [done] = await db.all<{ sent: number; items: number }>(sql`
        select (select count(*) from digests where state = 'sent') as sent, (select count(*) from digest_items) as items`)
      client.close()
      if (done?.sent !== readers || done.items !== readers * ITEMS)
        throw new Error(`${done?.sent} of ${readers} digests were sent, with ${done?.items} items`)
    },
  }
}
