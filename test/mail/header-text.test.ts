import fc from 'fast-check'
import PostalMime, { decodeWords, type Email } from 'postal-mime'
import { expect, test } from 'vitest'
import type { Env } from '../../src/env.ts'
import { headerText, withSafeHeaders } from '../../src/mail/header-text.ts'
import { httpMailer } from '../../src/mail/http-mailer.ts'
import type { Mailer, Message } from '../../src/mail/mailer.ts'
import { composeRaw } from '../../src/mail/raw-mail.ts'
import { NOON } from '../support/world.ts'

const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
const env = { MAIL_FROM: 'Onward <mail@onward.test>', MAIL_API_URL: 'https://mail.test/' } as unknown as Env

/** What somebody could type to break out of a header, in any mixture. */
const hostile = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          '\r\n',
          '\n',
          '\r',
          '\0',
          '\u2028',
          '\u0085',
          '\u000b',
          '\u202e',
          '\u2066',
          '\u200f',
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          'Bcc: evil@example.test',
          'Subject: other',
          '\r\n\r\n<p>',
          '=?utf-8?Q?=0D=0ABcc=3A_x?=',
          '--b',
          '?=',
          '\ud800',
          '👩‍🔬',
          'é',
        ),
      },
      { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 24 }) },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

/** Twenty at once: one in the subject, the others in headers of their own. */
const twenty = fc.array(hostile, { minLength: 20, maxLength: 20 })
const MAILS = 250
const noteNames = Array.from({ length: 19 }, (_, i) => `X-Note-${i}`)

const OURS = new Set([
  ...['content-type', 'date', 'from', 'list-unsubscribe', 'message-id', 'mime-version', 'subject', 'to'],
  ...noteNames.map((name) => name.toLowerCase()),
])

const messageOf = (texts: readonly string[]): Message => ({
  to: 'reader@example.test',
  subject: texts[0] ?? '',
  html: '<p>h</p>',
  text: 't',
  headers: {
    'List-Unsubscribe': '<https://onward.test/u>',
    ...Object.fromEntries(noteNames.map((name, i) => [name, texts[i + 1] ?? ''])),
    [`X-Bad${texts[1] || ':'}\n`]: 'x',
  },
  idempotencyKey: 'key',
})

/** Takes what leaves the house for a provider, after it was made safe. */
function passing() {
  const seen: Message[] = []
  const send: Mailer['send'] = async (message) => {
    seen.push(message)
    return { outcome: 'sent', providerId: null }
  }
  return { seen, mailer: withSafeHeaders({ keepsKeys: true, keepsMail: false, send }) }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

const read = (mail: Email, name: string) =>
  oneLine(decodeWords(mail.headers.find(({ key }) => key === name)?.value ?? ''))

test('5,000 hostile texts stay one line each in a composed mail, and add no header', async () => {
  const property = fc.asyncProperty(twenty, async (texts) => {
    const { seen, mailer } = passing()
    await mailer.send(messageOf(texts))
    const composed = await composeRaw(env, seen[0] ?? expect.fail('nothing was sent'))
    if ('outcome' in composed) throw new Error(composed.cause)
    const mail = await PostalMime.parse(composed.raw)
    expect(mail.headers.filter(({ key }) => !OURS.has(key))).toEqual([])
    expect(new Set(mail.headers.map(({ key }) => key)).size).toBe(mail.headers.length)
    for (const [i, name] of ['subject', ...noteNames].entries())
      expect(read(mail, name.toLowerCase())).toBe(oneLine(headerText(texts[i] ?? '')))
    expect(mail.subject ?? '').not.toMatch(UNSAFE)
    expect(mail.to).toEqual([{ name: '', address: 'reader@example.test' }])
    expect([mail.bcc, mail.cc, mail.html?.trim()]).toEqual([undefined, undefined, '<p>h</p>'])
  })
  await fc.assert(property, { numRuns: MAILS, seed: 6 })
})

test('and reach a provider’s API without a control in them', async () => {
  const bodies: { subject: string; headers: Record<string, string> }[] = []
  const fetch = (async (_: string, { body }: RequestInit) => {
    bodies.push(JSON.parse(String(body)))
    return Response.json({ id: 'p' })
  }) as unknown as typeof globalThis.fetch
  const mailer = withSafeHeaders(httpMailer(env, { clock: () => NOON, fetch }))
  const property = fc.asyncProperty(twenty, async (texts) => {
    await mailer.send(messageOf(texts))
    const { subject = '', headers = {} } = bodies.pop() ?? {}
    const values = [subject, ...Object.values(headers)]
    expect(values.filter((value) => UNSAFE.test(value) || value.includes('=?') || !value.isWellFormed())).toEqual([])
    expect(Object.keys(headers)).toEqual(['List-Unsubscribe', ...noteNames])
  })
  await fc.assert(property, { numRuns: MAILS, seed: 6 })
})

test.each([
  'a@b.test, evil@example.test',
  'a@b.test\r\nBcc: evil@example.test',
  '<a@b.test>',
  'a b@c.test',
  'nobody',
  'a@b@c.test',
  '',
])('nothing is sent to %j', async (to) => {
  const { seen, mailer } = passing()
  expect(await mailer.send({ ...messageOf(['s']), to })).toMatchObject({ outcome: 'refused' })
  expect(seen).toEqual([])
})

test('a call of many with one such address is refused whole', async () => {
  const mailer = withSafeHeaders({
    ...passing().mailer,
    batch: { most: 100, send: async () => ({ outcome: 'sent', providerIds: [] }) },
  })
  const good = { ...messageOf(['s']), pieces: [] }
  expect(await mailer.batch?.send([good, { ...good, to: 'a,b@c.test' }], 'k')).toMatchObject({ outcome: 'refused' })
  expect(await mailer.batch?.send([good, good], 'k')).toMatchObject({ outcome: 'sent' })
})

test('names in other scripts and joined signs stay as they are', () => {
  expect(headerText('Équipe 👩‍🔬 – שלום مرحبا 日本')).toBe('Équipe 👩‍🔬 – שלום مرحبا 日本')
  expect(headerText(' a\r\n\tb\u202e  c ')).toBe('a b c')
})
