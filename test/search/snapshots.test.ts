import { eq, gt, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { DAY, HOUR } from '../../src/calendar.ts'
import type { Db } from '../../src/db/client.ts'
import { retractOpportunity } from '../../src/opportunities/retracting.ts'
import { closures } from '../../src/opportunities/table.ts'
import { countBits } from '../../src/search/bits.ts'
import { buildIndex } from '../../src/search/building.ts'
import { find, type OpeningsIndex, openAt } from '../../src/search/index-of-openings.ts'
import { openings } from '../../src/search/openings.ts'
import { parseBoardQuery } from '../../src/search/schema.ts'
import { FORMAT, partsOf, readParts } from '../../src/search/snapshot-text.ts'
import { storeSnapshot } from '../../src/search/storing.ts'
import { snapshots } from '../../src/search/table.ts'
import { NOW, opening, openingsStated } from '../matching/arbitrary.ts'
import { personCalled } from '../opportunities/actors.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'
import { anyCommands, commands, day } from './board-changes.ts'

afterEach(() => vi.restoreAllMocks())

const isolateOf = (world: World): Db => Object.create(world.db)
const small = { leastOpen: 1, part: 1 }
const store = (world: World) => storeSnapshot(world.ctx({ db: isolateOf(world) }), small)

/** A new isolate's index, and how many statements went there and back for it. */
async function look(world: World) {
  const db = isolateOf(world)
  let trips = 0
  db.batch = (statements) => {
    trips++
    return world.db.batch(statements as never)
  }
  return { index: (await openings(world.ctx({ db }))).index, db, trips: () => trips }
}

/** Everything the index holds or reads. */
const whole = async (index: OpeningsIndex) => ({
  ...index,
  openings: await index.openings.cardsAt([...index.openings.kept.keys()]),
})
const countUnread = (index: OpeningsIndex) => index.openings.kept.filter((o) => !('kind' in o)).length
const newest = parseBoardQuery(new URLSearchParams()).query

/** What a cold isolate holds now, beside an index built from every row. */
async function expectFullRead(world: World, trips = 1) {
  const cold = await look(world)
  expect(cold.trips()).toBe(trips)
  const stored = await world.db.select().from(snapshots)
  await world.db.delete(snapshots)
  const full = await look(world)
  for (const row of stored) await world.db.insert(snapshots).values(row)
  expect(cold.index.version).toBe(full.index.version)
  if (cold.index.builtFor === full.index.builtFor) expect(await whole(cold.index)).toEqual(await whole(full.index))
  const [a, b] = [cold, full].map(({ index }) => find(index, newest, null, world.now))
  expect([a?.total, a?.facets]).toEqual([b?.total, b?.facets])
  expect(countBits(openAt(cold.index, world.now))).toBe(full.index.openings.length)
}

const RUNS = process.env.TEST_DB === 'd1' ? 10 : 100

test('after any history a cold isolate holds what a full read finds', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands, fc.nat(24), async (steps, storedAt) => {
      const world = await createWorld()
      const ids: string[] = []
      for (const [i, { name, n, isLookedAt }] of steps.entries()) {
        await commands[name]?.(world, ids, n)
        if (i === storedAt % steps.length) await store(world)
        if (isLookedAt) await expectFullRead(world)
      }
      world.now += 1
      await publish(world)
      await expectFullRead(world)
    }),
    { numRuns: RUNS },
  )
})

test('text holds the whole index but its cards, in parts of any size', async () => {
  const anyCards = fc.array(openingsStated, { minLength: 1, maxLength: 150 }).map((all) =>
    all.map((o, i) =>
      opening({
        ...o,
        seq: i + 1,
        title: `“${i}”\n\u0000🙂\u007f ünïcode "quoted" \\`,
        organization: { id: `org_${(i * 7) % 11}`, name: `Évidence ${(i * 7) % 11}`, website: null },
        publishedAt: NOW - (i % 50) * DAY,
      }),
    ),
  )
  await fc.assert(
    fc.asyncProperty(anyCards, fc.integer({ min: 1, max: 6 }), async (cards, size) => {
      const index = buildIndex(cards, 3, NOW)
      const parts = [...partsOf(index, size)]
      const read = readParts(parts, 3, NOW, async () => new Map(cards.map((card) => [card.seq, card])))
      expect(await whole(read)).toEqual(await whole(index))
      expect([...partsOf(read, size)]).toEqual(parts)
    }),
    { numRuns: 60 },
  )
})

async function storedWorld() {
  const world = await createWorld()
  for (let n = 0; n < 40; n++) await publish(world, { title: `Number ${n}` })
  await store(world)
  await publish(world, { title: 'Since' })
  return world
}
const countParts = async (world: World) => (await world.db.select().from(snapshots)).length

test('a snapshot is read in one round trip, and without it every row is', async () => {
  const world = await storedWorld()
  expect(await countParts(world)).toBe(2)
  const { index, trips } = await look(world)
  expect([trips(), index.openings.length]).toEqual([1, 41])
  expect(countUnread(index)).toBe(40)
  expect(index.openings.at(40)?.title).toBe('Number 0')
  expect(index.openings.find('opp_none')).toBe(undefined)
  await expectFullRead(world)
  await world.db.delete(snapshots)
  await expectFullRead(world)
})

