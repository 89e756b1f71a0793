import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/calendar.ts'
import type { Person } from '../../src/context.ts'
import { countMatchedPeople } from '../../src/matching/percolating.ts'
import { opportunityReach } from '../../src/matching/table.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { people } from '../../src/people/table.ts'
import { saveProfile } from '../../src/profiles/saving.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { publish, tick } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

async function join(world: World, name: string, skill: string): Promise<void> {
  const id = world.ctx().newId('per')
  const row = { id, name, email: `${name}@example.test`, emailKey: name, role: 'person' as const, createdAt: world.now }
  await world.db.insert(people).values(row)
  const person = { type: 'person', id } as Person
  const content = OwnProfile.parse({ skills: [{ id: skill }] })
  await saveProfile(world.ctx({ actor: person }), person, { content, version: 0 })
}

const asks = (id: string) => ({ skills: [{ id, must: true }] })
const counted = async ({ db }: World) =>
  Object.fromEntries((await db.select().from(opportunityReach)).map((row) => [row.opportunityId, row.people]))

test('what was published is counted by the next tick, and again once it changes, and only then', async () => {
  const world = await createWorld()
  for (const name of ['ada', 'ben']) await join(world, name, 'python')
  const [python, law] = [await publish(world, asks('python')), await publish(world, asks('law'))]
  await tick(world, world.now)
  expect(await counted(world)).toEqual({ [python]: 2, [law]: 0 })

  await join(world, 'cem', 'law')
  const at = world.now + HOUR
  await tick(world, at)
  expect(await counted(world)).toEqual({ [python]: 2, [law]: 0 })
  await world.db
    .update(opportunities)
    .set({ skills: [{ id: 'law', must: true }] })
    .where(eq(opportunities.id, python))
  await tick(world, at)
  expect(await counted(world)).toEqual({ [python]: 1, [law]: 0 })
})

test('all that is open is counted anew each day, and what is closed loses its count until it is reopened', async () => {
  const world = await createWorld()
  await join(world, 'ada', 'python')
  const [stays, closes] = [await publish(world, asks('python')), await publish(world, asks('python'))]
  await tick(world, world.now)
  await join(world, 'ben', 'python')
  const closure = { opportunityId: closes, reason: 'filled' as const, closedBy: 'test', closedAt: world.now }
  await world.db.insert(closures).values(closure)
  await tick(world, world.now + DAY)
  expect(await counted(world)).toEqual({ [stays]: 2 })
  await world.db.delete(closures).where(eq(closures.opportunityId, closes))
  await tick(world, world.now)
  expect(await counted(world)).toEqual({ [stays]: 2, [closes]: 2 })
})

test('a tick counts so many, those that changed first of all, and later ones the rest', async () => {
  const world = await createWorld()
  await join(world, 'ada', 'python')
  const ids: string[] = []
  for (let n = 0; n < 5; n++) ids.push(await publish(world, asks('python')))
  const passes = async () => {
    await countMatchedPeople(world.ctx(), 2)
    return Object.keys(await counted(world)).toSorted()
  }
  expect(await passes()).toEqual(ids.slice(0, 2))
  world.now += DAY
  expect(await passes()).toEqual(ids.slice(0, 4))
  expect(await passes()).toEqual(ids)
})

test('its office tells how many people it matches, and of fewer than five only that', async () => {
  const world = await createWorld()
  const id = await publish(world, asks('python'))
  const [row] = await world.db.select().from(opportunities).where(eq(opportunities.id, id))
  const organizationId = row?.organizationId ?? ''
  const { get } = await signIn(world, 'member@example.test', { organizations: { [organizationId]: 'member' } })
  const shown = async () => {
    const html = await (await get(`/organizations/${organizationId}/office/opportunities`)).text()
    return /<dt>people it matches<\/dt><dd>([^<]*)<\/dd>/.exec(html)?.[1]
  }
  expect(await shown()).toBeUndefined()
  for (let n = 0; n < 4; n++) await join(world, `p${n}`, 'python')
  await tick(world, world.now)
  expect(await shown()).toBe('fewer than 5')
  await join(world, 'p5', 'python')
  await tick(world, world.now + DAY)
  expect(await shown()).toBe('at least 5')
  await join(world, 'p6', 'python')
  await tick(world, world.now + DAY)
  expect(await shown()).toBe('at least 5')

  const other = await organizationCalled(world, 'Elsewhere')
  const stranger = await signIn(world, 'other@example.test', { organizations: { [other]: 'member' } })
  expect((await stranger.get(`/organizations/${organizationId}/office/opportunities`)).status).toBe(404)
})
