import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import type { Person } from '../../src/context.ts'
import { matchPeople } from '../../src/matching/people.ts'
import { people } from '../../src/matching/people-held.ts'
import { peopleMatching } from '../../src/matching/people-matching.ts'
import { people as peopleTable } from '../../src/people/table.ts'
import { giveConsent, withdrawConsent } from '../../src/profiles/consenting.ts'
import { saveProfile } from '../../src/profiles/saving.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { consents, profiles } from '../../src/profiles/table.ts'
import { openings } from '../../src/search/openings.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const skilled = (...ids: string[]) => OwnProfile.parse({ skills: ids.map((id) => ({ id })) })

async function join(world: World, name: string): Promise<Person> {
  const id = world.ctx().newId('per')
  const row = { id, name, email: `${name}@example.test`, emailKey: name, role: 'person' as const, createdAt: world.now }
  await world.db.insert(peopleTable).values(row)
  return { type: 'person', id } as Person
}

async function askingFor(skill: string) {
  const world = await createWorld()
  const id = await publish(world, { skills: [{ id: skill, must: true }] })
  const { index } = await openings(world.ctx())
  const [card] = await index.openings.cardsAt([index.openings.positionOf(id)])
  if (!card) throw new Error('Not on the board')
  const found = async (options = {}) => {
    const { count, best } = await matchPeople(world.ctx(), card, { limit: 10, ...options })
    expect(best.length).toBeLessThanOrEqual(count)
    return best.map(({ personId }) => personId)
  }
  const save = async (person: Person, content: OwnProfile, version = 0) =>
    expect(await saveProfile(world.ctx({ actor: person }), person, { content, version })).toBe(true)
  return { world, card, found, save }
}

test('who saves a profile is found at once, the one who changed it last first among equals', async () => {
  const { world, found, save } = await askingFor('python')
  const [ada, ben] = [await join(world, 'ada'), await join(world, 'ben')]
  expect(await found()).toEqual([])
  await save(ada, skilled('python'))
  await save(ben, skilled('python'))
  expect(await found()).toEqual([ben.id, ada.id])
  await save(ada, skilled('python', 'writing'), 1)
  expect(await found()).toEqual([ada.id, ben.id])
  await save(ben, skilled('writing'), 1)
  expect(await found()).toEqual([ada.id])
})

test('a consent counts from the moment it is given to the moment it is withdrawn', async () => {
  const { world, found, save } = await askingFor('python')
  const ada = await join(world, 'ada')
  const ctx = world.ctx({ actor: ada })
  await save(ada, skilled('python'))
  const asked = () => found({ consented: 'organizations' })
  expect(await asked()).toEqual([])
  await giveConsent(ctx, ada, 'organizations')
  expect(await asked()).toEqual([ada.id])
  expect(await found({ consented: 'surveys' })).toEqual([])
  await withdrawConsent(ctx, ada, 'organizations')
  expect(await asked()).toEqual([])
  expect(await found()).toEqual([ada.id])
  expect(await found({ except: [ada.id] })).toEqual([])
})

test('who is suspended or gone is nobody’s match', async () => {
  const { world, found, save } = await askingFor('python')
  const [ada, ben] = [await join(world, 'ada'), await join(world, 'ben')]
  await save(ada, skilled('python'))
  await save(ben, skilled('python'))
  expect(await found()).toEqual([ben.id, ada.id])
  const row = { subjectId: ben.id, reason: 'Spam', suspendedBy: 'test', suspendedAt: world.now }
  await world.db.insert(suspensions).values(row)
  expect(await found()).toEqual([ada.id])
  await world.db.delete(suspensions).where(eq(suspensions.subjectId, ben.id))
  expect(await found()).toEqual([ben.id, ada.id])
  await world.db.delete(profiles).where(eq(profiles.personId, ada.id))
  expect(await found()).toEqual([ben.id])
})

test('a closed opportunity matches nobody', async () => {
  const { world, card, save } = await askingFor('python')
  await save(await join(world, 'ada'), skilled('python'))
  expect(await matchPeople(world.ctx(), { ...card, closesAt: world.now }, { limit: 5 })).toEqual({ count: 0, best: [] })
})

test('read in small pages and by several at once, everybody is there once', async () => {
  const { world, card, save } = await askingFor('python')
  const joined: Person[] = []
  for (let n = 0; n < 7; n++) joined.push(await join(world, `p${n}`))
  for (const person of joined) await save(person, skilled('python'))
  const indexes = await Promise.all([people(world.ctx(), 2), people(world.ctx(), 3), people(world.ctx(), 2)])
  for (const index of indexes) {
    const { count, best } = peopleMatching(index, card, { rarity: () => 100, training: () => null }, { limit: 10 })
    expect(count).toBe(7)
    expect(best.map(({ personId }) => personId)).toEqual(joined.map(({ id }) => id).toReversed())
  }
})

test('what was read before and comes late changes nothing back', async () => {
  const { world, card, save } = await askingFor('python')
  const ada = await join(world, 'ada')
  await save(ada, skilled('python'))
  const late = Promise.withResolvers<void>()
  let reads = 0
  const batch: typeof world.db.batch = async (statements) => {
    const isFirst = reads++ === 0
    const answer = await world.db.batch(statements)
    if (isFirst) await late.promise
    return answer
  }
  const db = Object.assign(Object.create(world.db), { batch })
  const first = people({ db })
  await save(ada, skilled('law'), 1)
  await people({ db })
  late.resolve()
  const field = { rarity: () => 100, training: () => null }
  expect(peopleMatching(await first, card, field, { limit: 10 }).count).toBe(0)
})

test('whatever happens to people, the index that followed is the one built anew', async () => {
  const skills = ['python', 'writing', 'law']
  const step = fc.record({ who: fc.nat(3), what: fc.nat(5), skill: fc.constantFrom(...skills) })
  const { world, card } = await askingFor('python')
  const persons = await Promise.all(['a', 'b', 'c', 'd'].map((name) => join(world, name)))
  const field = { rarity: () => 100, training: () => null }
  const found = async (db = world.db) => {
    const index = await people({ db })
    return ['organizations', undefined].map((consented) =>
      peopleMatching(index, card, field, { limit: 10, consented: consented as 'organizations' | undefined }),
    )
  }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const { who, what, skill } of steps) {
        const person = persons[who] as Person
        const ctx = world.ctx({ actor: person })
        const [row] = await world.db.select().from(profiles).where(eq(profiles.personId, person.id))
        if (what < 2) await saveProfile(ctx, person, { content: skilled(skill), version: row?.version ?? 0 })
        if (what === 2) await giveConsent(ctx, person, 'organizations')
        if (what === 3) await withdrawConsent(ctx, person, 'organizations')
        if (what === 4) {
          await world.db.delete(profiles).where(eq(profiles.personId, person.id))
          await world.db.delete(consents).where(eq(consents.personId, person.id))
        }
        if (what === 5) await found()
      }
      // Another name for the same database holds no index yet.
      expect(await found()).toEqual(await found(Object.create(world.db)))
    }),
    { numRuns: 25 },
  )
}, 60_000)
