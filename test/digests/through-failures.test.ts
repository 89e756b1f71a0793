import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { MINUTE } from '../../src/calendar.ts'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically } from '../../src/db/client.ts'
import { startDigests } from '../../src/digests/scheduling.ts'
import { subscriptions } from '../../src/digests/table.ts'
import type { Env } from '../../src/env.ts'
import { makeMailer } from '../../src/mail/transports.ts'
import { runJob } from '../../src/queue.ts'
import { publish } from '../support/given.ts'
import { readersOf } from '../support/readers.ts'
import { createWorld } from '../support/world.ts'
import { startFailingProvider } from './failing-provider.ts'

async function sendThroughFailures(count: number, batch: boolean) {
  const world = await createWorld()
  const provider = await startFailingProvider(() => world.now)
  const env = { MAIL_TRANSPORT: 'http', MAIL_API_URL: provider.url, MAIL_FROM: 'Onward <mail@onward.test>' }
  const given = { ...env, ...(batch ? { MAIL_API_BATCH_URL: `${provider.url}/batch` } : {}) } as Env
  const ports = { db: world.db, clock: () => world.now, fetch, sleep: async () => {}, secrets: world.ctx().secrets }
  const mail = makeMailer(given, ports)
  const ctx = () => world.ctx({ mail })
  const { rows, dueAt } = readersOf(count, world.now)
  await atomically(world.db, insertMany(world.db, subscriptions, rows))
  world.now = dueAt
  await publish(world, { title: 'Worth the trouble' })
  for (let tick = 0; tick < 80; tick++) {
    await startDigests(ctx())
    // Every message three times, as a queue may.
    const jobs = world.jobs.splice(0)
    for (const job of [...jobs, ...jobs, ...jobs]) await runJob(ctx(), job)
    for (const job of world.jobs.splice(0)) await runJob(ctx(), job)
    world.now += 15 * MINUTE
    const [open] = await world.db.all<{ count: number }>(
      sql`select count(*) as count from digests where state in ('pending', 'sending')`,
    )
    if (!open?.count) break
  }
  const states = await world.db.all<{ state: string; count: number }>(
    sql`select state, count(*) as count from digests group by state`,
  )
  return { seen: provider.seen, states }
}

/** D1 in a test costs many times what SQLite does. */
const part = process.env.TEST_DB === 'd1' ? 5 : 1

test.each([
  { name: 'a hundred a call', count: 5_000 / part, batch: true },
  { name: 'one a call', count: 300 / part, batch: false },
])(
  '$count readers, $name, a provider that fails: each gets one mail',
  async ({ count, batch }) => {
    const { seen, states } = await sendThroughFailures(count, batch)
    expect(states).toEqual([{ state: 'sent', count }])
    const times = new Map<string, number>()
    for (const { to } of seen.mails) times.set(to, (times.get(to) ?? 0) + 1)
    expect(times.size).toBe(count)
    expect([...times.values()].every((got) => got === 1)).toBe(true)
    expect(seen).toMatchObject({ early: 0, otherBytes: 0 })
    expect([seen.error, seen.wait, seen.reset].every((faults) => faults > 0)).toBe(true)
  },
  60_000,
)
