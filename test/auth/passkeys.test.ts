import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { passkeyChallenges, passkeys, sessions } from '../../src/auth/table.ts'
import { MINUTE } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { admins, moderators } from '../../src/http/access.ts'
import type { AppEnv } from '../../src/http/app-env.ts'
import { people } from '../../src/people/table.ts'
import { type Authenticator, openAuthenticator } from '../support/authenticator.ts'
import { type Client, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

type Options = { challenge: string; rp?: { id: string }; rpId?: string; user?: { id: string; name: string } }

async function ask(client: Client, what: 'registration' | 'authentication'): Promise<Options> {
  const answer = await client.postJson(`/me/passkeys/${what}/options`, {})
  expect(answer.status).toBe(200)
  return (await answer.json()) as Options
}
const answerTo = (client: Client, what: 'registration' | 'authentication', body: object) =>
  client.postJson(`/me/passkeys/${what}`, what === 'registration' ? { name: '', ...body } : body)

/** Adds a passkey as the page does; answers the device that holds it. */
async function enrolled(client: Client, name = 'My phone'): Promise<Authenticator> {
  const device = openAuthenticator()
  const { challenge } = await ask(client, 'registration')
  const answer = await answerTo(client, 'registration', { name, credential: device.make(challenge) })
  expect(await answer.json()).toEqual({ done: 'added' })
  return device
}

async function show(client: Client, device: Authenticator, said = {}) {
  const { challenge } = await ask(client, 'authentication')
  return answerTo(client, 'authentication', { credential: device.show(challenge, said) })
}

const shownAt = async (world: World) =>
  (await world.db.select({ at: sessions.passkeyAt }).from(sessions).orderBy(sessions.createdAt)).map(({ at }) => at)
const eventNames = async (world: World) =>
  (await world.db.select().from(events)).map(({ name }) => name).filter((name) => name.startsWith('passkey.'))

describe('adding', () => {
  test('the first one needs the mailed sign-in only; the session counts as having shown it', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'mod@example.test')
    const options = await ask(client, 'registration')
    expect(options).toMatchObject({
      rp: { id: 'onward.test', name: 'Onward' },
      user: { name: 'Onward account' },
      attestation: 'none',
      authenticatorSelection: { userVerification: 'required' },
    })
    expect(JSON.stringify(options)).not.toContain('mod@')
    const device = openAuthenticator()
    const answer = await answerTo(client, 'registration', {
      credential: device.make(options.challenge, { counter: 3 }),
    })
    expect([answer.status, await answer.json()]).toEqual([200, { done: 'added' }])
    expect(await world.db.select().from(passkeys)).toMatchObject([
      { id: device.id, personId: client.id, name: 'A browser', counter: 3, transports: ['internal'], usedAt: null },
    ])
    expect(await shownAt(world)).toEqual([world.now])
    expect(await world.db.select().from(passkeyChallenges)).toEqual([])
    expect(await eventNames(world)).toEqual(['passkey.added'])
    const page = await (await client.get('/me/passkeys?done=added')).text()
    expect(page).toContain('Your passkey is added')
    expect(page).toContain('A browser')
  })

  test('a further one needs one shown in the same session', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    const thief = await signIn(world, 'a@example.test')
    expect((await thief.postJson('/me/passkeys/registration/options', {})).status).toBe(403)
    const early = openAuthenticator()
    await world.db.insert(passkeyChallenges).values({
      sessionId: (await world.db.select().from(sessions)).find(({ passkeyAt }) => !passkeyAt)?.id ?? '',
      challenge: 'abc',
      askedAt: world.now,
    })
    expect((await answerTo(thief, 'registration', { credential: early.make('abc') })).status).toBe(403)
    expect(await world.db.select().from(passkeys)).toHaveLength(1)
    expect((await show(thief, device)).status).toBe(200)
    await enrolled(thief, 'Second')
    expect((await world.db.select().from(passkeys)).map(({ name }) => name).sort()).toEqual(['My phone', 'Second'])
  })

  test('of two browsers that enrol the first one at once, one is second', async () => {
    const world = await createWorld()
    const [one, two] = [await signIn(world, 'a@example.test'), await signIn(world, 'a@example.test')]
    const [first, second] = [await ask(one, 'registration'), await ask(two, 'registration')]
    const answers = await Promise.all([
      answerTo(one, 'registration', { credential: openAuthenticator().make(first.challenge) }),
      answerTo(two, 'registration', { credential: openAuthenticator().make(second.challenge) }),
    ])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await world.db.select().from(passkeys)).toHaveLength(1)
    expect((await shownAt(world)).filter(Boolean)).toHaveLength(1)
    expect(await eventNames(world)).toEqual(['passkey.added'])
  })

  test('a passkey belongs to one person; ten are enough', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    const other = await signIn(world, 'b@example.test')
    const { challenge } = await ask(other, 'registration')
    expect((await answerTo(other, 'registration', { credential: device.make(challenge) })).status).toBe(409)
    expect((await world.db.select().from(passkeys)).map(({ personId }) => personId)).toEqual([client.id])
    expect((await shownAt(world)).filter(Boolean)).toHaveLength(1)
    for (let i = 1; i < 10; i++) await enrolled(client, `Key ${i}`)
    expect((await client.postJson('/me/passkeys/registration/options', {})).status).toBe(409)
  })

  const certified = new Map<string, unknown>([
    ['alg', -7],
    ['x5c', [new Uint8Array(8)]],
    ['sig', new Uint8Array(8)],
  ])
  test.each<[string, object, [string, Map<string, unknown>]?]>([
    ['of another site', { origin: 'https://evil.test' }],
    ['of this host under another scheme', { origin: 'https://onward.test' }],
    ['for another site', { rpId: 'evil.test' }],
    ['of a device that did not check who holds it', { verified: false }],
    ['with certificates', {}, ['packed', certified]],
    ['of a format nobody asked for', {}, ['apple', certified]],
  ])('one %s is refused and nothing is kept', async (_, said, attestation) => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const { challenge } = await ask(client, 'registration')
    const credential = openAuthenticator().make(challenge, said, attestation)
    const answer = await answerTo(client, 'registration', { credential })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ error: { message: expect.stringContaining('not accepted') } })
    expect(await world.db.select().from(passkeys)).toEqual([])
    expect(await shownAt(world)).toEqual([null])
    expect(await eventNames(world)).toEqual([])
  })

  test('bad bodies are refused before anything is looked at', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const { challenge } = await ask(client, 'registration')
    const credential = openAuthenticator().make(challenge)
    const bodies = [
      {},
      { credential: 'x' },
      { credential: { ...credential, id: ['a'] } },
      { credential: { ...credential, role: 'admin' } },
      { credential, role: 'admin' },
      { credential, name: 'x'.repeat(81) },
    ]
    for (const body of bodies) expect((await answerTo(client, 'registration', body)).status).toBe(422)
    const form = await client.post('/me/passkeys/registration', { name: 'x' })
    expect(form.status).toBe(415)
    expect(await world.db.select().from(passkeys)).toEqual([])
    // None of it used the challenge up.
    expect((await answerTo(client, 'registration', { credential })).status).toBe(200)
  })
})

