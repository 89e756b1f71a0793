import { buildApp } from '../../src/app.tsx'
import type { Actor, Ctx } from '../../src/context.ts'
import { type Db, openD1, openLibsql } from '../../src/db/client.ts'
import type { Delivery, Mailer, Message } from '../../src/mail/mailer.ts'
import { type Job, runJob } from '../../src/queue.ts'
import { makeSecrets } from '../../src/secrets.ts'
import { openTestD1 } from './d1.ts'
import type { Given } from './given-rows.ts'
import { openTestLibsql } from './libsql.ts'

export const ORIGIN = 'http://onward.test'
export const NOON = Date.parse('2026-03-02T12:00:00Z')
const SECOND = 1_000

/** As in an isolate, the app is built once; what it keeps belongs to a database. */
const app = buildApp((_request, { ctx }: { ctx: () => Ctx }) => ctx())

const openDb = async (given?: Given): Promise<Db> =>
  process.env.TEST_DB === 'd1' ? openD1(await openTestD1(given)) : openLibsql(await openTestLibsql(given))

export type World = Awaited<ReturnType<typeof createWorld>>

/**
 * The real app on a real database, empty but for what is given, with the outside replaced: a clock that moves two seconds a request, ids that
 * count, mail that is collected (or answered by `deliver`), a queue that waits for `drain`.
 */
export async function createWorld(given?: Given) {
  const db = await openDb(given)
  const mails: Message[] = []
  const jobs: Job[] = []
  const later: { jobs: readonly Job[]; waitMs: number }[] = []
  let count = 0
  const world = {
    db,
    mails,
    jobs,
    /** Jobs that are to come after a while: a test that waits so long runs them. */
    later,
    now: NOON,
    keepsKeys: true,
    trace: undefined as Mailer['trace'],
    /** What stands for the outside; nothing unless a test says what. */
    fetch: (() => Promise.reject(new Error('no outside in tests'))) as typeof fetch,
    outboundAllow: [] as string[],
    webhookSecret: undefined as string | undefined,
    deliver: (_message: Message): Delivery | Promise<Delivery> => ({
      outcome: 'sent',
      providerId: `prov_${mails.length}`,
    }),
    ctx: (overrides: Partial<Ctx> = {}): Ctx => ({
      db,
      actor: { type: 'anonymous' } as Actor,
      now: world.now,
      elapsed: () => 0,
      newId: (prefix) => `${prefix}_${String(++count).padStart(6, '0')}`,
      mail: {
        keepsKeys: world.keepsKeys,
        keepsMail: true,
        ...(world.trace && { trace: world.trace }),
        send: async (message) => {
          const delivery = await world.deliver(message)
          if (delivery.outcome === 'sent') mails.push(message)
          return delivery
        },
      },
      queue: { send: async (sent, waitMs) => void (waitMs ? later.push({ jobs: sent, waitMs }) : jobs.push(...sent)) },
      fetch: (input, init) => world.fetch(input, init),
      outboundAllow: world.outboundAllow,
      origin: ORIGIN,
      secrets,
      webhookSecret: world.webhookSecret,
      ...overrides,
    }),
    request: async (path: string, init: RequestInit = {}) => {
      world.now += 2 * SECOND
      return app.request(ORIGIN + path, init, { ctx: world.ctx })
    },
    get: (path: string) => world.request(path),
    /** Posts a form as the browser does from our own page. */
    post: (path: string, fields: Record<string, string> | [string, string][], headers: Record<string, string> = {}) =>
      world.request(path, {
        method: 'POST',
        headers: { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin', ...headers },
        body: new URLSearchParams(fields),
      }),
    postJson: (path: string, body: unknown) =>
      world.request(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    /** Runs what waits in the queue, as the consumer would. */
    drain: async () => {
      for (const job of jobs.splice(0)) await runJob(world.ctx(), job)
    },
  }
  return world
}

const secrets = makeSecrets(['test-key-0123456789abcdef0123456789abcdef'])
