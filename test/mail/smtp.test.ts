import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import type { Env } from '../../src/env.ts'
import { emailKeyOf } from '../../src/mail/allowance.ts'
import { readBounceAddress } from '../../src/mail/bounce-address.ts'
import type { Message } from '../../src/mail/mailer.ts'
import { makeMailer } from '../../src/mail/transports.ts'
import { startSmtp } from '../support/smtp.ts'
import { createWorld, NOON } from '../support/world.ts'
import { verifyDkim } from './dkim.ts'

const { db, secrets } = (await createWorld()).ctx()
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const signing = { DKIM_DOMAIN: 'onward.test', DKIM_SELECTOR: 'mail2026', DKIM_PRIVATE_KEY: pem }
const message: Message = {
  to: 'Reader@example.test',
  subject: 'Équipe — a rather long subject that has to be folded over more than one line of the header',
  html: `<p>${'Where “quotes” and  two spaces stay. '.repeat(20)}</p>`,
  text: 'A line.  \n\n.\n..two dots\n\tand a tab\n\n\n',
  headers: {
    'List-Unsubscribe': `<https://onward.test/unsubscribe/${'x'.repeat(120)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
  idempotencyKey: 'run/sub_1',
}

async function overSmtp(variables: Partial<Env> = {}, options: Parameters<typeof startSmtp>[0] = {}) {
  const smtp = await startSmtp(options)
  onTestFinished(smtp.close)
  const env = { MAIL_TRANSPORT: 'smtp', MAIL_FROM: 'Onward <mail@onward.test>', SMTP_URL: smtp.url, ...variables }
  const ports = { db, clock: () => NOON, fetch, sleep: async () => {}, secrets }
  return { mailer: makeMailer(env as unknown as Env, ports), mails: smtp.mails }
}

describe('signed mail', () => {
  test('arrives with a signature that holds and covers what readers go by', async () => {
    const { mailer, mails } = await overSmtp(signing)
    expect(await mailer.send(message)).toMatchObject({ outcome: 'sent' })
    const { raw = '', subject, text } = mails[0] ?? {}
    const { holds, signed, tags } = verifyDkim(raw, publicKey)
    expect(holds).toBe(true)
    expect(tags).toMatchObject({ d: 'onward.test', s: 'mail2026', a: 'rsa-sha256', c: 'relaxed/relaxed' })
    expect(signed).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id', 'mime-version']))
    expect(signed).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']))
    expect(subject).toBe(message.subject)
    expect(text).toContain('\n.\n..two dots\n')
  })

  test('does not hold once a word of it is changed', async () => {
    const { mailer, mails } = await overSmtp(signing)
    await mailer.send(message)
    const { raw = '' } = mails[0] ?? {}
    expect(verifyDkim(raw.replace('two dots', 'ten dots'), publicKey).holds).toBe(false)
    expect(verifyDkim(raw.replace('unsubscribe/x', 'unsubscribe/y'), publicKey).holds).toBe(false)
    expect(verifyDkim(raw, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey).holds).toBe(false)
  })

  test('a key that cannot sign keeps mail from going out unsigned', async () => {
    const broken = pem.replace(/\n[^-]{40}/, '\nAAAA')
    const { mailer, mails } = await overSmtp({ ...signing, DKIM_PRIVATE_KEY: broken })
    expect(await mailer.send(message)).toEqual({
      outcome: 'deferred',
      cause: 'DKIM_PRIVATE_KEY cannot sign',
      retryAfterMs: null,
    })
    expect(mails).toEqual([])
  })
})

describe('the sender of the envelope', () => {
  test('is the address of MAIL_FROM, where nothing else is said', async () => {
    const { mailer, mails } = await overSmtp()
    await mailer.send(message)
    expect(mails[0]?.envelope).toEqual({ from: 'mail@onward.test', to: ['Reader@example.test'] })
  })

  test('tells whose mail came back, and From stays', async () => {
    const { mailer, mails } = await overSmtp({ MAIL_BOUNCES: 'bounces@onward.test' })
    await mailer.send(message)
    const from = mails[0]?.envelope.from ?? ''
    expect(from).toMatch(/^bounces\+[\w-]{56}@onward\.test$/)
    expect(from.indexOf('@')).toBe(64)
    expect(mails[0]?.from?.address).toBe('mail@onward.test')
    const key = await emailKeyOf({ secrets }, 'reader@example.test')
    expect(await readBounceAddress(secrets, from, NOON)).toBe(key)
    expect(await readBounceAddress(secrets, from, NOON + 59 * DAY)).toBe(key)
    expect(await readBounceAddress(secrets, from, NOON + 91 * DAY)).toBeNull()
  })

  test('cannot be made up: every other sign of the token opens nothing', async () => {
    const { mailer, mails } = await overSmtp({ MAIL_BOUNCES: 'bounces@onward.test' })
    await mailer.send(message)
    const from = mails[0]?.envelope.from ?? ''
    for (let i = 8; i < 64; i++) {
      const changed = `${from.slice(0, i)}${from[i] === 'A' ? 'B' : 'A'}${from.slice(i + 1)}`
      expect(await readBounceAddress(secrets, changed, NOON), changed).toBeNull()
    }
    for (const other of ['', 'bounces@onward.test', 'bounces+@onward.test', from.replace('+', '')])
      expect(await readBounceAddress(secrets, other, NOON)).toBeNull()
  })
})

test('a mail has the Message-ID that its key says, at every try and before the first', async () => {
  const { mailer, mails } = await overSmtp()
  const known = mailer.trace?.messageIdOf(message.idempotencyKey)
  for (const idempotencyKey of ['run/sub_1', 'run/sub_1', 'run sub_2 (week 2026-03-02)'])
    await mailer.send({ ...message, idempotencyKey })
  expect(mails.map(({ messageId }) => messageId)).toEqual([
    known,
    '<run.sub_1@onward.test>',
    '<run.sub_2.week.2026-03-02@onward.test>',
  ])
})

describe('a refusal', () => {
  test('at RCPT with 5.1.1 says that the mailbox is gone', async () => {
    const { mailer } = await overSmtp({}, { failAt: 'refused at RCPT' })
    expect(await mailer.send(message)).toMatchObject({ outcome: 'refused', noMailbox: true })
  })

  test('for now is no refusal', async () => {
    const { mailer } = await overSmtp({}, { failAt: 'deferred at DATA' })
    expect(await mailer.send(message)).toMatchObject({ outcome: 'deferred' })
  })
})
