import { DAY } from '../calendar.ts'
import type { BatchDelivery, Delivery, Mailer } from './mailer.ts'

type Ports = { clock: () => number; sleep: (ms: number) => Promise<void> }
type Deferred = Extract<Delivery, { outcome: 'deferred' }>

const SECOND = 1000
/** A call that would wait longer for its turn is put off instead. */
const PATIENCE = 30 * SECOND
/** A provider that asks for more has lost its clock, and is asked again. */
const LONGEST_PAUSE = DAY

const later = (cause: string, retryAfterMs: number): Deferred => ({ outcome: 'deferred', cause, retryAfterMs })

/**
 * A mailer that calls its provider at `rate` mails a second at most, and not at all before the provider's `Retry-After`:
 * until then a mail is answered as deferred. It holds within an isolate; what is to hold beyond it stands in the database.
 */
export function paced(mailer: Mailer, { clock, sleep }: Ports, rate: number | undefined): Mailer {
  let pausedUntil = 0
  let nextTurn = 0

  const paused = () => {
    const left = pausedUntil - clock()
    return left > 0 ? later('the provider asked for a pause', left) : null
  }

  /** Waits for the turn of so many mails, or says when to come again. Kept as numbers: isolates share no promises. */
  async function turnOf(mails: number): Promise<Deferred | null> {
    const before = paused()
    if (before || !rate) return before
    const wait = Math.max(0, nextTurn - clock())
    if (wait > PATIENCE) return { ...later('other mail goes first', wait), ours: true }
    nextTurn = clock() + wait + (mails * SECOND) / rate
    if (!wait) return null
    await sleep(wait)
    return paused()
  }

  async function inTurn<T extends Delivery | BatchDelivery>(mails: number, call: () => Promise<T>) {
    const notNow = await turnOf(mails)
    if (notNow) return notNow
    const delivery = await call()
    if ('retryAfterMs' in delivery && delivery.retryAfterMs)
      pausedUntil = Math.max(pausedUntil, clock() + Math.min(delivery.retryAfterMs, LONGEST_PAUSE))
    return delivery
  }

  const { batch } = mailer
  return {
    ...mailer,
    send: (message) => inTurn(1, () => mailer.send(message)),
    ...(batch && {
      batch: { ...batch, send: (messages, key) => inTurn(messages.length, () => batch.send(messages, key)) },
    }),
  }
}
