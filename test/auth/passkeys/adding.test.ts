import { describe, expect, test } from 'vitest'
import { passkeyChallenges, passkeys, sessions } from '../../../src/auth/table.ts'
import { openAuthenticator } from '../../support/authenticator.ts'
import { signIn } from '../../support/sign-in.ts'
import { createWorld } from '../../support/world.ts'
import { answerTo, ask, enrolled, eventNames, show, shownAt } from './given.ts'

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
