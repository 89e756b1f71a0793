import type { Env } from '../../src/env.ts'
import type { Mailer, Message } from '../../src/mail/mailer.ts'
import { makeMailer } from '../../src/mail/transports.ts'
import type { Known } from './history.ts'
import type { Provider } from './provider.ts'
import type { Scheduler } from './scheduler.ts'

/** Few readers make several calls. */
const MOST = 2
const API = 'http://provider.test/emails'

/** The real transport to the simulated provider; or one without keys, as SMTP is. */
export function mailerOf(
  mode: 'batch' | 'single' | 'without keys',
  sim: Scheduler,
  provider: Provider,
  known: Known,
): Mailer {
  const asked = async (key: string, mails: readonly Message[]) => {
    let answer: Response | undefined
    const heard = await sim.ask('provider', async () => {
      checkConsent(mails, sim, provider, known)
      answer = answer ? provider.answerAgain(key, mails, answer) : provider.answer(key, mails)
      return answer
    })
    provider.heard(heard)
    return heard
  }
  if (mode === 'without keys') return withoutKeys(asked)
  const outside = async (_: unknown, init?: RequestInit) => {
    const sent = init?.body as string | Uint8Array
    const body: Message | Message[] = JSON.parse(typeof sent === 'string' ? sent : new TextDecoder().decode(sent))
    const key = new Headers(init?.headers).get('Idempotency-Key') ?? ''
    return asked(key, Array.isArray(body) ? body : [body])
  }
  const env = { MAIL_TRANSPORT: 'http', MAIL_API_URL: API, MAIL_FROM: 'Onward <mail@onward.test>' }
  const batch = mode === 'batch' ? { MAIL_API_BATCH_URL: `${API}/batch` } : {}
  const mailer = makeMailer(
    { ...env, ...batch } as unknown as Env,
    {
      clock: () => sim.now,
      fetch: outside as typeof fetch,
    } as unknown as Parameters<typeof makeMailer>[1],
  )
  return mailer.batch ? { ...mailer, batch: { ...mailer.batch, most: MOST } } : mailer
}

/** What the service could have read in the database when it last asked, it must have heeded. */
function checkConsent(mails: readonly Message[], sim: Scheduler, provider: Provider, known: Known): void {
  const { current, now } = sim
  const knew = (step: number | undefined) => step !== undefined && current !== null && step < current.lastSeen
  for (const { to, headers, html } of mails) {
    const [subscription = ''] = /sub_\d+/.exec(headers['List-Unsubscribe'] ?? '') ?? []
    if (knew(known.left.get(subscription))) provider.broken.push(`${subscription} was mailed after they had left`)
    if (knew(known.moved.get(to))) provider.broken.push(`${subscription} was mailed at ${to} after they had moved`)
    const paused = known.paused.get(subscription)
    // Who asked before the pause ended has read that it goes on.
    if (paused && now < paused.until && knew(paused.step)) provider.broken.push(`${subscription} was mailed in a pause`)
    for (const id of html.match(/opp_\d+/g) ?? [])
      if (knew(known.retracted.get(id))) provider.broken.push(`${id} was mailed after it was retracted`)
  }
}

function withoutKeys(asked: (key: string, mails: readonly Message[]) => Promise<Response>): Mailer {
  return {
    keepsMail: false,
    keepsKeys: false,
    async send(message) {
      try {
        const { ok, status, headers } = await asked(message.idempotencyKey, [message])
        if (ok) return { outcome: 'sent', providerId: null }
        if (status === 422) return { outcome: 'refused', cause: '550' }
        if (status === 500) return { outcome: 'ambiguous', cause: 'the connection ended' }
        return { outcome: 'deferred', cause: '421', retryAfterMs: Number(headers.get('Retry-After')) * 1000 }
      } catch {
        return { outcome: 'ambiguous', cause: 'the connection ended' }
      }
    },
  }
}