test('cards are read in one round trip, and once; what is no longer public is left out', async () => {
  const world = await storedWorld()
  const { index, db, trips } = await look(world)
  const titlesAt = async (...positions: number[]) => (await index.openings.cardsAt(positions)).map(({ title }) => title)
  expect(await titlesAt(0)).toEqual(['Since'])
  expect(trips()).toBe(1)
  expect(await titlesAt(3, 0, 2, 99, -1)).toEqual(['Number 37', 'Since', 'Number 38'])
  expect(await titlesAt(2, 3)).toEqual(['Number 38', 'Number 37'])
  expect(trips()).toBe(2)
  await closeOpportunity(world, index.openings.at(1)?.id ?? '')
  expect(await titlesAt(1, 4)).toEqual(['Number 36'])
  const { index: next } = await openings(world.ctx({ db }), { fresh: true })
  expect(next.openings).toHaveLength(40)
  expect((await next.openings.cardsAt([1, 2, 3])).map(({ title }) => title)).toEqual(
    [38, 37, 36].map((n) => `Number ${n}`),
  )
  expect(trips()).toBe(4)
})

const closeOpportunity = ({ db, now }: World, opportunityId: string) =>
  db.insert(closures).values({ opportunityId, reason: 'filled', closedBy: 'test', closedAt: now })

const first = eq(snapshots.part, 0)
test.each<[string, number, (world: World) => PromiseLike<unknown>]>([
  ['a part is missing', 1, ({ db }) => db.delete(snapshots).where(first)],
  ['the last part is missing', 1, ({ db }) => db.delete(snapshots).where(gt(snapshots.part, 0))],
  ['older code stored it', 1, ({ db }) => db.update(snapshots).set({ format: `0${FORMAT}` })],
  ['it is of a later instant', 1, ({ db, now }) => db.update(snapshots).set({ builtFor: now + 1 })],
  ['it is of a later version', 1, ({ db }) => db.update(snapshots).set({ version: 1_000_000 })],
  ['its columns are no JSON', 2, ({ db }) => db.update(snapshots).set({ columns: 'nonsense' }).where(first)],
  ['bytes are cut off', 2, ({ db }) => db.run(sql`update snapshots set columns = replace(columns, 'AAAA', '')`)],
  ['it says nothing', 2, ({ db }) => db.update(snapshots).set({ columns: '{}' }).where(first)],
])('every row is read where %s', async (_, trips, spoil) => {
  const world = await storedWorld()
  const log = vi.spyOn(console, 'error').mockReturnValue()
  await spoil(world)
  const { index } = await look(world)
  expect(log).toHaveBeenCalledTimes(trips - 1)
  expect(countUnread(index)).toBe(0)
  await expectFullRead(world, trips)
})

test('what expires after it was stored is gone from what starts with it', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Stays' })
  await publish(world, { title: 'Expires', closesOn: day(world, 1), zone: 'UTC' })
  await store(world)
  world.now += 3 * DAY
  await expectFullRead(world)
  const { index } = await look(world)
  expect(find(index, newest, null, world.now).total).toBe(1)
})

test('a tick that is killed halfway leaves the one before in use, and the next clears up', {
  timeout: 30_000,
}, async () => {
  const world = await storedWorld()
  for (let n = 0; n < 170; n++) await publish(world)
  world.now += HOUR
  const db = isolateOf(world)
  let inserts = 0
  db.insert = ((table: typeof snapshots) => {
    if (++inserts > 1) throw new Error('killed')
    return world.db.insert(table)
  }) as Db['insert']
  await expect(storeSnapshot(world.ctx({ db }), small)).rejects.toThrow('killed')
  expect(await countParts(world)).toBe(2 + 6)
  await expectFullRead(world)
  expect(countUnread((await look(world)).index)).toBe(40)
  await store(world)
  expect(await countParts(world)).toBe(7)
  await expectFullRead(world)
})

test('what is erased while it is being stored is in no part of it', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Erased words' })
  const moderator = world.ctx({ actor: personCalled('per_mod', { role: 'moderator' }) })
  const db = isolateOf(world)
  db.batch = (async (statements: never[]) => {
    if (statements.length === 2) await retractOpportunity(moderator, id, { reason: 'hazardous', note: 'Harmful' })
    return world.db.batch(statements as never)
  }) as Db['batch']
  await storeSnapshot(world.ctx({ db }), small)
  expect(await countParts(world)).toBe(0)
  await publish(world)
  await store(world)
  expect(await countParts(world)).toBe(1)
  await expectFullRead(world)
})

test('two ticks at once leave a whole one', async () => {
  const world = await storedWorld()
  world.now += HOUR
  await Promise.all([store(world), store(world)])
  await expectFullRead(world)
  expect(countUnread((await look(world)).index)).toBe(41)
})

test('it is stored where there is much to read, after an hour or many changes', async () => {
  const world = await createWorld()
  const stored = async (leastOpen?: number) => {
    await storeSnapshot(world.ctx({ db: isolateOf(world) }), leastOpen ? { leastOpen } : {})
    const [row] = await world.db.select({ version: snapshots.version }).from(snapshots)
    return row?.version ?? null
  }
  await publish(world)
  expect(await stored()).toBe(null)
  const version = await stored(1)
  expect(version).toBeGreaterThan(0)
  await publish(world)
  world.now += HOUR - 1
  expect(await stored(1)).toBe(version)
  world.now += 1
  const next = await stored(1)
  expect(next).toBeGreaterThan(version ?? 0)
  await world.db.run(sql`update versions set value = value + 1001 where name = 'board'`)
  expect(await stored(1)).toBe((next ?? 0) + 1_001)
  world.now += DAY
  expect(await stored(1)).toBe((next ?? 0) + 1_001)
})
