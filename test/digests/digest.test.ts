import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/calendar.ts'
import { runCron } from '../../src/cron.ts'
import { sendDigests } from '../../src/digests/sending.ts'
import { digestItems, digests, subscriptions } from '../../src/digests/table.ts'
import { suppressions } from '../../src/mail/table.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { weekly } from '../matching/given.ts'
import { nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const everybody = { kind: 'search', from: 'sub_', to: 'sub_~' } as const

const states = async (world: World) =>
  (await world.db.select().from(digests)).map(({ state, reason }) => ({ state, reason }))

test('a reader gets what is new since confirming, once, and nothing when nothing is new', async () => {
  const world = await createWorld()
  const known = await publish(world, { title: 'Open before' })
  await subscribed(world)
  const fresh = await publish(world, { title: 'Open after' })

  const monday = await nextDueAt(world)
  await tick(world, monday - MINUTE)
  expect(world.mails).toEqual([])

  await tick(world, monday)
  expect(world.mails).toHaveLength(1)
  expect(world.mails[0]?.text).toContain('Open after')
  expect(world.mails[0]?.text).not.toContain('Open before')
  expect(world.mails[0]?.html).toContain(fresh)
  expect(world.mails[0]?.html).not.toContain(known)

  for (let i = 1; i <= 3; i++) await tick(world, monday + i * 15 * MINUTE)
  await tick(world, await nextDueAt(world))
  expect(world.mails).toHaveLength(1)
  expect(await states(world)).toEqual([
    { state: 'sent', reason: null },
    { state: 'skipped', reason: 'nothing new' },
  ])
})

test('the due instant is Monday at eight in the reader’s zone', async () => {
  const world = await createWorld()
  await subscribed(world, 'reader@example.test', '', 'Asia/Kathmandu')
  expect(new Date(await nextDueAt(world)).toISOString()).toBe('2026-03-09T02:15:00.000Z')
})

test('twenty ticks and three deliveries of each message at once send one mail', async () => {
  const world = await createWorld()
  await subscribed(world)
  await publish(world)
  world.now = await nextDueAt(world)
  await Promise.all(Array.from({ length: 20 }, () => runCron(world.ctx())))
  expect(await world.db.select().from(digests)).toHaveLength(1)
  await Promise.all([1, 2, 3].map(() => sendDigests(world.ctx(), everybody)))
  await world.drain()
  expect(world.mails).toHaveLength(1)
})

test('two subscriptions of one reader never mail the same item twice', async () => {
  const world = await createWorld()
  await subscribed(world)
  await subscribed(world, 'reader@example.test', 'kind=role')
  const id = await publish(world)
  await tick(world, await nextDueAt(world))
  expect(world.mails.filter((mail) => mail.html.includes(id))).toHaveLength(1)
  expect((await states(world)).map(({ state }) => state).sort()).toEqual(['sent', 'skipped'])
})

test('a search that is not met mails nothing', async () => {
  const world = await createWorld()
  await subscribed(world, 'reader@example.test', 'kind=fellowship&hours_max=10')
  await publish(world, { kind: 'role' })
  await publish(world, {
    kind: 'fellowship',
    commitment: weekly(40),
  })
  const fits = await publish(world, { kind: 'fellowship' })
  await tick(world, await nextDueAt(world))
  expect(world.mails).toHaveLength(1)
  expect(await world.db.select().from(digestItems)).toMatchObject([{ subjectId: fits, occasion: 'new' }])
})

test('a back-dated opportunity arrives, and a reopened one arrives again', async () => {
  const world = await createWorld()
  await subscribed(world)
  const id = await publish(world, { title: 'Listed late' })
  await world.db
    .update(opportunities)
    .set({ publishedAt: world.now - 300 * DAY })
    .where(eq(opportunities.id, id))
  await tick(world, await nextDueAt(world))
  expect(world.mails).toHaveLength(1)

  await world.db.insert(closures).values({ opportunityId: id, reason: 'filled', closedBy: 'test', closedAt: world.now })
  await world.db.delete(closures)
  await tick(world, await nextDueAt(world))
  expect(world.mails).toHaveLength(2)
  expect(world.mails[1]?.text).toContain('open again')
})

test('of more than twenty items the rest is a number and a link to what is new, and counts as sent', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Known before' })
  await subscribed(world, 'reader@example.test', 'kind=role')
  world.now += DAY
  for (let i = 0; i < 23; i++) await publish(world, { title: `Opening ${i}` })
  await tick(world, await nextDueAt(world))
  const [, link = ''] = /3 more on the board:\n(\S+)/.exec(world.mails[0]?.text ?? '') ?? []
  const { pathname, search } = new URL(link)
  const board = await (await world.get(pathname + search)).text()
  for (const title of ['Opening 0', 'Opening 1', 'Opening 2']) expect(board).toContain(`>${title}<`)
  expect(board).not.toContain('Known before')
  expect(await world.db.select().from(digestItems)).toHaveLength(23)
  await tick(world, await nextDueAt(world))
  expect(world.mails).toHaveLength(1)
})

