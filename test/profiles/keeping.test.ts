import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Person } from '../../src/context.ts'
import { versions } from '../../src/db/table.ts'
import { giveConsent, withdrawConsent } from '../../src/profiles/consenting.ts'
import { findProfile, listConsents } from '../../src/profiles/queries.ts'
import { saveProfile } from '../../src/profiles/saving.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { consents, profiles } from '../../src/profiles/table.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'

const stated = (hours: number) => OwnProfile.parse({ availability: { hours }, lookingFor: 'A quiet place' })

async function somebody() {
  const world = await createWorld()
  const { id } = await signIn(world, 'alum@example.test')
  const person = { type: 'person', id } as Person
  const stamp = async () =>
    (await world.db.select().from(profiles).where(eq(profiles.personId, person.id)))[0]?.changedVersion
  return { world, ctx: world.ctx({ actor: person }), person, stamp }
}

test('a profile is kept whole, and the older of two tabs overwrites nothing', async () => {
  const { ctx, person } = await somebody()
  expect(await findProfile(ctx, person.id)).toEqual({ profile: OwnProfile.parse({}), version: 0, updatedAt: null })
  expect(await saveProfile(ctx, person, { content: stated(5), version: 0 })).toBe(true)
  expect(await saveProfile(ctx, person, { content: stated(6), version: 0 })).toBe(false)
  expect(await saveProfile(ctx, person, { content: stated(7), version: 1 })).toBe(true)
  expect(await saveProfile(ctx, person, { content: stated(8), version: 1 })).toBe(false)
  expect(await findProfile(ctx, person.id)).toEqual({ profile: stated(7), version: 2, updatedAt: ctx.now })
})

test('a consent holds until it is withdrawn, and its history stays', async () => {
  const { world, ctx, person } = await somebody()
  await giveConsent(ctx, person, 'organizations')
  await giveConsent(ctx, person, 'organizations')
  expect([...(await listConsents(ctx, person.id))]).toEqual(['organizations'])
  await withdrawConsent(ctx, person, 'organizations')
  expect([...(await listConsents(ctx, person.id))]).toEqual([])
  await giveConsent(ctx, person, 'organizations')
  expect(await world.db.select().from(consents)).toHaveLength(2)
})

test('every change of a profile, or of what may be done with it, is numbered', async () => {
  const { world, ctx, person, stamp } = await somebody()
  const numbers = async () =>
    Object.fromEntries((await world.db.select().from(versions)).map(({ name, value }) => [name, value]))
  const first = await numbers()
  const seen: number[] = []
  const look = async () => seen.push(((await stamp()) ?? 0) - (first.people ?? 0))
  await saveProfile(ctx, person, { content: stated(5), version: 0 })
  await look()
  await saveProfile(ctx, person, { content: stated(6), version: 1 })
  await look()
  await giveConsent(ctx, person, 'stories')
  await look()
  await withdrawConsent(ctx, person, 'stories')
  await look()
  expect(seen).toEqual([1, 2, 3, 4])
  await world.db.delete(profiles)
  const last = await numbers()
  expect([last.people, last.people_removed]).toEqual([(first.people ?? 0) + 5, (first.people_removed ?? 0) + 1])
})
