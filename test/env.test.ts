import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Bindings, readEnv } from '../src/env.ts'

const good = {
  PUBLIC_ORIGIN: 'https://onward.example/',
  SECRET_KEYS: 'a'.repeat(32),
  MAIL_TRANSPORT: 'smtp',
  SMTP_URL: 'smtp://127.0.0.1:25',
  MAIL_FROM: 'Onward <mail@onward.example>',
  DB: {},
  JOBS: {},
}
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const pem = rsa.export({ type: 'pkcs8', format: 'pem' }).toString()
const dkim = { DKIM_DOMAIN: 'onward.example', DKIM_SELECTOR: 'mail2026', DKIM_PRIVATE_KEY: pem }
const secret = `whsec_${'a'.repeat(32)}`
const read = (changes: object) => readEnv({ ...good, ...changes } as unknown as Bindings)

test('good variables are read', () => {
  expect(read({})).toMatchObject({ PUBLIC_ORIGIN: 'https://onward.example', SECRET_KEYS: ['a'.repeat(32)] })
})

test('a machine of one’s own keeps its mail without more settings', () => {
  for (const PUBLIC_ORIGIN of ['http://localhost:8787', 'http://127.0.0.1:1', 'http://onward.test'])
    expect(read({ PUBLIC_ORIGIN, MAIL_TRANSPORT: undefined, MAIL_FROM: undefined, SMTP_URL: undefined })).toMatchObject(
      { MAIL_TRANSPORT: 'outbox' },
    )
})

test('a comma after the last key is no key', () => {
  expect(read({ SECRET_KEYS: `${'a'.repeat(32)}, ` }).SECRET_KEYS).toHaveLength(1)
})

test('mail is signed, paced and returned as the variables say; a key may have its line breaks written out', () => {
  const given = { ...dkim, MAIL_RATE: '2.5', MAIL_BOUNCES: 'bounces@onward.example', MAIL_WEBHOOK_SECRET: secret }
  expect(read(given)).toMatchObject({ ...given, DKIM_PRIVATE_KEY: pem.trim(), MAIL_RATE: 2.5 })
  expect(read({ ...dkim, DKIM_PRIVATE_KEY: pem.replaceAll('\n', '\\n') }).DKIM_PRIVATE_KEY).toBe(pem.trim())
  const pkcs1 = rsa.export({ type: 'pkcs1', format: 'pem' }).toString()
  expect(read({ ...dkim, DKIM_PRIVATE_KEY: pkcs1 }).DKIM_PRIVATE_KEY).toBe(pkcs1.trim())
})

test.each([
  [{ PUBLIC_ORIGIN: 'nowhere' }, 'PUBLIC_ORIGIN must be an address'],
  [{ SECRET_KEYS: undefined }, 'SECRET_KEYS is missing'],
  [{ SECRET_KEYS: 'short' }, 'at least 32 characters'],
  [{ MAIL_TRANSPORT: 'pigeon' }, 'MAIL_TRANSPORT is outbox, smtp, http or cloudflare'],
  [{ SMTP_URL: undefined }, 'SMTP_URL is missing: MAIL_TRANSPORT is smtp'],
  [{ MAIL_TRANSPORT: 'http' }, 'MAIL_API_URL is missing'],
  [{ MAIL_TRANSPORT: 'cloudflare' }, 'binding MAIL'],
  [{ MAIL_TRANSPORT: 'outbox' }, 'refused where others can reach'],
  [{ MAIL_TRANSPORT: 'outbox', PUBLIC_ORIGIN: 'http://onward.example' }, 'refused where others can reach'],
  [{ PUBLIC_ORIGIN: 'localhost:8787' }, 'PUBLIC_ORIGIN must be an address'],
  [{ PUBLIC_ORIGIN: 'javascript:1' }, 'PUBLIC_ORIGIN must be an address'],
  [{ MAIL_FROM: undefined }, 'MAIL_FROM is missing'],
  [{ MAIL_FROM: 'hello' }, 'MAIL_FROM must be a sender'],
  [{ SMTP_URL: 'nonsense' }, 'SMTP_URL must be an address'],
  [{ LIBSQL_URL: 'nonsense' }, 'LIBSQL_URL must be an address'],
  [{ CLOCK_OFFSET_MS: '5' }, 'CLOCK is refused where PUBLIC_ORIGIN is https'],
  [{ CLOCK_OFFSET_MS: 'soon' }, 'CLOCK_OFFSET_MS is a number'],
  [{ ...dkim, DKIM_DOMAIN: undefined }, 'DKIM_DOMAIN is missing: mail is signed with all of DKIM_* or none'],
  [{ ...dkim, DKIM_SELECTOR: undefined }, 'DKIM_SELECTOR is missing'],
  [{ ...dkim, DKIM_PRIVATE_KEY: undefined }, 'DKIM_PRIVATE_KEY is missing'],
  [{ ...dkim, DKIM_DOMAIN: 'a; b=c' }, 'DKIM_DOMAIN must be a domain'],
  [{ ...dkim, DKIM_SELECTOR: 'a b' }, 'DKIM_SELECTOR must be a name'],
  [{ ...dkim, DKIM_PRIVATE_KEY: 'nonsense' }, 'DKIM_PRIVATE_KEY must be a private RSA key'],
  [{ MAIL_RATE: 'fast' }, 'MAIL_RATE is a number'],
  [{ MAIL_RATE: '0' }, 'MAIL_RATE is a number of mails a second above 0'],
  [{ MAIL_BOUNCES: 'returned@onward.example' }, 'MAIL_BOUNCES must be an address with at most 7 signs'],
  [{ MAIL_BOUNCES: 'b+x@onward.example' }, 'MAIL_BOUNCES must be an address'],
  [
    { MAIL_BOUNCES: 'bounces@onward.example', MAIL_TRANSPORT: 'cloudflare', MAIL: {} },
    'MAIL_BOUNCES is for MAIL_TRANSPORT smtp',
  ],
  [{ MAIL_WEBHOOK_SECRET: 'whsec_short' }, 'MAIL_WEBHOOK_SECRET must be the signing secret'],
  [{ MAIL_API_BATCH_URL: 'nonsense' }, 'MAIL_API_BATCH_URL must be an address'],
  [{ DB: undefined }, 'D1 binding DB in wrangler.toml, or LIBSQL_URL'],
  [{ JOBS: undefined }, 'queue producer binding JOBS'],
])('%o is refused with what to set', (changes, message) => expect(() => read(changes)).toThrow(message))
