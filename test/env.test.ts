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
  [{ DB: undefined }, 'D1 binding DB in wrangler.toml, or LIBSQL_URL'],
  [{ JOBS: undefined }, 'queue producer binding JOBS'],
])('%o is refused with what to set', (changes, message) => expect(() => read(changes)).toThrow(message))
