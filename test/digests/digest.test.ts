import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/calendar.ts'
import { runCron } from '../../src/cron.ts'
import { sendDigests } from '../../src/digests/sending.ts'
import { digestItems, digests, subscriptions, suppressions } from '../../src/digests/table.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

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
  const keys = (await world.db.select().from(digests)).map(({ subscriptionId, period }) => ({ subscriptionId, period }))
  expect(keys).toHaveLength(1)
  await Promise.all([1, 2, 3].map(() => sendDigests(world.ctx(), keys)))
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
    commitment: {
      basis: 'stated',
      hoursMin: 40,
      hoursMax: 40,
      per: 'week',
      months: null,
      monthsPerYear: null,
      weeks: null,
    },
  })
  const fits = await publish(world, { kind: 'fellowship' })
  await tick(world, await nextDueAt(world))
  expect(world.mails).toHaveLength(1)
  expect(await world.db.select().from(digestItems)).toMatchObject([{ opportunityId: fits, occasion: 'new' }])
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

test('of more than twenty items the rest is a number and a link, and counts as sent', async () => {
  const world = await createWorld()
  await subscribed(world)
  for (let i = 0; i < 23; i++) await publish(world)
  await tick(world, await nextDueAt(world))
  expect(world.mails[0]?.text).toContain('3 more on the board')
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
  expect(await states(world)).toEqual(Array(2).fill({ state: 'skipped', reason: 'the reader has left' }))
})

