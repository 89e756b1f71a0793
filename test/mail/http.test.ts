import { describe, expect, test } from 'vitest'
import type { Env } from '../../src/env.ts'
import { httpMailer } from '../../src/mail/http-mailer.ts'
import type { MessageInPieces } from '../../src/mail/mailer.ts'
import { NOON } from '../support/world.ts'

const shared = { html: '<p>', text: 't', shared: true }
const messageTo = (to: string): MessageInPieces => ({
  to,
  subject: 's',
  pieces: [shared, { html: 'h “→”</p>', text: '' }],
  headers: { 'X-A': 'b' },
})
const three = ['a@example.test', 'b@example.test', 'c@example.test'].map(messageTo)
const env = {
  MAIL_FROM: 'Onward <o@onward.test>',
  MAIL_API_URL: 'https://mail.test/emails',
  MAIL_API_BATCH_URL: 'https://mail.test/emails/batch',
  MAIL_API_KEY: 'key',
} as unknown as Env

async function batched(answer: () => Response | Promise<Response>) {
  const calls: { url: string; init: RequestInit }[] = []
  const fetch = (async (url: string, init: RequestInit) => {
    calls.push({ url, init })
    return answer()
  }) as unknown as typeof globalThis.fetch
  const mailer = httpMailer(env, { clock: () => NOON, fetch })
  return { delivery: await mailer.batch?.send(three, 'call_1'), calls }
}

describe('many mails in one call', () => {
  test('are posted as one array, whole, under the key of the call', async () => {
    const { delivery, calls } = await batched(() => Response.json({ data: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }] }))
    expect(delivery).toEqual({ outcome: 'sent', providerIds: ['p1', 'p2', 'p3'] })
    expect(calls).toHaveLength(1)
    expect(calls[0]?.url).toBe('https://mail.test/emails/batch')
    expect(calls[0]?.init.headers).toMatchObject({ 'Idempotency-Key': 'call_1', Authorization: 'Bearer key' })
    const posted = await new Response(calls[0]?.init.body).json<MessageInPieces[]>()
    expect(posted.map(({ to }: MessageInPieces) => to)).toEqual(three.map(({ to }) => to))
    expect(posted[1]).toEqual({
      from: 'Onward <o@onward.test>',
      to: 'b@example.test',
      subject: 's',
      html: '<p>h “→”</p>',
      text: 't',
      headers: { 'X-A': 'b' },
    })
  })

  test.each([
    ['a body that is no JSON', () => new Response('<html>')],
    ['an empty body', () => new Response(null, { status: 204 })],
    ['too few ids', () => Response.json({ data: [{ id: 'p1' }] })],
    ['ids that are none', () => Response.json({ data: [{ id: 7 }, { id: '' }, null] })],
    ['another shape', () => Response.json('accepted')],
  ])('accepted with %s are accepted', async (_, answer) => {
    expect((await batched(answer)).delivery).toEqual({ outcome: 'sent', providerIds: [null, null, null] })
  })

  test.each([
    [422, { outcome: 'refused', cause: 'the provider answered 422' }],
    [429, { outcome: 'deferred', cause: 'the provider answered 429', retryAfterMs: 7_000 }],
    [401, { outcome: 'deferred', cause: 'the provider answered 401', retryAfterMs: 7_000 }],
    [302, { outcome: 'deferred', cause: 'the provider answered 302', retryAfterMs: 7_000 }],
    [408, { outcome: 'ambiguous', cause: 'the provider answered 408', retryAfterMs: 7_000 }],
    [409, { outcome: 'ambiguous', cause: 'the provider answered 409', retryAfterMs: 7_000 }],
    [503, { outcome: 'ambiguous', cause: 'the provider answered 503', retryAfterMs: 7_000 }],
  ])('answered with %d', async (status, expected) => {
    const { delivery } = await batched(() => new Response('words', { status, headers: { 'Retry-After': '7' } }))
    expect(delivery).toEqual(expected)
  })

  test('whose answer is lost are in doubt', async () => {
    expect((await batched(() => Promise.reject(new Error('reset')))).delivery).toEqual({
      outcome: 'ambiguous',
      cause: 'reset',
    })
  })

  test('are offered only where the provider has an address for them', () => {
    const ports = { clock: () => NOON, fetch }
    expect(httpMailer(env, ports).batch?.most).toBe(100)
    expect(httpMailer({ ...env, MAIL_API_BATCH_URL: undefined }, ports).batch).toBeUndefined()
  })
})
