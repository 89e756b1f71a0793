import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/calendar.ts'
import { runCron } from '../../src/cron.ts'
import { startDigests } from '../../src/digests/scheduling.ts'
import { digests, mailPauses } from '../../src/digests/table.ts'
import { runJob } from '../../src/queue.ts'
import { nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const states = async (world: World) =>
  (await world.db.select().from(digests)).map(({ state, reason }) => ({ state, reason }))

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

  test('asks for less than a tick, what waits comes back through the queue, and no sooner', async () => {
    const world = await due(() => ({ outcome: 'deferred', cause: '429', retryAfterMs: 4 * MINUTE }))
    expect(world.later).toMatchObject([{ jobs: [{ type: 'digest-calls' }], waitMs: 4 * MINUTE }])
    world.deliver = () => ({ outcome: 'sent', providerId: 'p' })
    const [again] = world.later.flatMap(({ jobs }) => jobs)
    world.now += 4 * MINUTE - 1
    if (again) await runJob(world.ctx(), again)
    expect(world.mails).toHaveLength(0)
    world.now += 1
    if (again) await runJob(world.ctx(), again)
    expect(world.mails).toHaveLength(1)
  })

  test('asks to wait before a shard is claimed, the shard comes back when the pause is over', async () => {
    const world = await createWorld()
    await subscribed(world)
    await publish(world)
    world.now = await nextDueAt(world)
    await startDigests(world.ctx())
    const until = world.now + 10 * MINUTE
    await world.db.insert(mailPauses).values({ until, cause: '429' })
    await world.drain()
    expect(world.mails).toHaveLength(0)
    expect(world.later).toMatchObject([{ jobs: [{ type: 'digests' }], waitMs: 10 * MINUTE }])
    world.now = until
    for (const job of world.later.splice(0).flatMap(({ jobs }) => jobs)) await runJob(world.ctx(), job)
    expect(world.mails).toHaveLength(1)
  })

  test('asks for an hour, nothing is sent by the queue: a tick brings it', async () => {
    const world = await due(() => ({ outcome: 'deferred', cause: '429', retryAfterMs: HOUR }))
    expect(world.later).toEqual([])
  })

  test('refuses for good, the items are free for the next digest', async () => {
    const world = await due(() => ({ outcome: 'refused', cause: '550 no such user' }))
    expect(await states(world)).toEqual([{ state: 'failed', reason: 'refused: 550 no such user' }])
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
