import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildAll } from '../../src/cli/build.ts'
import { sizes } from '../bench/sizes.ts'

/** A phrase of each part that `alias` in wrangler.toml, or importing by name, keeps out: a library may move it, or we. */
const leftOut = {
  "zod's other languages": 'ltige Eingabe',
  "zod's ways that nobody takes": 'dependentSchemas',
  "zod's compiler": 'z.compile does not support',
  "nodemailer's media types": 'application/vnd.lotus-1-2-3',
  'its well-known services': 'smtp.mail.yahoo.com',
  'its proxies': 'Proxy-Authorization',
  'its other transports': 'Sendmail',
  "Drizzle's PostgreSQL": 'PgColumnBuilder',
  "Drizzle's relations": 'AsyncRelationalQuery',
  'libSQL over WebSockets': 'hrana3',
  'characters with rare names': 'CounterClockwiseContourIntegral',
  "the mail reader's HTML": 'postal-email-header',
  "the feed library's XML parser": 'Unencoded <',
  'names of styles': 'hanging-punctuation',
  "makers' root certificates": 'MIICEjCCAZmgAwIBAgIQ',
  'what reads their certificates': 'Cannot get schema for',
  "makers' statements of their keys": 'mds.fidoalliance.org',
  'the metadata of its classes': 'getOwnMetadataKeys',
}

test('what libraries bring and nothing calls stays out of the bundle, which fits', async () => {
  const built = await buildAll()
  const text = readFileSync(built.worker, 'utf8')
  expect(Object.entries(leftOut).filter(([, phrase]) => text.includes(phrase))).toEqual([])
  expect(sizes(built, null).filter(({ bytes, limit }) => bytes > limit)).toEqual([])
})
