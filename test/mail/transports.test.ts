import { expect, test } from 'vitest'
import type { Env } from '../../src/env.ts'
import type { Message } from '../../src/mail/mailer.ts'
import { outbox } from '../../src/mail/table.ts'
import { makeMailer } from '../../src/mail/transports.ts'
import { createWorld, NOON } from '../support/world.ts'

const { secrets } = (await createWorld()).ctx()
const sleep = async () => {}

const message: Message = {
  to: 'reader@example.test',
  subject: 's',
  html: '<p>h</p>',
  text: 't',
  headers: { 'X-A': 'b' },
  idempotencyKey: 'run/sub_1',
}
const env = { MAIL_FROM: 'Onward <o@onward.test>', MAIL_API_URL: 'https://mail.test/emails', MAIL_API_KEY: 'key' }

async function overHttp(answer: () => Response | Promise<Response>) {
  const { db } = await createWorld()
  const calls: { url: string; init: RequestInit }[] = []
  const fetch = (async (url: string, init: RequestInit) => {
    calls.push({ url, init })
    return answer()
  }) as unknown as typeof globalThis.fetch
  const mailer = makeMailer({ ...env, MAIL_TRANSPORT: 'http' } as unknown as Env, {
    db,
    clock: () => NOON,
    fetch,
    sleep,
    secrets,
  })
  return { delivery: await mailer.send(message), calls }
}

test('http posts the whole message under its key and keeps the provider’s id', async () => {
  const { delivery, calls } = await overHttp(() => Response.json({ id: 'prov_1' }))
  expect(delivery).toEqual({ outcome: 'sent', providerId: 'prov_1' })
  expect(calls[0]?.url).toBe('https://mail.test/emails')
  const { method, headers, body } = calls[0]?.init ?? {}
  expect(method).toBe('POST')
  expect(headers).toMatchObject({ 'Idempotency-Key': 'run/sub_1', Authorization: 'Bearer key' })
  expect(JSON.parse(String(body))).toEqual({
    from: 'Onward <o@onward.test>',
    to: 'reader@example.test',
    subject: 's',
    html: '<p>h</p>',
    text: 't',
    headers: { 'X-A': 'b' },
  })
})

test.each([
  [429, { 'Retry-After': '120' }, { outcome: 'deferred', retryAfterMs: 120_000 }],
  [429, { 'Retry-After': new Date(NOON + 60_000).toUTCString() }, { outcome: 'deferred', retryAfterMs: 60_000 }],
  [429, {}, { outcome: 'deferred', retryAfterMs: null }],
  [422, {}, { outcome: 'refused', cause: 'the provider answered 422' }],
  [401, {}, { outcome: 'deferred' }],
  [403, {}, { outcome: 'deferred' }],
  [500, {}, { outcome: 'ambiguous' }],
])('http %d with %o', async (status, headers, expected) => {
  const { delivery } = await overHttp(
    () => new Response('secret', { status, headers: headers as Record<string, string> }),
  )
  expect(delivery).toMatchObject(expected)
})

test('no address is left in what a provider says', async () => {
  const { delivery } = await overHttp(() => Promise.reject(new Error('550 5.1.1 <reader@example.test>: unknown')))
  expect(delivery).toEqual({ outcome: 'ambiguous', cause: '550 5.1.1 <[address]>: unknown' })
})

test('http whose answer is lost is in doubt', async () => {
  const { delivery } = await overHttp(() => Promise.reject(new Error('reset')))
  expect(delivery).toEqual({ outcome: 'ambiguous', cause: 'reset' })
})

test('the outbox keeps one mail a key', async () => {
  const { db } = await createWorld()
  const mailer = makeMailer({ ...env, MAIL_TRANSPORT: 'outbox' } as unknown as Env, {
    db,
    clock: () => NOON,
    fetch,
    sleep,
    secrets,
  })
  await mailer.send(message)
  await mailer.send({ ...message, subject: 'again' })
  expect(await db.select().from(outbox)).toMatchObject([
    { recipient: 'reader@example.test', subject: 's', headers: { 'X-A': 'b' }, sentAt: NOON },
  ])
})

test('cloudflare hands a composed message to its binding', async () => {
  const { db } = await createWorld()
  const sent: unknown[] = []
  const MAIL = { send: async (mail: unknown) => void sent.push(mail) }
  const mailer = makeMailer({ ...env, MAIL_TRANSPORT: 'cloudflare', MAIL } as unknown as Env, {
    db,
    clock: () => NOON,
    fetch,
    sleep,
    secrets,
  })
  // Outside workerd `cloudflare:email` is not there: the outcome says so and nothing is sent.
  expect(await mailer.send(message)).toMatchObject({ outcome: 'refused' })
  expect(sent).toEqual([])
})

test('kept mail is shown in development and hidden where the origin is https', async () => {
  const world = await createWorld()
  const mailer = makeMailer({ ...env, MAIL_TRANSPORT: 'outbox' } as unknown as Env, {
    db: world.db,
    clock: () => NOON,
    fetch,
    sleep,
    secrets,
  })
  await mailer.send({ ...message, html: '<p>Hello</p><script>x</script>', text: 'see https://onward.test/x' })
  const [kept] = await world.db.select().from(outbox)
  expect(await (await world.get('/dev/mail')).text()).toContain(`/dev/mail/${kept?.id}`)
  expect(await (await world.get(`/dev/mail/${kept?.id}`)).text()).toContain('<a href="https://onward.test/x">')
  const html = await world.get(`/dev/mail/${kept?.id}/html`)
  expect(html.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect((await world.get('/dev/mail/mail_none')).status).toBe(404)
})
