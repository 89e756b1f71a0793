import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { webAddress } from '../../src/fields.ts'
import { organizations } from '../../src/organizations/table.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'

const bad = [
  'http://127.0.0.1/',
  'http://0x7f.1/',
  'http://169.254.169.254/latest',
  'http://10.0.0.1:22/',
  'http://172.20.1.1/',
  'http://192.168.1.1/',
  'http://[::1]/',
  'https://router.local/',
  'https://wiki.corp',
  'https://good.test@evil.test/',
  'https://user:pw@northlight.test/',
  'https://:pw@northlight.test/',
]

test.each(bad)('%s is no address for readers', async (website) => {
  expect(webAddress.safeParse(website).success).toBe(false)
  const world = await createWorld()
  const ada = await signIn(world, 'ada@example.test')
  const answer = await ada.post('/organizations/new', { name: 'Lantern', website })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('id="website-error"')
  expect(await world.db.select().from(organizations)).toEqual([])
})

test.each([
  'https://northlight.test/',
  'http://local.northlight.test/@ada',
  'http://50.73.55.13/counter.php?id=1',
  'https://northlight.test/a?mail=a@b.test#x@y',
])('%s is one', (website) => expect(webAddress.parse(website)).toBe(website))

const isUri = addFormats(new Ajv2020()).compile({ type: 'string', format: 'uri' })

test.each([
  ['https://münchen.example/über uns?q=ä', 'https://xn--mnchen-3ya.example/%C3%BCber%20uns?q=%C3%A4'],
  ['https://example.org/café/ stelle?x="y"', 'https://example.org/caf%C3%A9/%20stelle?x=%22y%22'],
  ['https://a.test/a|b[c]?d={e}^`#f#g', 'https://a.test/a%7Cb%5Bc%5D?d=%7Be%7D%5E%60#f%23g'],
  ['https://a.test/100%?b=%zz%20', 'https://a.test/100%25?b=%25zz%20'],
  ['https://Northlight.Test:443/ä/../b', 'https://northlight.test/b'],
])('%s is kept as %s', (typed, kept) => {
  expect([typed, kept].map((text) => isUri(text))).toEqual([false, true])
  expect(webAddress.parse(typed)).toBe(kept)
})

test('however it is typed, it is kept as every reader takes it, and reading that again changes nothing', () => {
  const label = fc.string({ unit: fc.constantFrom(...'aZ0-ü'), minLength: 1, maxLength: 8 })
  const text = fc.string({ unit: fc.constantFrom(...' /?#%%2f[]{}|^`\\"<>\'@:;&=+.ü香🌲'), maxLength: 20 })
  fc.assert(
    fc.property(label, text, text, text, (host, path, query, fragment) => {
      const { data } = webAddress.safeParse(`https://${host}.test/${path}?${query}#${fragment}`)
      fc.pre(data !== undefined)
      expect(isUri(data), data).toBe(true)
      expect(webAddress.parse(data)).toBe(data)
    }),
  )
})

test('one that is too long once it is spelled out is refused', () => {
  const { error } = webAddress.safeParse(`https://a.test/${'é'.repeat(900)}`)
  expect(error?.issues.map(({ message }) => message)).toEqual(['Keep it to 2,000 bytes'])
})

test('what is no address at all is said once', () => {
  const { error } = webAddress.safeParse('nonsense')
  expect(error?.issues.map(({ message }) => message)).toEqual(['Give a web address that starts with https://'])
})
