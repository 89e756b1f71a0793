import type { Env } from '../env.ts'
import { batchBody } from './batch-body.ts'
import { type BatchDelivery, causeOf, type Delivery, type Mailer } from './mailer.ts'

type Body = string | Uint8Array<ArrayBuffer>
type Ports = { clock: () => number; fetch: typeof fetch }

/** Answers that speak of this mail; every other 4xx speaks of us (key, address, rate) and is worth another try. */
const REFUSED = new Set([400, 413, 422])
/** It waited too long for us, or knows the key: at work on it still, or from other bytes. Perhaps the mail is out. */
const IN_DOUBT = new Set([408, 409])
const LIMIT_MS = 30_000
const MOST_A_CALL = 100

/** Accepted, with what the provider said: unreadable words do not make it less accepted. */
type Posted = { outcome: 'accepted'; body: unknown } | Exclude<Delivery, { outcome: 'sent' }>

/** A provider with an HTTP API of Resend's shape, one mail a call or up to a hundred. */
export function httpMailer(env: Env, ports: Ports): Mailer {
  const { MAIL_API_URL = '', MAIL_API_BATCH_URL, MAIL_FROM } = env
  const post = (url: string, key: string, body: Body) => postJson(env, ports, { url, key, body })
  const mailer: Mailer = {
    keepsKeys: true,
    keepsMail: false,
    async send({ idempotencyKey, ...message }) {
      const posted = await post(MAIL_API_URL, idempotencyKey, JSON.stringify({ from: MAIL_FROM, ...message }))
      return posted.outcome === 'accepted' ? { outcome: 'sent', providerId: idOf(posted.body) } : posted
    },
  }
  if (!MAIL_API_BATCH_URL) return mailer
  const send = async (messages: Parameters<NonNullable<Mailer['batch']>['send']>[0], key: string) => {
    const posted = await post(MAIL_API_BATCH_URL, key, batchBody(MAIL_FROM, messages))
    return posted.outcome === 'accepted' ? sentAll(posted.body, messages.length) : posted
  }
  return { ...mailer, batch: { most: MOST_A_CALL, send } }
}

async function postJson(
  { MAIL_API_KEY }: Env,
  ports: Ports,
  { url, key, body }: { url: string; key: string; body: Body },
): Promise<Posted> {
  try {
    const answer = await ports.fetch(url, {
      method: 'POST',
      // Followed, a POST becomes a GET, and whatever page answers it would count as acceptance.
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        ...(MAIL_API_KEY ? { Authorization: `Bearer ${MAIL_API_KEY}` } : {}),
      },
      body,
    })
    return await readAnswer(answer, ports.clock())
  } catch (error) {
    return { outcome: 'ambiguous', cause: causeOf(error) }
  }
}

async function readAnswer(answer: Response, now: number): Promise<Posted> {
  const { status } = answer
  if (answer.ok) return { outcome: 'accepted', body: await answer.json<unknown>().catch(() => null) }
  const cause = `the provider answered ${status}`
  if (REFUSED.has(status)) return { outcome: 'refused', cause }
  const outcome = status < 500 && !IN_DOUBT.has(status) ? 'deferred' : 'ambiguous'
  return { outcome, cause, retryAfterMs: retryAfter(answer, now) }
}

function idOf(body: unknown): string | null {
  const { id } = (body ?? {}) as { id?: unknown }
  return typeof id === 'string' && id ? id : null
}

/** Ids that are not one for each mail cannot be told apart: then none is known. */
function sentAll(body: unknown, count: number): BatchDelivery {
  const { data } = (body ?? {}) as { data?: unknown }
  const ids = Array.isArray(data) && data.length === count ? data.map(idOf) : Array<null>(count).fill(null)
  return { outcome: 'sent', providerIds: ids }
}

/** `Retry-After` in seconds or as a date. */
function retryAfter(answer: Response, now: number): number | null {
  const text = answer.headers.get('retry-after')
  if (!text) return null
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}
