import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { builtOf, type Db, type Statement } from '../../src/db/client.ts'
import { selectOpenings, selectOpportunity, selectReach, selectTouched } from '../../src/opportunities/queries.ts'
import { opportunities } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import { countBits } from '../../src/search/bits.ts'
import { find, type OpeningsIndex, openAt } from '../../src/search/index-of-openings.ts'
import { openings } from '../../src/search/openings.ts'
import { parseBoardQuery } from '../../src/search/schema.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'
import { anyCommands, change, commands, day } from './board-changes.ts'

/** The database as another isolate has it: nothing is kept for it yet. */
const isolateOf = (world: World): Db => Object.create(world.db)
const look = async (world: World, db: Db, most?: number) =>
  (await openings(world.ctx({ db }), { fresh: true, ...(most && { most }) })).index
const all = { most: 100 }
const newest = parseBoardQuery(new URLSearchParams()).query

const RUNS = process.env.TEST_DB === 'd1' ? 15 : 200

/** Everything the index holds or reads. */
const whole = async (index: OpeningsIndex) => ({
  ...index,
  openings: await index.openings.cardsAt([...index.openings.kept.keys()]),
})

/** Between changes an index keeps what expires, so it is compared by what it finds and shows. */
async function expectSame(world: World, follower: Db, most?: number) {
  const [followed, fresh] = [await look(world, follower, most), await look(world, isolateOf(world))]
  expect(followed.version).toBe(fresh.version)
  if (followed.builtFor === fresh.builtFor) expect(await whole(followed)).toEqual(await whole(fresh))
  const [a, b] = [followed, fresh].map((index) => find(index, newest, null, world.now))
  expect(a?.facets).toEqual(b?.facets)
  expect(countBits(openAt(followed, world.now))).toBe(fresh.openings.length)
}

test('whoever follows the changes holds what a reader of everything holds', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands, fc.option(fc.integer({ min: 1, max: 6 })), async (steps, most) => {
      const world = await createWorld()
      const ids: string[] = []
      const follower = isolateOf(world)
      const expectFollowed = () => expectSame(world, follower, most ?? undefined)
      for (const { name, n, isLookedAt } of steps) {
        await commands[name]?.(world, ids, n)
        if (isLookedAt) await expectFollowed()
      }
      world.now += 1
      await publish(world)
      await expectFollowed()
    }),
    { numRuns: RUNS },
  )
})

test('an unchanged board sends no row, a changed one only what changed', async () => {
  const world = await createWorld()
  const [first] = [await publish(world), await publish(world), await publish(world)]
  const rows = async (since: number) => (await selectTouched(world.db, { since, ...all })).length
  const { version } = await look(world, world.db)
  expect([await rows(version), await selectOpenings(world.db, world.now, { since: version, ...all })]).toEqual([0, []])
  await change(world, [first], 0, { title: 'Changed' })
  expect(await rows(version)).toBe(1)
  expect(await selectOpenings(world.db, world.now, { since: version, ...all })).toMatchObject([
    { id: first, title: 'Changed' },
  ])
  await world.db.update(organizations).set({ name: 'Renamed' })
  expect(await rows(version)).toBe(3)
})

test('a board of thousands is read in several round trips, and only the last leaves its cards', async () => {
  const world = await createWorld()
  for (let n = 0; n < 10; n++) await publish(world, { title: `Number ${n}` })
  let trips = 0
  const db = watched(world, (trip) => {
    trips = trip
  })
  const { openings: list } = await look(world, db, 4)
  expect([trips, list.length, list.kept.filter((o) => 'kind' in o).length]).toEqual([3, 10, 2])
  expect((await list.cardsAt([0, 9])).map(({ title, kind }) => [title, kind])).toEqual([
    ['Number 9', 'role'],
    ['Number 0', 'role'],
  ])
})

/** An isolate that has something happen between its round trips; how many there were is told. */
function watched(world: World, between: (trip: number) => unknown): Db {
  const db = isolateOf(world)
  let trips = 0
  db.batch = (async (statements: never[]) => {
    const answers = await world.db.batch(statements as never)
    await between(++trips)
    return answers
  }) as Db['batch']
  return db
}

test('what was read beside is of the version that is told, and the index may be newer', async () => {
  const world = await createWorld()
  const ids = [await publish(world), await publish(world), await publish(world)]
  const { version: before } = await look(world, isolateOf(world))
  const db = watched(world, (trip) => trip === 1 && change(world, ids, 0, { title: 'Changed' }))
  const also = selectOpportunity(world.db, ids[0] ?? '')
  const opened = await openings(world.ctx({ db }), { most: 1, also })
  expect([opened.version, opened.also?.[0]?.title]).toEqual([before, `Opportunity ${ids[0]}`])
  expect(opened.index.version).toBe(before + 1)
  expect(opened.index.openings.find(ids[0] ?? '')?.title).toBe('Changed')
})

test('whatever changes while thousands are read, all of it is there in the end', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands, anyCommands, async (steps, between) => {
      const world = await createWorld()
      const ids: string[] = []
      for (const { name, n } of steps) await commands[name]?.(world, ids, n)
      const rest = [...between]
      const follower = watched(world, () => {
        const { name, n } = rest.shift() ?? {}
        return name && name !== 'wait' && commands[name]?.(world, ids, n ?? 0)
      })
      await look(world, follower, 2)
      rest.length = 0
      await expectSame(world, follower, 2)
    }),
    { numRuns: RUNS / 5 },
  )
})

test('who fails on the way leaves what was read to who comes next', async () => {
  const world = await createWorld()
  for (let n = 0; n < 6; n++) await publish(world)
  let trips = 0
  const db = watched(world, (trip) => {
    trips = trip
    if (trip === 3) throw new Error('broken off')
  })
  await expect(look(world, db, 2)).rejects.toThrow('broken off')
  expect((await openings(world.ctx({ db }), { most: 2 })).index.openings).toHaveLength(6)
  expect(trips).toBe(4)
})

test('a clock that is a little behind another request changes nothing', async () => {
  const world = await createWorld()
  await publish(world)
  world.now += 3
  const index = await look(world, world.db)
  world.now -= 3
  expect(await look(world, world.db)).toBe(index)
})

test('changes are found by their index, never by reading every row', async () => {
  const { db, now } = await createWorld()
  const plan = async (query: Statement) => {
    const text = builtOf(query).getQuery().sql.replaceAll('?', '5')
    const steps = await db.all<{ detail: string }>(sql.raw(`explain query plan ${text}`))
    return steps.map(({ detail }) => detail).join('\n')
  }
  const span = { since: 5, most: 5 }
  for (const query of [selectReach(db, span), selectOpenings(db, now, span), selectTouched(db, span)]) {
    const steps = await plan(query)
    expect(steps).toContain('USING COVERING INDEX opportunities_changed (changed_version>?)')
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
