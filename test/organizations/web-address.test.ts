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
  'https://northlight.test',
  'http://local.northlight.test/@ada',
  'http://50.73.55.13/counter.php?id=1',
  'https://northlight.test/a?mail=a@b.test#x@y',
])('%s is one', (website) => expect(webAddress.parse(website)).toBe(website))

test('what is no address at all is said once', () => {
  const { error } = webAddress.safeParse('nonsense')
  expect(error?.issues.map(({ message }) => message)).toEqual(['Give a web address that starts with https://'])
})
