import { describe, expect, test } from 'vitest'
import { DAY, MINUTE } from '../../src/calendar.ts'
import type { Env } from '../../src/env.ts'
import type { Message } from '../../src/mail/mailer.ts'
import { makeMailer } from '../../src/mail/transports.ts'
import { createWorld, NOON } from '../support/world.ts'

const SECOND = 1000
const { db, secrets } = (await createWorld()).ctx()
const messageTo = (to: string): Message => ({ to, subject: 's', html: '', text: 't', headers: {}, idempotencyKey: to })
const one = { ...messageTo('a@example.test'), pieces: [] }

/** A provider with a clock of its own: it notes when it is called, and answers in turn. */
function provider(answers: (() => Response)[], variables: Partial<Env> = {}) {
  let now = NOON
  const calls: number[] = []
  const fetch = (async () => {
    calls.push((now - NOON) / SECOND)
    return (answers[calls.length - 1] ?? (() => Response.json({ id: 'p' })))()
  }) as unknown as typeof globalThis.fetch
  const pass = (ms: number) => {
    now += ms
  }
  /** Whoever else is under way comes first. */
  const sleep = async (ms: number) => {
    await new Promise((resolve) => setImmediate(resolve))
    pass(ms)
  }
  const env = {
    MAIL_TRANSPORT: 'http',
    MAIL_FROM: 'o@onward.test',
    MAIL_API_URL: 'https://mail.test/',
    MAIL_API_BATCH_URL: 'https://mail.test/batch',
    ...variables,
  } as unknown as Env
  const mailer = makeMailer(env, { db, clock: () => now, fetch, sleep, secrets })
  return { mailer, calls, pass }
}
const busy = (status: number, after?: string) => () =>
  new Response(null, { status, headers: after ? { 'Retry-After': after } : {} })

describe('before the provider’s Retry-After', () => {
  test.each([429, 503])('after a %d nothing is called, and each mail hears how long', async (status) => {
    const { mailer, calls, pass } = provider([busy(status, '120')])
    await mailer.send(one)
    pass(20 * SECOND)
    const later = { outcome: 'deferred', cause: 'the provider asked for a pause', retryAfterMs: 100 * SECOND }
    expect(await mailer.send(one)).toEqual(later)
    expect(await mailer.batch?.send([one, one], 'call')).toEqual(later)
    pass(100 * SECOND - 1)
    expect(await mailer.send(one)).toMatchObject({ retryAfterMs: 1 })
    expect(calls).toEqual([0])
    pass(1)
    expect(await mailer.send(one)).toEqual({ outcome: 'sent', providerId: 'p' })
  })

  test('a batch that was put off holds single mails too; a shorter wish does not shorten it', async () => {
    const { mailer, calls, pass } = provider([busy(429, '600'), busy(429, '10')])
    await mailer.batch?.send([one], 'call')
    pass(599 * SECOND)
    expect(await mailer.send(one)).toMatchObject({ outcome: 'deferred', retryAfterMs: SECOND })
    pass(SECOND)
    await mailer.send(one)
    expect(calls).toEqual([0, 600])
  })

  test.each([
    ['a 429 without it', busy(429)],
    ['a 500', busy(500)],
    ['a refusal', busy(422, '60')],
  ])('%s holds nobody up', async (_, answer) => {
    const { mailer } = provider([answer])
    await mailer.send(one)
    expect(await mailer.send(one)).toMatchObject({ outcome: 'sent' })
  })

  test('a pause of years ends after a day', async () => {
    const { mailer, pass } = provider([busy(429, 'Fri, 01 Jan 2100 00:00:00 GMT')])
    await mailer.send(one)
    pass(DAY - 1)
    expect(await mailer.send(one)).toMatchObject({ outcome: 'deferred' })
    pass(1)
    expect(await mailer.send(one)).toMatchObject({ outcome: 'sent' })
  })
})

describe('MAIL_RATE', () => {
  test('spaces calls that come at once, and lets those pass that come late', async () => {
    const { mailer, calls, pass } = provider([], { MAIL_RATE: 2 })
    for (let i = 0; i < 4; i++) await mailer.send(one)
    expect(calls).toEqual([0, 0.5, 1, 1.5])
    pass(MINUTE)
    await mailer.send(one)
    expect(calls.at(-1)).toBe(61.5)
  })

  test('a call of many mails takes the time of all of them', async () => {
    const { mailer, calls } = provider([], { MAIL_RATE: 10 })
    await mailer.batch?.send(Array(100).fill(one), 'call_1')
    await mailer.send(one)
    expect(calls).toEqual([0, 10])
  })

  test('whose turn is far away is put off instead of waiting', async () => {
    const { mailer, calls } = provider([], { MAIL_RATE: 1 })
    await mailer.batch?.send(Array(100).fill(one), 'call_1')
    expect(await mailer.send(one)).toEqual({
      outcome: 'deferred',
      cause: 'other mail goes first',
      retryAfterMs: 100 * SECOND,
      ours: true,
    })
    expect(calls).toEqual([0])
  })

  test('a pause asked for while others wait holds for them', async () => {
    const { mailer, calls } = provider([busy(429, '90')], { MAIL_RATE: 1 })
    const [first, second] = await Promise.all([mailer.send(one), mailer.send(one)])
    expect([first.outcome, second.outcome]).toEqual(['deferred', 'deferred'])
    expect(calls).toEqual([0])
  })
})
