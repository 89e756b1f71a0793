import { describe, expect, test } from 'vitest'
import { passkeyChallenges, passkeys } from '../../../src/auth/table.ts'
import { MINUTE } from '../../../src/calendar.ts'
import { openAuthenticator } from '../../support/authenticator.ts'
import { signIn } from '../../support/sign-in.ts'
import { createWorld } from '../../support/world.ts'
import { answerTo, ask, enrolled, eventNames, show, shownAt } from './given.ts'

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
