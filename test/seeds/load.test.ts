import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { subscriptions } from '../../src/digests/table.ts'
import { selectBoardVersion } from '../../src/opportunities/queries.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import { people } from '../../src/people/table.ts'
import { boardQueryString, parseBoardQuery } from '../../src/search/schema.ts'
import { makeRandom } from '../../src/seeds/load/random.ts'
import { COMMON_WORD } from '../../src/seeds/load/words.ts'
import { seedLoad } from '../../src/seeds/load.ts'
import { createWorld, type World } from '../support/world.ts'

const tables = [opportunities, organizations, people, subscriptions, closures]
const rowsOf = ({ db }: World) => Promise.all(tables.map((table) => db.select().from(table).orderBy(sql`rowid`)))
const amounts = { opportunities: 600, people: 40, organizations: 20, subscriptions: 60, randomSeed: 7 }

async function seededWorld(asked: Parameters<typeof seedLoad>[1]) {
  const world = await createWorld()
  const created = await seedLoad(world.ctx(), asked)
  return { world, created, rows: await rowsOf(world) }
}

describe('load data', () => {
  test('is equal row by row for one seed and one clock, and differs for another seed', async () => {
    const { created, rows } = await seededWorld(amounts)
    expect((await seededWorld(amounts)).rows).toEqual(rows)
    expect((await seededWorld({ ...amounts, randomSeed: 8 })).rows[0]).not.toEqual(rows[0])
    expect(created).toEqual({ opportunities: 600, people: 40, organizations: 20, subscriptions: 60, cohorts: 0 })
    expect(rows.slice(0, 4).map((list) => list.length)).toEqual([600, 20, 40, 60])
  })

  test('is marked as example, every row of it', async () => {
    const { rows } = await seededWorld(amounts)
    const marked = rows.slice(0, 3).flat() as { example?: boolean }[]
    expect(marked).toHaveLength(660)
    expect(marked.filter(({ example }) => example !== true)).toEqual([])
  })

  test('keeps its opportunities when more people are asked for', async () => {
    const few = await seededWorld({ opportunities: 20, people: 1 })
    const many = await seededWorld({ opportunities: 20, people: 9 })
    expect(many.rows[0]).toEqual(few.rows[0])
  })

  test('has every basis of commitment, expired and open ones, closed ones, and the common word in 70 % of bodies', async () => {
    const { world } = await seededWorld(amounts)
    const rows = await world.db.select().from(opportunities)
    const now = world.ctx().now
    expect(new Set(rows.map(({ commitment }) => commitment.basis))).toEqual(
      new Set(['stated', 'label', 'unknown', 'none']),
    )
    const expired = rows.filter(({ closesAt }) => closesAt !== null && closesAt <= now).length
    expect(expired).toBeGreaterThan(50)
    expect(expired).toBeLessThan(200)
    expect((await world.db.select().from(closures)).length).toBeGreaterThan(5)
    const common = rows.filter(({ bodyText }) => bodyText.includes(COMMON_WORD)).length
    expect(common / rows.length).toBeGreaterThan(0.63)
    expect(common / rows.length).toBeLessThan(0.77)
  })

  test('has confirmed subscriptions to canonical searches, due later, that know the board', async () => {
    const { world } = await seededWorld(amounts)
    const [version] = await selectBoardVersion(world.db)
    const rows = await world.db.select().from(subscriptions)
    expect(new Set(rows.map(({ query }) => query)).size).toBeGreaterThan(20)
    for (const { email, query, nextDueAt, confirmedAt, knownVersion } of rows) {
      expect(email).toMatch(/\.test$/)
      expect(boardQueryString(parseBoardQuery(new URLSearchParams(query)).query)).toBe(query)
      expect(nextDueAt).toBeGreaterThan(world.ctx().now)
      expect(confirmedAt).toBeLessThanOrEqual(world.ctx().now)
      expect(knownVersion).toBe(version?.value)
    }
  })

  test('makes the organizations that its opportunities need, and tells how far it has come', async () => {
    const world = await createWorld()
    const told: [number, number][] = []
    const created = await seedLoad(world.ctx(), { opportunities: 300 }, (done, total) => told.push([done, total]))
    expect(created.organizations).toBe(8)
    expect(told).toEqual([
      [8, 308],
      [258, 308],
      [308, 308],
    ])
  })

  test('refuses a seed that this database has, and cohorts', async () => {
    const { world } = await seededWorld({ people: 3, randomSeed: 5 })
    await expect(seedLoad(world.ctx(), { people: 1, randomSeed: 5 })).rejects.toThrow(
      'already holds rows of this random seed',
    )
    await expect(seedLoad(world.ctx(), { cohorts: 1 })).rejects.toThrow('no cohorts yet')
  })
})

test('chance is the same for a seed, spread evenly, and apart between streams', () => {
  const draws = (stream: number) => {
    const random = makeRandom(1, stream)
    return Array.from({ length: 10_000 }, random.next)
  }
  expect(draws(1)).toEqual(draws(1))
  expect(draws(1)[0]).not.toBe(draws(2)[0])
  const mean = draws(3).reduce((sum, one) => sum + one, 0) / 10_000
  expect(mean).toBeGreaterThan(0.48)
  expect(mean).toBeLessThan(0.52)
})
