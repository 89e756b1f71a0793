import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { admins, moderators } from '../../../src/http/access.ts'
import type { AppEnv } from '../../../src/http/app-env.ts'
import { people } from '../../../src/people/table.ts'
import { type Client, signIn } from '../../support/sign-in.ts'
import { createWorld, type World } from '../../support/world.ts'
import { enrolled, show } from './given.ts'

describe('the page', () => {
  test.each([
    ['/moderation?x=1', 'href="/moderation?x=1"'],
    ['//evil.test', null],
    ['https://evil.test', null],
  ])('leads on to %s only on this site', async (next, link) => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    await enrolled(client)
    const text = await (await client.get(`/me/passkeys?next=${encodeURIComponent(next)}`)).text()
    if (link) expect(text).toContain(link)
    expect(text).not.toContain('evil.test')
  })

  test('names are shown as text', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    await enrolled(client, '<b>x</b>')
    expect(await (await client.get('/me/passkeys')).text()).toContain('&lt;b>x&lt;/b>')
  })
})

describe('moderators and admins', () => {
  /** The two rules on routes of their own, over the sessions of the world. */
  const guarded = (world: World) =>
    new Hono<AppEnv>()
      .use(async (c, next) => {
        c.set('ctx', world.ctx())
        await next()
      })
      .get('/for-moderators', moderators, (c) => c.text('in'))
      .post('/for-moderators', moderators, (c) => c.text('in'))
      .get('/for-admins', admins, (c) => c.text('in'))
  const visit = async (world: World, client: Client, path: string, method = 'GET') => {
    const app = guarded(world).onError((_, c) => c.text('refused', 403))
    const Cookie = [...client.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.request(`http://onward.test${path}`, { method, headers: { Cookie } })
    return answer.headers.get('location') ?? `${answer.status}`
  }
  const asked = '/me/passkeys?next=%2Ffor-moderators'

  test('enrol one first, and show it in every session', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'mod@example.test', { role: 'moderator', example: false })
    expect(await visit(world, client, '/for-moderators')).toBe(asked)
    expect(await visit(world, client, '/for-moderators', 'POST')).toBe('403')
    const device = await enrolled(client)
    expect(await visit(world, client, '/for-moderators')).toBe('200')
    const again = await signIn(world, 'mod@example.test', { role: 'moderator', example: false })
    expect(await visit(world, again, '/for-moderators')).toBe(asked)
    await show(again, device)
    expect(await visit(world, again, '/for-moderators', 'POST')).toBe('200')
    expect(await visit(world, again, '/for-admins')).toBe('403')
  })

  test('example accounts get by without one until they enrol it', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'moderator@onward.test', { role: 'moderator' })
    expect(await visit(world, client, '/for-moderators')).toBe('200')
    const device = await enrolled(client)
    const again = await signIn(world, 'moderator@onward.test', { role: 'moderator' })
    expect(await visit(world, again, '/for-moderators')).toBe(asked)
    await show(again, device)
    expect(await visit(world, again, '/for-moderators')).toBe('200')
  })

  test('a demotion holds from the next request, whatever was shown', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'mod@example.test', { role: 'moderator', example: false })
    await enrolled(client)
    await world.db.update(people).set({ role: 'person' }).where(eq(people.id, client.id))
    expect(await visit(world, client, '/for-moderators')).toBe('403')
  })
})
