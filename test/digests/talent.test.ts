import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically } from '../../src/db/client.ts'
import type { Claimed } from '../../src/digests/claiming.ts'
import { draftDigests } from '../../src/digests/composing.ts'
import { digestItems, subscriptions } from '../../src/digests/table.ts'
import { people } from '../../src/people/table.ts'
import { WORDS_VERSION } from '../../src/profiles/schema.ts'
import { consents, profiles } from '../../src/profiles/table.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { personWith, publishFitting } from '../introductions/given.ts'
import { memberOf, ORGANIZATION } from '../life/given.ts'
import { nextDueAt, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const MEMBER = 'member@northlight.test'
let world: World

const start = async () => {
  const member = await memberOf(world, MEMBER)
  world.now += DAY
  await member.post('/me/subscriptions', { kind: 'talent', subject: ORGANIZATION, zone: 'Europe/Paris' })
  await world.drain()
  world.now += 1000
}

/** The mails of the next tick. */
async function next() {
  world.mails.length = 0
  await tick(world, await nextDueAt(world, MEMBER))
  return world.mails.filter(({ to }) => to === MEMBER)
}

/** So many others with the profile of one who is there. */
async function crowdLike(personId: string, ids: readonly string[]) {
  const [one] = await world.db.select().from(profiles).where(eq(profiles.personId, personId))
  if (!one) throw new Error('no profile')
  const { changedVersion: _, ...profile } = one
  const person = { name: 'Somebody', role: 'person', createdAt: world.now } as const
  const given = { purpose: 'organizations', wordsVersion: WORDS_VERSION, givenAt: world.now } as const
  await atomically(world.db, [
    ...insertMany(
      world.db,
      people,
      ids.map((id) => ({ id, email: `${id}@example.test`, emailKey: id, ...person })),
    ),
    ...insertMany(
      world.db,
      profiles,
      ids.map((id) => ({ ...profile, personId: id })),
    ),
    ...insertMany(
      world.db,
      consents,
      ids.map((id) => ({ ...given, id: `con_${id}`, personId: id })),
    ),
  ])
}

const claimed = ({ id, ...row }: typeof subscriptions.$inferSelect): Claimed => ({
  ...{ subscriptionId: id, period: 'week', run: 'week', tries: 1, createdAt: 0, most: null, bodyHash: null },
  reader: { ...row, id, confirmedAt: row.confirmedAt ?? 0, knownVersion: row.knownVersion ?? 0 },
})

beforeEach(async () => {
  world = await createWorld()
})

describe('the mail of an organization', () => {
  test('tells of who was there before the reader asked, for what is listed or listed again since', async () => {
    await publishFitting(world, { title: 'Known before' })
    const ada = await personWith(world, 'ada@example.test')
    await start()
    expect(await next()).toEqual([])
    const later = await publishFitting(world, { title: 'Listed later' })
    const [mail, ...others] = await next()
    expect(others).toEqual([])
    expect(mail?.subject).toBe('1 new person for Listed later')
    expect(mail?.text).toContain('1 new person fits ‘Listed later’')
    expect(mail?.text).not.toContain('Known before')
    expect(await world.db.select().from(digestItems)).toMatchObject([
      { subjectId: ada.id, occasion: `talent ${later}` },
    ])
    expect(await next()).toEqual([])
  })

  test('tells of everybody and of every opportunity once, however many were there before', async () => {
    await start()
    const known: string[] = []
    for (let i = 0; i < 10; i++) known.push(await publishFitting(world, { title: `Course ${i}` }))
    const ada = await personWith(world, 'ada@example.test')
    const [mail] = await next()
    expect(mail?.text.match(/^1 new person fits/gm)).toHaveLength(known.length)
    const crowd = Array.from({ length: 60 }, (_, i) => `per_${`${i}`.padStart(22, '0')}`)
    await crowdLike(ada.id, crowd)
    const [more] = await next()
    expect(more?.subject).toBe('60 new people for Course 9 and 9 more of your opportunities')
    expect(more?.text).toContain('60 new people fit ‘Course 9’')
    expect(await next()).toEqual([])
    // Of who fits less than all that were told.
    await personWith(world, 'last@example.test', ['organizations'], { level: 'student' })
    expect((await next())[0]?.text).toContain('1 new person fits ‘Course 0’')
    const told = (await world.db.select().from(digestItems)).filter(({ subjectId }) => subjectId === ada.id)
    expect(told.map(({ occasion }) => occasion).sort()).toEqual(known.map((id) => `talent ${id}`).sort())
  })

  test('asks the database as often for many as for one', async () => {
    await start()
    for (const name of ['ben', 'cleo', 'dan'])
      await (await memberOf(world, `${name}@northlight.test`)).post('/me/subscriptions', {
        ...{ kind: 'talent', subject: ORGANIZATION, zone: 'Europe/Paris' },
      })
    for (let i = 0; i < 4; i++) await publishFitting(world)
    await personWith(world, 'ada@example.test')
    const readers = await world.db.select().from(subscriptions)
    const statements = async (some: typeof readers) => {
      world.now += DAY
      const counted = countRoundTrips(world)
      await draftDigests(world.ctx(), 'talent', some.map(claimed))
      return counted.statements
    }
    await statements(readers)
    expect(await statements(readers)).toBe(await statements(readers.slice(0, 1)))
  })
})
