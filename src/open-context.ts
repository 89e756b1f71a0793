import { createClient } from '@libsql/client/http'
import type { Actor, Ctx } from './context.ts'
import { type Db, openD1, openLibsql } from './db/client.ts'
import { type Bindings, type Env, readEnv } from './env.ts'
import { newId } from './ids.ts'
import { makeMailer } from './mail/transports.ts'
import type { Job } from './queue.ts'
import { makeSecrets } from './secrets.ts'

const anonymous: Actor = { type: 'anonymous' }
type Shared = Omit<Ctx, 'actor' | 'now' | 'elapsed' | 'newId'>
type Opened = { bindings: Bindings; clockOffset: number; shared: Shared }

/** What an isolate opens once and keeps: bindings do not change under it. */
let opened: Opened | undefined

function open(bindings: Bindings): Opened {
  if (opened?.bindings === bindings) return opened
  const env = readEnv(bindings)
  opened = { bindings, clockOffset: env.CLOCK_OFFSET_MS, shared: connect(env) }
  return opened
}

function connect(env: Env): Shared {
  const db = openDb(env)
  const outside: typeof fetch = (input, init) => fetch(input, init)
  const secrets = makeSecrets(env.SECRET_KEYS)
  const clock = () => Date.now() + env.CLOCK_OFFSET_MS
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  return {
    db,
    mail: makeMailer(env, { db, clock, fetch: outside, sleep, secrets }),
    queue: { send: (jobs, waitMs = 0) => sendAll(env, jobs, Math.ceil(waitMs / 1000)) },
    fetch: outside,
    outboundAllow: env.OUTBOUND_ALLOW,
    origin: env.PUBLIC_ORIGIN,
    secrets,
    webhookSecret: env.MAIL_WEBHOOK_SECRET,
  }
}

/** The client's limiter shares promises between requests, which workerd forbids: past it, the isolate would hang. */
const UNLIMITED = Number.POSITIVE_INFINITY

/** A queue takes at most 100 messages and 256 KB at once. */
const MOST_AT_ONCE = 100

/** Stamps each message with the service's own clock, whatever instant its tick was for. */
async function sendAll(env: Env, jobs: readonly Job[], delaySeconds: number): Promise<void> {
  for (let i = 0; i < jobs.length; i += MOST_AT_ONCE) {
    const sentAt = Date.now() + env.CLOCK_OFFSET_MS
    const bodies = jobs.slice(i, i + MOST_AT_ONCE).map((job) => ({ body: { ...job, sentAt }, delaySeconds }))
    await env.JOBS.sendBatch(bodies).catch((error) => console.error('queue', error))
  }
}

function openDb(env: Env): Db {
  if (env.LIBSQL_URL)
    return openLibsql(createClient({ url: env.LIBSQL_URL, authToken: env.LIBSQL_AUTH_TOKEN, concurrency: UNLIMITED }))
  if (env.DB) return openD1(env.DB)
  throw new Error('No database')
}

/** The context of one request or job. `now` is the service's clock unless the event brings its own. */
export function contextOf(bindings: Bindings, { actor = anonymous, now }: { actor?: Actor; now?: number } = {}): Ctx {
  const { clockOffset, shared } = open(bindings)
  const began = Date.now()
  const at = now ?? began + clockOffset
  return { ...shared, actor, now: at, elapsed: () => Date.now() - began, newId: (prefix) => newId(prefix, at) }
}

/** The service's clock, for what a message that waited must add. */
export const clockOf = (bindings: Bindings) => Date.now() + open(bindings).clockOffset