describe('when the provider', () => {
  async function due(deliver: World['deliver']) {
    const world = await createWorld()
    await subscribed(world)
    await publish(world, { title: 'Worth waiting for' })
    world.deliver = deliver
    await tick(world, await nextDueAt(world))
    return world
  }

  test('defers, the same bytes go out under the same key later, and not before', async () => {
    const tried: unknown[] = []
    const world = await due((message) => {
      tried.push(message)
      return tried.length < 3
        ? { outcome: 'deferred', cause: '429', retryAfterMs: HOUR }
        : { outcome: 'sent', providerId: 'p' }
    })
    await publish(world, { title: 'Came later' })
    await tick(world, world.now + 30 * MINUTE)
    expect(tried).toHaveLength(1)
    await tick(world, world.now + HOUR)
    await tick(world, world.now + HOUR)
    expect(tried).toHaveLength(3)
    expect(new Set(tried.map((message) => JSON.stringify(message)))).toHaveProperty('size', 1)
    expect(await states(world)).toEqual([{ state: 'sent', reason: null }])
  })

  test('refuses for good, the items are free for the next digest', async () => {
    const world = await due(() => ({ outcome: 'refused', cause: '550 no such user' }))
    expect(await states(world)).toEqual([{ state: 'failed', reason: '550 no such user' }])
    world.deliver = () => ({ outcome: 'sent', providerId: 'p' })
    await tick(world, await nextDueAt(world))
    expect(world.mails[0]?.text).toContain('Worth waiting for')
  })

  test('may have accepted and keeps no keys, nothing is ever sent again', async () => {
    const world = await createWorld()
    world.keepsKeys = false
    await subscribed(world)
    await publish(world)
    let tries = 0
    world.deliver = () => {
      tries++
      return { outcome: 'ambiguous', cause: 'connection lost after DATA' }
    }
    await tick(world, await nextDueAt(world))
    await tick(world, world.now + DAY)
    expect(tries).toBe(1)
    expect(await states(world)).toEqual([{ state: 'uncertain', reason: 'connection lost after DATA' }])
    expect((await world.get('/readyz')).status).toBe(503)
  })

  test('may have accepted and keeps keys, it is asked again until the horizon and then given up as uncertain', async () => {
    const keys = new Set<string>()
    const world = await due((message) => {
      keys.add(message.idempotencyKey)
      return { outcome: 'ambiguous', cause: '500' }
    })
    for (let i = 0; i < 8; i++) await tick(world, world.now + 4 * HOUR)
    expect(keys.size).toBe(1)
    expect((await states(world))[0]).toMatchObject({ state: 'uncertain' })
  })

  test('breaks one reader’s mail, the others still get theirs', async () => {
    const world = await createWorld()
    await subscribed(world, 'a@example.test')
    await subscribed(world, 'b@example.test')
    await publish(world)
    world.deliver = (message) => {
      if (message.to === 'a@example.test') throw new Error('boom')
      return { outcome: 'sent', providerId: 'p' }
    }
    await tick(world, await nextDueAt(world, 'a@example.test'))
    expect(world.mails.map((mail) => mail.to)).toEqual(['b@example.test'])
    expect((await states(world)).map(({ state }) => state).sort()).toEqual(['sending', 'sent'])
    world.deliver = () => ({ outcome: 'sent', providerId: 'p' })
    await tick(world, world.now + 15 * MINUTE)
    expect(world.mails.map((mail) => mail.to).sort()).toEqual(['a@example.test', 'b@example.test'])
  })

  test('may have accepted once, a later refusal does not free the items', async () => {
    const answers = [
      { outcome: 'ambiguous', cause: '500' },
      { outcome: 'refused', cause: '422' },
    ] as const
    let tries = 0
    const world = await due(() => answers[tries++] ?? { outcome: 'sent', providerId: 'p' })
    await tick(world, world.now + HOUR)
    expect(await states(world)).toEqual([{ state: 'uncertain', reason: '422' }])
    await tick(world, await nextDueAt(world))
    expect(tries).toBe(2)
  })

  test('asks to wait for a year, the reader is not blocked: the horizon ends it', async () => {
    const world = await due(() => ({ outcome: 'deferred', cause: '429', retryAfterMs: 365 * DAY }))
    await tick(world, world.now + DAY)
    expect(await states(world)).toEqual([{ state: 'failed', reason: '429' }])
    world.deliver = () => ({ outcome: 'sent', providerId: 'p' })
    await tick(world, await nextDueAt(world))
    expect(world.mails).toHaveLength(1)
  })

  test('never heard the sender that stopped, only refusals since: still in doubt, never mailed again', async () => {
    const world = await due(() => {
      throw new Error('the process stopped')
    })
    world.deliver = () => ({ outcome: 'deferred', cause: '429', retryAfterMs: null })
    for (let i = 0; i < 9; i++) await tick(world, world.now + 4 * HOUR)
    expect((await states(world))[0]).toMatchObject({ state: 'uncertain' })
  })

  test('a sender that died over a mail is found by a later tick', async () => {
    const world = await createWorld()
    await subscribed(world)
    await publish(world)
    world.now = await nextDueAt(world)
    await runCron(world.ctx())
    await world.db
      .update(digests)
      .set({ state: 'sending', tries: 1, firstTryAt: world.now, leaseUntil: world.now + MINUTE })
    world.jobs.length = 0
    await tick(world, world.now + 15 * MINUTE)
    expect(world.mails).toHaveLength(1)
  })
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
  const [{ subscriptionId, period } = { subscriptionId: '', period: '' }] = await world.db.select().from(digests)
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
  await sendDigests({ ...slow, db }, [{ subscriptionId, period }])
  expect(world.mails).toEqual([])
  expect((await world.db.select().from(digests))[0]).toMatchObject({ state: 'sending', tries: 7, bodyHash: null })
  expect(await world.db.select().from(digestItems)).toEqual([])
})

test('a shard stays within fifty statements', async () => {
  const world = await createWorld()
  for (const name of ['a', 'b', 'c']) await subscribed(world, `${name}@example.test`, 'q=opportunity')
  await publish(world)
  world.now = await nextDueAt(world, 'a@example.test')
  await runCron(world.ctx())
  expect(world.jobs).toHaveLength(1)
  const batch = world.db.batch.bind(world.db)
  let statements = 0
  world.db.batch = ((all: readonly unknown[]) => {
    statements += all.length
    return batch(all as never)
  }) as typeof world.db.batch
  await world.drain()
  expect(world.mails).toHaveLength(3)
  // Three reads a reader (subscription, mailed, words) are not in batches.
  expect(statements + 3 * 3).toBeLessThanOrEqual(50)
})