test('who left or may not be written to gets nothing, also between the tick and the sending', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  await subscribed(world, 'bounced@example.test')
  await publish(world)
  world.now = await nextDueAt(world)
  await runCron(world.ctx())
  await world.post(manage.replace('/subscriptions/', '/unsubscribe/'), {})
  const [row] = await world.db.select().from(subscriptions).where(eq(subscriptions.email, 'bounced@example.test'))
  await world.db.insert(suppressions).values({ emailKey: row?.emailKey ?? '', reason: 'bounced', at: world.now })
  await world.drain()
  expect(world.mails).toEqual([])
  await tick(world, world.now + 15 * MINUTE)
  expect(await states(world)).toEqual(Array(2).fill({ state: 'skipped', reason: 'the reader wants no mail now' }))
})

test('a reader who tries another cadence and comes back is not stranded', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  await publish(world)
  const monday = await nextDueAt(world)
  await tick(world, monday)
  const change = (cadence: string) => world.post(manage, { cadence, weekday: '1', hour: '8', zone: 'Europe/Paris' })
  world.now = monday + HOUR
  await change('daily')
  await publish(world)
  await tick(world, await nextDueAt(world))
  await change('weekly')
  await publish(world)
  expect(new Date(await nextDueAt(world)).toISOString()).toBe('2026-03-16T07:00:00.000Z')
  await tick(world, await nextDueAt(world))
  expect(world.mails).toHaveLength(3)
})

test('a subscription that points at a period already finished is moved on by the tick', async () => {
  const world = await createWorld()
  await subscribed(world)
  const monday = await nextDueAt(world)
  await tick(world, monday)
  await world.db.update(subscriptions).set({ nextPeriod: 'week 2026-03-09', nextDueAt: monday })
  await tick(world, monday + HOUR)
  expect(await nextDueAt(world)).toBeGreaterThan(monday + HOUR)
})

test('leaving one of two subscriptions while its mail waits does not lose the item for the other', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  const id = await publish(world)
  world.deliver = () => ({ outcome: 'deferred', cause: '429', retryAfterMs: HOUR })
  await tick(world, await nextDueAt(world))
  world.deliver = () => ({ outcome: 'sent', providerId: 'p' })
  const due = await nextDueAt(world)
  await world.post(manage.replace('/subscriptions/', '/unsubscribe/'), {})
  await subscribed(world, 'reader@example.test', 'kind=role')
  await world.db.update(subscriptions).set({ knownVersion: 0 }).where(eq(subscriptions.query, 'kind=role'))
  await tick(world, Math.max(due, world.now) + 2 * HOUR)
  await tick(world, world.now + 8 * DAY)
  expect(world.mails.filter((mail) => mail.html.includes(id))).toHaveLength(1)
})

test('a sender that lost its lease while composing sends nothing', async () => {
  const world = await createWorld()
  await subscribed(world)
  await publish(world)
  world.now = await nextDueAt(world)
  await runCron(world.ctx())
  // Taken over at the moment the first sender asks for the subscription's items.
  const slow = world.ctx()
  const batch = world.db.batch.bind(world.db)
  let calls = 0
  const db = Object.assign(Object.create(world.db), {
    batch: async (statements: never) => {
      if (++calls === 2) await world.db.update(digests).set({ tries: 7, leaseUntil: world.now + HOUR })
      return batch(statements)
    },
  })
  await sendDigests({ ...slow, db }, everybody)
  expect(world.mails).toEqual([])
  expect((await world.db.select().from(digests))[0]).toMatchObject({ state: 'sending', tries: 7, bodyHash: null })
  expect(await world.db.select().from(digestItems)).toEqual([])
})

test('a shard stays within four round trips and fifty statements, however many readers it has', async () => {
  const world = await createWorld()
  const names = [...'abcdefgh']
  for (const [i, name] of names.entries()) {
    world.now += HOUR
    await subscribed(world, `${name}@example.test`, `q=opportunity&hours_max=${20 + (i % 3)}`)
  }
  await publish(world)
  world.now = await nextDueAt(world, 'a@example.test')
  await runCron(world.ctx())
  expect(world.jobs).toHaveLength(1)
  const trips = countRoundTrips(world)
  await world.drain()
  expect(world.mails).toHaveLength(names.length)
  expect(trips.statements).toBeLessThanOrEqual(50)
  expect(trips.count).toBeLessThanOrEqual(4)
})

test('who asked to be told when it opens is told on the day, once', async () => {
  const world = await createWorld()
  const id = await publish(world, {
    title: 'Opens in spring',
    opensOn: '2026-03-10',
    closesOn: '2026-04-10',
    zone: 'Europe/Paris',
  })
  const other = await publish(world, { title: 'Another', opensOn: '2026-03-10', zone: 'Europe/Paris' })
  expect(await (await world.get(`/opportunities/${id}`)).text()).toContain(`/subscribe?opportunity=${id}`)
  await subscribed(world, 'reader@example.test', `opportunity=${id}`)
  for (let day = 0; day < 12; day++) await tick(world, await nextDueAt(world))
  expect(world.mails).toHaveLength(1)
  expect(world.mails[0]?.text).toContain('Opens in spring')
  expect(world.mails[0]?.text).toContain('now open')
  expect(world.mails[0]?.html).not.toContain(other)
  expect(await world.db.select().from(digestItems)).toMatchObject([{ subjectId: id, occasion: 'opened 2026-03-10' }])
})
