import { beforeEach, describe, expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { DAY, dayIn } from '../../src/calendar.ts'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically } from '../../src/db/client.ts'
import { countSkills } from '../../src/matching/counting-skills.ts'
import { skillCounts } from '../../src/matching/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { profiles } from '../../src/profiles/table.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { publish, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
let count = 0

beforeEach(async () => {
  world = await createWorld()
})

/** So many people who name these skills. */
async function give(many: number, ...skills: string[]): Promise<string[]> {
  const ids = Array.from({ length: many }, () => `per_counted${++count}`)
  const content = OwnProfile.parse({ skills: skills.map((id) => ({ id })) })
  await atomically(world.db, [
    ...insertMany(
      world.db,
      people,
      ids.map((id) => ({
        ...{ id, name: '', email: `${id}@example.test`, emailKey: id },
        ...{ role: 'person' as const, example: false, createdAt: 0 },
      })),
    ),
    ...insertMany(
      world.db,
      profiles,
      ids.map((personId) => ({ personId, content, version: 1, createdAt: 0, updatedAt: 0 })),
    ),
  ])
  return ids
}
const counted = async () =>
  Object.fromEntries(
    (await world.db.select().from(skillCounts)).map((row) => [row.skillId, `${row.people} of ${row.outOf}`]),
  )

describe('how many people name a skill', () => {
  test('is counted over those who name any, and stored only where 5 do and 5 do not', async () => {
    await give(21, 'python')
    await give(5, 'python', 'writing')
    await give(4, 'facilitation')
    await give(9)
    await countSkills(world.ctx())
    expect(await counted()).toEqual({ writing: '5 of 30' })
    await give(1, 'facilitation')
    world.now += DAY
    await countSkills(world.ctx())
    expect(await counted()).toEqual({ writing: '5 of 31', facilitation: '5 of 31', python: '26 of 31' })
  })

  test('of fewer than ten nothing can be told', async () => {
    await give(4, 'python')
    await give(5, 'writing')
    await countSkills(world.ctx())
    expect(await counted()).toEqual({})
  })

  test('once a day, by cron, however often it runs', async () => {
    await give(5, 'writing')
    await give(5, 'python')
    await tick(world, world.now)
    expect(await counted()).toEqual({ writing: '5 of 10', python: '5 of 10' })
    await give(9, 'python')
    await tick(world, world.now + DAY / 96)
    expect(await counted()).toEqual({ writing: '5 of 10', python: '5 of 10' })
    await tick(world, world.now + DAY)
    expect(await counted()).toEqual({ writing: '5 of 19', python: '14 of 19' })
    const [row] = await world.db.select().from(skillCounts)
    expect(row?.countedOn).toBe(dayIn(world.now, 'UTC'))
  })

  test('a skill named twice counts once, and who is suspended does not', async () => {
    await give(5, 'writing', 'writing')
    const [gone = ''] = await give(6, 'python')
    await world.db.insert(suspensions).values({ subjectId: gone, reason: 'x', suspendedBy: 'per_m', suspendedAt: 1 })
    await countSkills(world.ctx())
    expect(await counted()).toEqual({ writing: '5 of 10', python: '5 of 10' })
  })
})

describe('on the page of an opportunity', () => {
  const pageOf = async (id: string) => (await world.get(paths.opportunity(id, ''))).text()
  const asked = { skills: ['python', 'writing', 'facilitation'].map((id) => ({ id, must: true })) }

  test('those that few name are called rare, in round figures; in the one round trip of the page', async () => {
    const id = await publish(world, asked)
    const other = await publish(world, { skills: [{ id: 'python', must: true }] })
    expect(await pageOf(id)).not.toContain('Rare among people')
    await give(60, 'python')
    await give(5, 'python', 'writing')
    await give(4, 'python', 'facilitation')
    await tick(world, world.now + DAY)
    const trips = countRoundTrips(world)
    const html = await pageOf(id)
    expect(trips.count).toBe(1)
    expect(html).toMatch(
      /<h2>Rare among people here<\/h2><p>Writing[^<]* <span class="soft small">about 1 in 14 name it/,
    )
    expect(html.split('Rare among people here')[1]).not.toContain('Facilitation <span')
    expect(await pageOf(other)).not.toContain('Rare among people')
  })
})
