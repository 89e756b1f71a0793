import { describe, expect, test } from 'vitest'
import { passkeys } from '../../../src/auth/table.ts'
import { type Client, signIn } from '../../support/sign-in.ts'
import { createWorld } from '../../support/world.ts'
import { enrolled, eventNames, show, shownAt } from './given.ts'

describe('removing', () => {
  const remove = (client: Client, id: string) => client.post(`/me/passkeys/${id}/removal`)

  test('needs one shown; other browsers then show one anew', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    const second = await enrolled(client, 'Second')
    const other = await signIn(world, 'a@example.test')
    expect((await remove(other, second.id)).status).toBe(403)
    expect(await world.db.select().from(passkeys)).toHaveLength(2)
    expect((await show(other, device)).status).toBe(200)
    const answer = await remove(other, second.id)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me/passkeys?done=removed'])
    expect((await world.db.select().from(passkeys)).map(({ id }) => id)).toEqual([device.id])
    expect((await shownAt(world)).map(Boolean)).toEqual([false, true])
    expect((await eventNames(world)).filter((name) => name === 'passkey.removed')).toHaveLength(1)
  })

  test('the last one goes, and what it had opened with it', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    expect((await remove(client, device.id)).status).toBe(303)
    expect(await world.db.select().from(passkeys)).toEqual([])
    expect(await shownAt(world)).toEqual([null])
    await enrolled(client)
  })

  test.each(['moderator', 'admin'] as const)(
    'a %s keeps the last one, also when two are removed at once',
    async (role) => {
      const world = await createWorld()
      const client = await signIn(world, 'a@example.test', { role, example: false })
      const [one, two] = [await enrolled(client), await enrolled(client, 'Second')]
      const answers = await Promise.all([remove(client, one.id), remove(client, two.id)])
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
      const refused = answers.find(({ status }) => status === 409)
      expect(await refused?.text()).toContain('add another one before you remove this one')
      expect(await world.db.select().from(passkeys)).toHaveLength(1)
      expect(await shownAt(world)).not.toContain(null)
    },
  )

  test('another person’s is as if there were none', async () => {
    const world = await createWorld()
    const device = await enrolled(await signIn(world, 'a@example.test'))
    const other = await signIn(world, 'b@example.test')
    await enrolled(other)
    const [foreign, missing] = [await remove(other, device.id), await remove(other, 'none')]
    expect([foreign.status, missing.status]).toEqual([404, 404])
    expect(await foreign.text()).toBe(await missing.text())
    expect(await world.db.select().from(passkeys)).toHaveLength(2)
  })
})

test('nobody without a session asks, adds, shows or removes; another site cannot either', async () => {
  const world = await createWorld()
  expect((await world.get('/me/passkeys')).headers.get('location')).toBe('/sign-in?next=%2Fme%2Fpasskeys')
  const from = { Origin: 'http://onward.test', 'Sec-Fetch-Site': 'same-origin' }
  const ways = ['registration/options', 'registration', 'authentication/options', 'authentication', 'x/removal']
  for (const way of ways) expect((await world.post(`/me/passkeys/${way}`, {}, from)).status).toBe(401)
  const client = await signIn(world, 'a@example.test')
  for (const way of ways) {
    const headers = { Origin: 'https://evil.test', 'Content-Type': 'application/json' }
    expect((await client.request(`/me/passkeys/${way}`, { method: 'POST', headers, body: '{}' })).status).toBe(403)
  }
})