describe('a challenge', () => {
  test('is used once: a second answer to it is refused', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    const again = await signIn(world, 'a@example.test')
    const { challenge } = await ask(again, 'authentication')
    const credential = device.show(challenge)
    expect((await answerTo(again, 'authentication', { credential })).status).toBe(200)
    expect((await answerTo(again, 'authentication', { credential })).status).toBe(409)
  })

  test('is used up by a wrong answer too', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    const again = await signIn(world, 'a@example.test')
    const { challenge } = await ask(again, 'authentication')
    const wrong = device.show(challenge, { origin: 'https://evil.test' })
    expect((await answerTo(again, 'authentication', { credential: wrong })).status).toBe(422)
    expect((await answerTo(again, 'authentication', { credential: device.show(challenge) })).status).toBe(409)
    expect(await shownAt(world)).toContain(null)
  })

  test('lasts five minutes', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = openAuthenticator()
    const { challenge } = await ask(client, 'registration')
    world.now += 5 * MINUTE
    expect((await answerTo(client, 'registration', { credential: device.make(challenge) })).status).toBe(409)
    expect(await world.db.select().from(passkeys)).toEqual([])
  })

  test('belongs to one session, and a newer one ends it', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    const [one, two] = [await signIn(world, 'a@example.test'), await signIn(world, 'a@example.test')]
    const { challenge } = await ask(one, 'authentication')
    await ask(two, 'authentication')
    expect((await answerTo(two, 'authentication', { credential: device.show(challenge) })).status).toBe(422)
    await ask(one, 'authentication')
    expect((await answerTo(one, 'authentication', { credential: device.show(challenge) })).status).toBe(422)
    expect((await shownAt(world)).filter(Boolean)).toHaveLength(1)
  })

  test('for making a passkey does not serve for showing one', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    const { challenge } = await ask(client, 'registration')
    expect((await answerTo(client, 'authentication', { credential: device.make(challenge) })).status).toBe(422)
  })

  test('unanswered ones of others go when they are old', async () => {
    const world = await createWorld()
    await ask(await signIn(world, 'a@example.test'), 'registration')
    const other = await signIn(world, 'b@example.test')
    world.now += 6 * MINUTE
    await ask(other, 'registration')
    expect(await world.db.select().from(passkeyChallenges)).toHaveLength(1)
  })
})

