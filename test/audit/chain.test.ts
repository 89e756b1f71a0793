import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eraseDetails } from '../../src/audit/queries.ts'
import { sealEvents } from '../../src/audit/sealing.ts'
import { sealHead } from '../../src/audit/table.ts'
import { verifyChain } from '../../src/audit/verifying.ts'
import { HOUR } from '../../src/calendar.ts'
import { atomically } from '../../src/db/client.ts'
import { eventDetails, events, seals } from '../../src/db/table.ts'
import { recordEvent } from '../../src/events.ts'
import { makeSecrets } from '../../src/secrets.ts'
import { tick } from '../support/given.ts'
import { openClient, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

const LENGTH = 6

const record = (world: World, count: number, at = world.now) =>
  atomically(
    world.db,
    Array.from({ length: count }, (_, i) => i).flatMap((i) =>
      recordEvent(world.ctx({ now: at + i }), 'thing.done', `sub_${i % 2}`, i % 2 ? `because ${i}` : undefined),
    ),
  )

async function sealedWorld(length = LENGTH): Promise<World> {
  const world = await createWorld()
  await record(world, length)
  await sealEvents(world.ctx())
  return world
}

const idAt = async (world: World, position: number) => {
  const [seal] = await world.db.select().from(seals).where(eq(seals.position, position))
  return seal?.eventId ?? expect.fail(`no seal ${position}`)
}

type Tampering = (world: World, position: number) => Promise<unknown>

const alter =
  (column: string): Tampering =>
  async (world, position) =>
    world.db.run(
      sql`update events set ${sql.identifier(column)} = ${column === 'at' ? 1 : 'other'} where id = ${await idAt(world, position)}`,
    )

const onEvents: Record<string, Tampering> = {
  'its name altered': alter('name'),
  'its subject altered': alter('subject_id'),
  'its actor altered': alter('actor_id'),
  'its time altered': alter('at'),
  'its id altered': alter('id'),
  'the event removed': async (world, position) =>
    world.db.delete(events).where(eq(events.id, await idAt(world, position))),
  'the seal removed': (world, position) => world.db.delete(seals).where(eq(seals.position, position)),
  'event and seal removed': async (world, position) => {
    await world.db.delete(events).where(eq(events.id, await idAt(world, position)))
    await world.db.delete(seals).where(eq(seals.position, position))
  },
  'the hash altered': (world, position) =>
    world.db.update(seals).set({ hash: 'other' }).where(eq(seals.position, position)),
  'the hash of its words altered': (world, position) =>
    world.db.update(seals).set({ detailHash: 'other' }).where(eq(seals.position, position)),
  'words added or altered': async (world, position) => {
    const eventId = await idAt(world, position)
    await world.db
      .insert(eventDetails)
      .values({ eventId, salt: 'salt', detail: 'other' })
      .onConflictDoUpdate({ target: eventDetails.eventId, set: { detail: 'other' } })
  },
  'an event inserted before it': (world, position) =>
    world.db.run(sql`insert into events (rowid, id, name, subject_id, actor_id, at)
      values (${-position}, 'evt_forged', 'thing.done', 'sub_0', 'per_x', ${world.now})`),
  'a seal inserted in its place': async (world, position) => {
    const forged = { id: 'evt_forged', name: 'thing.done', subjectId: 'sub_0', actorId: 'per_x', at: world.now }
    await world.db.insert(events).values(forged)
    await world.db.run(sql`update seals set position = -position where position >= ${position}`)
    await world.db.run(sql`update seals set position = 1 - position where position < 0`)
    await world.db.insert(seals).values({ position, eventId: forged.id, detailHash: null, hash: 'forged' })
  },
}

test.each(Object.entries(onEvents))('%s is found at each place', async (_, tamper) => {
  for (let position = 1; position <= LENGTH; position++) {
    const world = await sealedWorld()
    expect(await verifyChain(world.ctx())).toEqual({ checked: LENGTH, next: null, broken: null, late: 0 })
    await tamper(world, position)
    const { broken } = await verifyChain(world.ctx())
    expect(broken, `at ${position}`).not.toBeNull()
    // A later tick does not heal it.
    await record(world, 2, world.now + 1_000)
    await sealEvents(world.ctx())
    expect((await verifyChain(world.ctx())).broken, `at ${position}, after a tick`).not.toBeNull()
  }
})

test('one altered row among many is found, and its place is named', async () => {
  const world = await sealedWorld(40)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.string({ minLength: 1 }), async (position, name) => {
      const id = await idAt(world, position)
      await world.db.update(events).set({ name }).where(eq(events.id, id))
      expect((await verifyChain(world.ctx())).broken).toMatchObject({ position, eventId: id })
      await world.db.update(events).set({ name: 'thing.done' }).where(eq(events.id, id))
      expect((await verifyChain(world.ctx())).broken).toBeNull()
    }),
    { numRuns: 40 },
  )
})

