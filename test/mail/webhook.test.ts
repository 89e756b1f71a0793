import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { MINUTE } from '../../src/calendar.ts'
import { emailKeyOf } from '../../src/mail/allowance.ts'
import { bounceScores, mailEvents, suppressions } from '../../src/mail/table.ts'
import { isSignedWith, readSignature } from '../../src/mail/webhook-signature.ts'
import { createWorld, type World } from '../support/world.ts'

const bytes = Buffer.from('0123456789abcdef0123456789abcdef')
const SECRET = `whsec_${bytes.toString('base64')}`
const sign = (content: string, key = bytes) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`

type Sent = { id?: string; at?: number; name?: string; signature?: (right: string) => string; body?: string }

async function given() {
  const world = await createWorld()
  world.webhookSecret = SECRET
  const emailKey = await emailKeyOf(world.ctx(), 'reader@example.test')
  const send = (
    report: unknown,
    { id = 'msg_1', at, name = 'svix', signature = (right) => right, body }: Sent = {},
  ) => {
    const text = body ?? JSON.stringify(report)
    // The request is two seconds later.
    const timestamp = String(Math.floor((at ?? world.now + 2_000) / 1000))
    return world.request('/webhooks/mail', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        [`${name}-id`]: id,
        [`${name}-timestamp`]: timestamp,
        [`${name}-signature`]: signature(sign(`${id}.${timestamp}.${text}`)),
      },
      body: text,
    })
  }
  return { world, emailKey, send }
}

/** As Resend sends it. */
const report = (type: string, more: Record<string, unknown> = {}) => ({
  type,
  created_at: '2026-03-02T12:00:00.000Z',
  data: {
    created_at: '2026-03-02T11:59:00.000Z',
    email_id: '56761188-7520-42d8-8898-ff6fc54ce618',
    from: 'Onward <mail@onward.test>',
    to: ['Reader@example.test'],
    subject: 'New this week',
    ...more,
  },
})
const bounce = (type: string) => ({ bounce: { message: 'said the server', subType: 'General', type } })
const hard = report('email.bounced', bounce('Permanent'))

const written = async ({ db }: World) => ({
  suppressed: await db.select({ emailKey: suppressions.emailKey, reason: suppressions.reason }).from(suppressions),
  scores: (await db.select().from(bounceScores)).map(({ score }) => score),
  events: (await db.select().from(mailEvents)).length,
})
const NOTHING = { suppressed: [], scores: [], events: 0 }

describe('a report with a good signature', () => {
  test.each([
    ['a bounce for good', hard, 'bounced'],
    ['a complaint', report('email.complained'), 'complained'],
    ['a bounce without a kind', report('email.bounced'), 'bounced'],
    ['an address with a name', report('email.complained', { to: 'A Reader <reader@example.test>' }), 'complained'],
  ])('%s stops mail', async (_, sent, reason) => {
    const { world, emailKey, send } = await given()
    const answer = await send(sent)
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(await written(world)).toEqual({ suppressed: [{ emailKey, reason }], scores: [], events: 1 })
  })

  test.each(['Transient', 'Undetermined'])('a %s bounce is counted, and forgotten once one arrives', async (type) => {
    const { world, send } = await given()
    await send(report('email.bounced', bounce(type)))
    expect(await written(world)).toMatchObject({ suppressed: [], scores: [1] })
    await send(report('email.delivered'), { id: 'msg_2' })
    expect(await written(world)).toMatchObject({ suppressed: [], scores: [] })
  })

  test.each([
    ['of no consequence', report('email.opened')],
    ['of something else', { type: 'contact.created', data: { id: 'c' } }],
    ['of several mailboxes', report('email.bounced', { to: ['a@example.test', 'b@example.test'] })],
    ['that is no object', 'hello'],
  ])('%s is acknowledged and nothing is written', async (_, sent) => {
    const { world, send } = await given()
    expect((await send(sent)).status).toBe(204)
    expect(await written(world)).toEqual(NOTHING)
  })

  test('that comes again, later or many times at once, is acted on once', async () => {
    const { world, send } = await given()
    const soft = report('email.bounced', bounce('Transient'))
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(soft)))
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(204))
    world.now += 60 * MINUTE
    expect((await send(soft)).status).toBe(204)
    expect(await written(world)).toMatchObject({ scores: [1], events: 1 })
  })

  test('under the names of the standard, and beside a signature of another secret, is read too', async () => {
    const { world, send } = await given()
    expect((await send(hard, { name: 'webhook' })).status).toBe(204)
    const both = (right: string) => `${sign('another')} v2,abc ${right}`
    expect((await send(report('email.complained'), { id: 'msg_2', signature: both })).status).toBe(204)
    expect((await written(world)).events).toBe(2)
  })
})

describe('a report that is not from the provider', () => {
  test.each<[string, Sent]>([
    ['signed with another key', { signature: () => sign('msg_1.1.x', Buffer.from('another')) }],
    ['of another version', { signature: (right) => right.replace('v1,', 'v2,') }],
    ['without a signature', { signature: () => '' }],
    ['with a broken one', { signature: () => 'v1,%%% v1,a= v1,abcde v1,' }],
    ['with part of one', { signature: (right) => right.slice(0, -5) }],
    ['under a strange id', { id: 'msg 1' }],
    ['of six minutes ago', { at: Date.parse('2026-03-02T11:54:01Z') }],
    ['from the future', { at: Date.parse('2026-03-02T12:05:04Z') }],
  ])('%s: there is nothing here, and nothing is written', async (_, how) => {
    const { world, send } = await given()
    const answer = await send(hard, how)
    const missing = await world.get('/webhooks/other')
    expect([answer.status, await answer.text()]).toEqual([404, await missing.text()])
    expect(await written(world)).toEqual(NOTHING)
  })

  test('another body under a good signature is refused', async () => {
    const { world, send } = await given()
    const own = sign(`msg_1.${Math.floor((world.now + 2_000) / 1000)}.${JSON.stringify(report('email.opened'))}`)
    expect((await send(hard, { signature: () => own })).status).toBe(404)
    expect(await written(world)).toEqual(NOTHING)
  })

  test('no secret, nothing believed: not even what is signed with an empty one', async () => {
    const { world, send } = await given()
    world.webhookSecret = undefined
    expect((await send(hard)).status).toBe(404)
    world.webhookSecret = 'whsec_'
    const empty = (right: string) => right && sign('msg_1.1.x', Buffer.alloc(1))
    expect((await send(hard, { signature: empty })).status).toBe(404)
    expect(await written(world)).toEqual(NOTHING)
  })

  test('too long a body or one that is no JSON says what is wrong, and nothing of us', async () => {
    const { world, send } = await given()
    expect((await send(null, { body: 'x'.repeat(70_000) })).status).toBe(413)
    expect((await send(null, { body: '{' })).status).toBe(400)
    expect(await written(world)).toEqual(NOTHING)
  })
})

test('the example of the providers’ documentation is read as they sign it', async () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const headers = new Headers({
    'svix-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'svix-timestamp': '1614265330',
    'svix-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
  const signature = readSignature(headers, 1614265330_000) ?? expect.fail('no signature was read')
  expect(await isSignedWith(secret, signature, '{"test": 2432232314}')).toBe(true)
  expect(await isSignedWith(secret, signature, '{"test": 2432232315}')).toBe(false)
})