describe('showing', () => {
  test('marks this session and no other, and counts', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    const again = await signIn(world, 'a@example.test')
    expect(await (await again.get('/me/passkeys')).text()).not.toContain('/removal')
    expect((await show(again, device, { counter: 7 })).status).toBe(200)
    expect((await shownAt(world)).every(Boolean)).toBe(true)
    expect(await world.db.select().from(passkeys)).toMatchObject([{ counter: 7, usedAt: world.now }])
    expect(await eventNames(world)).toEqual(['passkey.added', 'passkey.shown'])
    expect(await (await again.get('/me/passkeys')).text()).toContain('/removal')
  })

  test.each([6, 7])('a counter that does not grow (7, then %i) is a copied key', async (counter) => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    expect((await show(client, device, { counter: 7 })).status).toBe(200)
    const copy = await signIn(world, 'a@example.test')
    expect((await show(copy, device, { counter })).status).toBe(422)
    expect(await world.db.select().from(passkeys)).toMatchObject([{ counter: 7 }])
    expect(await shownAt(world)).toContain(null)
  })

  test('a device that does not count may be shown again and again', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    for (let i = 0; i < 3; i++) expect((await show(client, device)).status).toBe(200)
  })

  test('another person’s passkey and another key under the same id are refused', async () => {
    const world = await createWorld()
    const device = await enrolled(await signIn(world, 'a@example.test'))
    const other = await signIn(world, 'b@example.test')
    expect((await other.postJson('/me/passkeys/authentication/options', {})).status).toBe(409)
    await enrolled(other)
    expect((await show(other, device)).status).toBe(422)
    const { challenge } = await ask(other, 'authentication')
    const [, own] = await world.db.select().from(passkeys)
    const forged = { ...device.show(challenge), id: own?.id ?? '', rawId: own?.id ?? '' }
    expect((await answerTo(other, 'authentication', { credential: forged })).status).toBe(422)
    const unverified = openAuthenticator()
    expect((await show(other, unverified)).status).toBe(422)
  })

  test('a device that did not check who holds it is refused', async () => {
    const world = await createWorld()
    const client = await signIn(world, 'a@example.test')
    const device = await enrolled(client)
    expect((await show(await signIn(world, 'a@example.test'), device, { verified: false })).status).toBe(422)
  })
})

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
