import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { builtOf, type Db, type Statement } from '../../src/db/client.ts'
import { selectOpenings, selectTouched } from '../../src/opportunities/queries.ts'
import { opportunities } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import { countBits } from '../../src/search/bits.ts'
import { find, openAt } from '../../src/search/index-of-openings.ts'
import { openings } from '../../src/search/openings.ts'
import { parseBoardQuery } from '../../src/search/schema.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'
import { anyCommands, change, commands, day } from './board-changes.ts'

/** The database as another isolate has it: nothing is kept for it yet. */
const isolateOf = (world: World): Db => Object.create(world.db)
const look = async (world: World, db: Db) => (await openings(world.ctx({ db }), { fresh: true })).index
const newest = parseBoardQuery(new URLSearchParams()).query

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
  const plan = async (query: Statement) => {
    const text = builtOf(query).getQuery().sql.replaceAll('?', '5')
    const steps = await db.all<{ detail: string }>(sql.raw(`explain query plan ${text}`))
    return steps.map(({ detail }) => detail).join('\n')
  }
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
  expect([...(await look(world, world.db)).openings].map(({ seq, title }) => [seq, title])).toEqual([[1, 'After']])
})
