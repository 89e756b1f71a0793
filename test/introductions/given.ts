import { eq } from 'drizzle-orm'
import { introductions } from '../../src/introductions/table.ts'
import type { OpportunityInput } from '../../src/opportunities/schema.ts'
import { opportunities } from '../../src/opportunities/table.ts'
import { OwnProfile, type Purpose, WORDS_VERSION } from '../../src/profiles/schema.ts'
import { consents, profiles } from '../../src/profiles/table.ts'
import { memberOf } from '../life/given.ts'
import { publish } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

/** What of a person no card shows: their own words, links, city and name. */
export const MARKS = /Marker|marker\.test|per_\d/
export const message = 'We run a course and think of you for it.\nCould we talk <b>next week</b>?'

const stated = OwnProfile.parse({
  skills: [{ id: 'facilitation', level: 'expert' }],
  professions: ['engineering'],
  workGroups: ['governance'],
  availability: { hours: 10, per: 'week', months: [6, 7, 8], from: '2026-06-01' },
  level: 'graduate',
  degree: 'master',
  languages: ['en', 'fr'],
  places: [{ country: 'FR', city: 'Markerville' }],
  remote: true,
  links: ['https://marker.test/me'],
  lookingFor: 'Marker: a quiet place',
  otherSkills: ['Marker making'],
})

const fitting: Partial<OpportunityInput> = {
  title: 'Course lead',
  skills: [
    { id: 'facilitation', must: true },
    { id: 'python', must: false },
  ],
}

/** Publishes an opportunity that asks for what `personWith` brings. */
export const publishFitting = (world: World, fields: Partial<OpportunityInput> = {}) =>
  publish(world, { ...fitting, ...fields })

/** Somebody with a profile; with a name that no page may show before they accept. */
export async function personWith(
  world: World,
  email: string,
  allowed: readonly Purpose[] = ['organizations'],
  changes: Partial<OwnProfile> = {},
) {
  const person = await signIn(world, email)
  await person.post('/me/name', { name: 'Ada Marker' })
  const at = { createdAt: world.now, updatedAt: world.now }
  await world.db.insert(profiles).values({ personId: person.id, content: { ...stated, ...changes }, version: 1, ...at })
  for (const purpose of allowed) await allow(world, person.id, purpose)
  return person
}

export const allow = (world: World, personId: string, purpose: Purpose) =>
  world.db
    .insert(consents)
    .values({ id: world.ctx().newId('con'), personId, purpose, wordsVersion: WORDS_VERSION, givenAt: world.now })

export const withdraw = (world: World) => world.db.update(consents).set({ withdrawnAt: world.now })

/** An opportunity, a member of its organization, and one person whom it fits and who lets organizations see them. */
export async function given() {
  const world = await createWorld()
  const id = await publishFitting(world)
  const member = await memberOf(world)
  await member.post('/me/name', { name: 'Mo Member' })
  const ada = await personWith(world, 'ada@example.test')
  const talent = `/opportunities/${id}/talent`
  return { world, id, talent, member, ada }
}

/** A fitting opportunity of another organization, and somebody who posts for it. */
export async function elsewhere(world: World, organizationId: string) {
  const id = await publishFitting(world)
  await world.db.update(opportunities).set({ organizationId }).where(eq(opportunities.id, id))
  const poster = await signIn(world, `poster@${organizationId}.test`.replace('_', ''), {
    organizations: { [organizationId]: 'owner' },
  })
  return { poster, talent: `/opportunities/${id}/talent` }
}

type Reads = { get: (path: string) => Promise<Response> }
export const textOf = async (client: Reads, path: string) => (await client.get(path)).text()

/** The paths of the cards that a talent page offers to ask. */
export const cardsOn = async (client: Reads, talent: string) =>
  [...(await textOf(client, talent)).matchAll(/href="([^"]*\/talent\/[\w-]{43})"/g)].map(([, path = '']) => path)

export const listIntroductions = (world: World) => world.db.select().from(introductions)

/** The same, with one request that waits for its answer. */
export async function asked() {
  const all = await given()
  const [card = ''] = await cardsOn(all.member, all.talent)
  await all.member.post(card, { message })
  await all.world.drain()
  const [row] = await listIntroductions(all.world)
  return { ...all, card, mails: all.world.mails.splice(0), page: `/introductions/${row?.id}` }
}