test('exchanged words are found', async () => {
  const world = await sealedWorld()
  const [a, b] = [await idAt(world, 2), await idAt(world, 4)]
  await world.db.run(sql`update event_details set event_id = case event_id when ${a} then 'x' else ${a} end
    where event_id in (${a})`)
  await world.db.run(sql`update event_details set event_id = ${a} where event_id = ${b}`)
  await world.db.run(sql`update event_details set event_id = ${b} where event_id = 'x'`)
  expect((await verifyChain(world.ctx())).broken).toMatchObject({ position: 2 })
})

test('erased words leave the chain whole, before and after it is sealed', async () => {
  const world = await sealedWorld()
  await atomically(world.db, eraseDetails(world.ctx(), 'sub_1'))
  expect(await world.db.select().from(eventDetails)).toEqual([])
  expect((await verifyChain(world.ctx())).broken).toBeNull()
  await record(world, 4)
  await atomically(world.db, eraseDetails(world.ctx(), 'sub_1'))
  await sealEvents(world.ctx())
  expect(await verifyChain(world.ctx())).toMatchObject({ checked: LENGTH + 6, broken: null })
})

test('fifty commands at once all succeed and are all sealed, once', async () => {
  const world = await createWorld()
  const client = await signIn(world, 'a@example.test')
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => client.post('/me/name', { name: `Name ${i}` })),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(303))
  await tick(world, world.now + HOUR)
  const all = await world.db.select().from(events)
  expect(all.filter(({ name }) => name === 'person.renamed')).toHaveLength(50)
  expect(await world.db.select().from(seals)).toHaveLength(all.length)
  expect(await verifyChain(world.ctx())).toMatchObject({ checked: all.length, broken: null })
})

test('of two ticks at once one seals, and the other changes nothing', async () => {
  const world = await createWorld()
  await record(world, 20)
  const results = await Promise.all([1, 2, 3].map(() => sealEvents(world.ctx())))
  expect(results.map(({ sealed }) => sealed).reduce((a, b) => a + b)).toBe(20)
  expect(await verifyChain(world.ctx())).toMatchObject({ checked: 20, broken: null })
})

test('a backlog is sealed in chunks, and what no tick could take waits for the next', async () => {
  const world = await createWorld()
  const rows = Array.from({ length: 5_200 }, (_, i) => `evt_${i}`)
  await world.db.run(sql`insert into events (id, name, subject_id, actor_id, at)
    select value, 'thing.done', 'sub', 'per_x', ${world.now} from json_each(${JSON.stringify(rows)})`)
  expect(await sealEvents(world.ctx())).toEqual({ sealed: 5_000, more: true })
  expect(await sealEvents(world.ctx())).toEqual({ sealed: 200, more: false })
  expect(await sealEvents(world.ctx())).toEqual({ sealed: 0, more: false })
  // In pages: the next press goes on where this one stopped.
  const first = await verifyChain(world.ctx(), { pages: 1 })
  expect(first).toMatchObject({ checked: 4_000, next: 4_000, broken: null })
  expect(await verifyChain(world.ctx(), { after: 4_000 })).toMatchObject({ checked: 5_200, next: null, broken: null })
})

test('an event whose clock was behind is sealed at the end, and said to be late', async () => {
  const world = await sealedWorld()
  await record(world, 1, world.now - 3 * HOUR)
  await sealEvents(world.ctx())
  expect(await verifyChain(world.ctx())).toEqual({ checked: LENGTH + 1, next: null, broken: null, late: 1 })
})

test('an empty log is whole, and a visitor reads none of it', async () => {
  const world = await createWorld()
  expect(await verifyChain(world.ctx())).toEqual({ checked: 0, next: null, broken: null, late: 0 })
  expect((await openClient(world).get('/admin/audit')).status).toBe(303)
})

test('words that are gone without an erasure are found', async () => {
  const world = await sealedWorld()
  await world.db.delete(eventDetails)
  expect((await verifyChain(world.ctx())).broken?.what).toContain('nothing says that they were erased')
})

test('who writes to the database alone cannot make a chain that holds', async () => {
  const world = await sealedWorld()
  const id = await idAt(world, 2)
  await world.db.update(events).set({ actorId: 'per_somebody_else' }).where(eq(events.id, id))
  // Sealed anew from the first event on, with another key.
  const forger = { ...world.ctx(), secrets: makeSecrets(['another-key-0123456789abcdef0123456789abcdef']) }
  await world.db.delete(seals)
  await world.db.delete(sealHead)
  await sealEvents(forger)
  expect((await verifyChain(world.ctx())).broken).toMatchObject({ position: 1 })
})
