import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../src/calendar.ts'
import { startDigests } from '../../../src/digests/scheduling.ts'
import { digestCalls, digestRuns, mailPauses } from '../../../src/digests/table.ts'
import { nextDueAt } from '../../support/given.ts'
import { type Operated, operated } from './given.ts'

let given: Operated
let world: Operated['world']
beforeEach(async () => {
  given = await operated()
  world = given.world
})

describe('/readyz', () => {
  test('tells of mail that is due and nothing takes, and not of mail that was asked to wait', async () => {
    world.now = await nextDueAt(world)
    await startDigests(world.ctx())
    world.jobs.length = 0
    await world.db.insert(digestRuns).values({ kind: 'search', period: 'later', startedAt: world.now + 2 * HOUR })
    world.now += 2 * HOUR - MINUTE
    expect((await given.ready()).problems).toEqual([])
    world.now += 2 * MINUTE
    expect((await given.ready()).problems).toEqual(['mail has been due for more than 2 hours and nothing takes it'])
    await world.db.insert(mailPauses).values({ until: world.now - MINUTE, cause: '429' })
    expect((await given.ready()).problems).toEqual([])
  })

  test('tells of a call that was put off and that nothing takes up again', async () => {
    await given.due(() => ({ outcome: 'deferred', cause: '429', retryAfterMs: null }))
    const [call] = await world.db.select().from(digestCalls)
    await world.db.insert(digestRuns).values({ kind: 'search', period: 'later', startedAt: world.now + 2 * HOUR })
    world.now = (call?.nextTryAt ?? 0) + 2 * HOUR - MINUTE
    expect((await given.ready()).problems).toEqual([])
    world.now += 2 * MINUTE
    expect((await given.ready()).problems).toEqual(['mail has been due for more than 2 hours and nothing takes it'])
  })
})
