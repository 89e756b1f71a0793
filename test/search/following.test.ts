import { eq, type SQL, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import type { Db } from '../../src/db/client.ts'
import { selectOpenings, selectTouched } from '../../src/opportunities/queries.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import { countBits } from '../../src/search/bits.ts'
import { find, openAt } from '../../src/search/index-of-openings.ts'
import { openings } from '../../src/search/openings.ts'
import { parseBoardQuery } from '../../src/search/schema.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

/** The database as another isolate has it: nothing is kept for it yet. */
const isolateOf = (world: World): Db => Object.create(world.db)
const look = async (world: World, db: Db) => (await openings(world.ctx({ db }), { fresh: true })).index
const newest = parseBoardQuery(new URLSearchParams()).query

const day = (world: World, days: number) => new Date(world.now + days * DAY).toISOString().slice(0, 10)
const ORG = 'org_northlight'
const places = [[], [{ country: 'FR', city: null }], [{ country: 'US', city: null }]]

/** Ways to change the board; each takes the ids there are and a small number to choose by. */
const commands: Record<string, (world: World, ids: string[], n: number) => Promise<unknown>> = {
  publish: async (world, ids, n) => {
    const closing = n % 3 ? { closesOn: day(world, n % 5), zone: 'UTC' } : { rolling: n % 2 === 0 }
    ids.push(await publish(world, { title: `Number ${n}`, places: places[n % 3], ...closing }))
  },
  draft: async (world, ids, n) => {
    const id = await publish(world, { places: places[n % 3] })
    await world.db.update(opportunities).set({ publishedAt: null }).where(eq(opportunities.id, id))
    ids.push(id)
  },
  list: (world, ids, n) => change(world, ids, n, { publishedAt: world.now - n }),
  edit: (world, ids, n) => change(world, ids, n, { title: `Edited ${n}`, kind: n % 2 ? 'phd' : 'event' }),
  extend: (world, ids, n) => change(world, ids, n, { closesOn: day(world, 3), closesAt: world.now + 3 * DAY }),
  close: async (world, ids, n) => {
    const opportunityId = ids[n % ids.length]
    if (!opportunityId) return
    const closure = { opportunityId, reason: 'filled' as const, closedBy: 'test', closedAt: world.now }
    await world.db.insert(closures).values(closure).onConflictDoNothing()
  },
  reopen: (world, ids, n) => world.db.delete(closures).where(eq(closures.opportunityId, ids[n % ids.length] ?? '')),
  rename: (world, _ids, n) =>
    world.db
      .update(organizations)
      .set({ name: `Name ${n}`, website: n % 2 ? null : `https://${n}.example` })
      .where(eq(organizations.id, ORG)),
  touch: (world) => world.db.update(organizations).set({ updatedAt: world.now }).where(eq(organizations.id, ORG)),
  remove: async (world, ids, n) => {
    const [id] = ids.splice(n % Math.max(ids.length, 1), 1)
    if (!id) return
    await world.db.delete(closures).where(eq(closures.opportunityId, id))
    await world.db.delete(opportunities).where(eq(opportunities.id, id))
  },
  wait: async (world, _ids, n) => {
    world.now += n * (DAY / 8)
  },
}

const change = (world: World, ids: string[], n: number, values: Partial<typeof opportunities.$inferInsert>) =>
  world.db
    .update(opportunities)
    .set(values)
    .where(eq(opportunities.id, ids[n % ids.length] ?? ''))

const anyCommands = fc.array(
  fc.record({
    name: fc.constantFrom('publish', ...Object.keys(commands)),
    n: fc.nat(20),
    isLookedAt: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
)
const RUNS = process.env.TEST_DB === 'd1' ? 15 : 200

/** Between changes an index keeps what expires, so it is compared by what it finds and shows. */
async function expectSame(world: World, follower: Db) {
  const [followed, fresh] = [await look(world, follower), await look(world, isolateOf(world))]
  expect(followed.version).toBe(fresh.version)
  if (followed.builtFor === fresh.builtFor) expect(followed).toEqual(fresh)
  const [a, b] = [followed, fresh].map((index) => find(index, newest, null, world.now))
  expect(a?.facets).toEqual(b?.facets)
  expect(countBits(openAt(followed, world.now))).toBe(fresh.openings.length)
}

test('whoever follows the changes holds what a reader of everything holds', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands, async (steps) => {
      const world = await createWorld()
      const ids: string[] = []
      const follower = isolateOf(world)
      for (const { name, n, isLookedAt } of steps) {
        await commands[name]?.(world, ids, n)
        if (isLookedAt) await expectSame(world, follower)
      }
      world.now += 1
      await publish(world)
      await expectSame(world, follower)
    }),
    { numRuns: RUNS },
  )
})

test('an unchanged board sends no row, a changed one only what changed', async () => {
  const world = await createWorld()
  const [first] = [await publish(world), await publish(world), await publish(world)]
  const rows = async (since: number) => (await selectTouched(world.db, since)).length
  const { version } = await look(world, world.db)
  expect([await rows(version), await selectOpenings(world.db, world.now, version)]).toEqual([0, []])
  await change(world, [first], 0, { title: 'Changed' })
  expect(await rows(version)).toBe(1)
  expect(await selectOpenings(world.db, world.now, version)).toMatchObject([{ id: first, title: 'Changed' }])
  await world.db.update(organizations).set({ name: 'Renamed' })
  expect(await rows(version)).toBe(3)
})

test('changes are found by their index, never by reading every row', async () => {
  const { db, now } = await createWorld()
  const plan = async (query: { getSQL(): SQL }) =>
    (await db.all<{ detail: string }>(sql`explain query plan ${query.getSQL().inlineParams()}`))
      .map(({ detail }) => detail)
      .join('\n')
  for (const query of [selectOpenings(db, now, 5), selectTouched(db, 5)]) {
    const steps = await plan(query)
    expect(steps).toContain('opportunities_changed (changed_version>?)')
    expect(steps).not.toMatch(/SCAN (opportunities|removals)/)
  }
})

test('an instant before the one that was followed to is read anew', async () => {
  const world = await createWorld()
  await publish(world, { closesOn: day(world, 1), zone: 'UTC' })
  expect((await look(world, world.db)).openings).toHaveLength(1)
  world.now += 9 * DAY
  await publish(world, { title: 'Makes the board move' })
  expect((await look(world, world.db)).openings).toHaveLength(1)
  world.now -= 9 * DAY
  expect((await look(world, world.db)).openings).toHaveLength(2)
})

test('a number that is given again stands for the new opportunity', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Before' })
  await look(world, world.db)
  await world.db.delete(opportunities)
  await publish(world, { title: 'After' })
  expect((await look(world, world.db)).openings.map(({ seq, title }) => [seq, title])).toEqual([[1, 'After']])
})
