import { expect } from 'vitest'
import { sessions } from '../../../src/auth/table.ts'
import { events } from '../../../src/db/table.ts'
import { type Authenticator, openAuthenticator } from '../../support/authenticator.ts'
import type { Client } from '../../support/sign-in.ts'
import type { World } from '../../support/world.ts'

type Options = { challenge: string; rp?: { id: string }; rpId?: string; user?: { id: string; name: string } }

export async function ask(client: Client, what: 'registration' | 'authentication'): Promise<Options> {
  const answer = await client.postJson(`/me/passkeys/${what}/options`, {})
  expect(answer.status).toBe(200)
  return (await answer.json()) as Options
}

export const answerTo = (client: Client, what: 'registration' | 'authentication', body: object) =>
  client.postJson(`/me/passkeys/${what}`, what === 'registration' ? { name: '', ...body } : body)

/** Adds a passkey as the page does; answers the device that holds it. */
export async function enrolled(client: Client, name = 'My phone'): Promise<Authenticator> {
  const device = openAuthenticator()
  const { challenge } = await ask(client, 'registration')
  const answer = await answerTo(client, 'registration', { name, credential: device.make(challenge) })
  expect(await answer.json()).toEqual({ done: 'added' })
  return device
}

export async function show(client: Client, device: Authenticator, said = {}) {
  const { challenge } = await ask(client, 'authentication')
  return answerTo(client, 'authentication', { credential: device.show(challenge, said) })
}

export const shownAt = async (world: World) =>
  (await world.db.select({ at: sessions.passkeyAt }).from(sessions).orderBy(sessions.createdAt)).map(({ at }) => at)

export const eventNames = async (world: World) =>
  (await world.db.select().from(events)).map(({ name }) => name).filter((name) => name.startsWith('passkey.'))
