import { expect, test, vi } from 'vitest'
import type { Env } from '../../src/env.ts'
import type { Message } from '../../src/mail/mailer.ts'
import { makeMailer } from '../../src/mail/transports.ts'
import { createWorld, NOON } from '../support/world.ts'

/** What workerd has instead: it only carries a mail to the binding. */
class EmailMessage {
  readonly from: string
  readonly to: string
  readonly raw: string
  constructor(from: string, to: string, raw: string) {
    this.from = from
    this.to = to
    this.raw = raw
  }
}
vi.mock('cloudflare:email', () => ({ EmailMessage }))

const message: Message = {
  to: 'reader@example.test',
  subject: 's',
  html: '<p>h</p>',
  text: 't',
  headers: {},
  idempotencyKey: 'run/sub_1',
}
const { db, secrets } = (await createWorld()).ctx()

function through(send: (mail: EmailMessage) => Promise<unknown>) {
  const env = { MAIL_TRANSPORT: 'cloudflare', MAIL_FROM: 'Onward <mail@onward.test>', MAIL: { send } }
  const ports = { db, clock: () => NOON, fetch, sleep: async () => {}, secrets }
  return makeMailer(env as unknown as Env, ports).send(message)
}
const failing = (code?: string) =>
  through(() => Promise.reject(Object.assign(new Error('not for reader@example.test'), code && { code })))

test('a mail that is taken has the id that Cloudflare gave it, and the Message-ID of its key', async () => {
  const sent: EmailMessage[] = []
  const delivery = await through(async (mail) => {
    sent.push(mail)
    return { messageId: 'cf_1' }
  })
  expect(delivery).toEqual({ outcome: 'sent', providerId: 'cf_1' })
  expect(sent).toMatchObject([{ from: 'mail@onward.test', to: message.to }])
  expect(sent[0]?.raw).toContain('Message-ID: <run.sub_1@onward.test>')
})

test.each([
  'E_VALIDATION_ERROR',
  'E_RECIPIENT_NOT_ALLOWED',
  'E_CONTENT_TOO_LARGE',
  'E_HEADER_NOT_ALLOWED',
  'E_HEADERS_TOO_LARGE',
])('%s is a refusal of this mail, said without its address', async (code) => {
  expect(await failing(code)).toEqual({ outcome: 'refused', cause: `${code}: not for [address]` })
})

test('an address that Cloudflare sends nothing to gets no other mail either', async () => {
  expect(await failing('E_RECIPIENT_SUPPRESSED')).toMatchObject({ outcome: 'refused', noMailbox: true })
})

test.each([
  ['E_RATE_LIMIT_EXCEEDED', 60_000],
  ['E_DAILY_LIMIT_EXCEEDED', 3_600_000],
  ['E_SENDER_NOT_VERIFIED', null],
  ['E_SENDER_DOMAIN_NOT_AVAILABLE', null],
])('%s puts it off', async (code, retryAfterMs) => {
  expect(await failing(code)).toMatchObject({ outcome: 'deferred', retryAfterMs })
})

test.each([undefined, 'E_DELIVERY_FAILED', 'E_INTERNAL_SERVER_ERROR', 'E_SOMETHING_NEW', 'toString'])(
  '%s leaves it in doubt',
  async (code) => {
    expect(await failing(code)).toMatchObject({ outcome: 'ambiguous' })
  },
)
