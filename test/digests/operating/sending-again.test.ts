import { beforeEach, describe, expect, test } from 'vitest'
import { DAY, MINUTE } from '../../../src/calendar.ts'
import { digests, subscriptions } from '../../../src/digests/table.ts'
import type { Message } from '../../../src/mail/mailer.ts'
import { paths } from '../../../src/paths.ts'
import { publish, tick } from '../../support/given.ts'
import { type Operated, operated, refusesOthers } from './given.ts'

let given: Operated
let world: Operated['world']
beforeEach(async () => {
  given = await operated()
  world = given.world
})

describe('what failed', () => {
  const fail = async (tried: Message[] = []) => {
    await given.due((message) => {
      tried.push(message)
      return { outcome: 'refused', cause: '550 try another time' }
    })
    const { subscriptionId: subscription, period } = await given.one()
    return { subscription, period }
  }

  test('is sent again once, composed anew, under a key that was never used; the run still adds up', async () => {
    const tried: Message[] = []
    const fields = await fail(tried)
    await publish(world, { title: 'Came meanwhile' })
    expect(await given.page()).toContain('Send again')
    expect((await given.admin.post(paths.mailResending(), fields)).status).toBe(303)
    expect(await given.one()).toMatchObject({
      state: 'pending',
      body: null,
      bodyHash: null,
      callId: null,
      reason: null,
    })
    expect((await given.admin.post(paths.mailResending(), fields)).status).toBe(409)
    expect(await given.recorded('digest.sent again')).toEqual([{ subject: fields.subscription, detail: fields.period }])

    world.deliver = (message) => {
      tried.push(message)
      return { outcome: 'sent', providerId: 'p' }
    }
    await tick(world, world.now + 15 * MINUTE)
    expect(tried[1]?.text).toContain('Came meanwhile')
    expect(tried[1]?.idempotencyKey).not.toBe(tried[0]?.idempotencyKey)
    expect(await given.one()).toMatchObject({ state: 'sent', period: fields.period, callId: tried[1]?.idempotencyKey })
    expect(await given.page()).not.toContain('>does not add up<')
  })

  test('stays failed where the reader wants no mail now, has had a newer digest, or it is uncertain or long ago', async () => {
    const fields = await fail()
    const refused = async () => {
      expect(await given.page()).not.toContain('>Send again<')
      expect((await given.admin.post(paths.mailResending(), fields)).status).toBe(409)
    }
    await world.db.update(subscriptions).set({ endedAt: world.now })
    await refused()
    await world.db.update(subscriptions).set({ endedAt: null })
    const { finishedAt, run } = await given.one()
    await world.db.update(digests).set({ finishedAt: world.now - 31 * DAY })
    await refused()
    await world.db.update(digests).set({ finishedAt, state: 'uncertain' })
    await refused()
    await world.db.update(digests).set({ state: 'failed' })
    const later = { ...fields, subscriptionId: fields.subscription, run, state: 'skipped' as const }
    await world.db.insert(digests).values({ ...later, period: 'later', createdAt: world.now, finishedAt: world.now })
    await refused()
  })

  test('is sent again by admins alone', async () => refusesOthers(given, paths.mailResending(), await fail()))
  test('without a name is not guessed', async () => {
    await fail()
    expect((await given.admin.post(paths.mailResending(), { subscription: '', period: '' })).status).toBe(422)
    expect((await given.one()).state).toBe('failed')
  })
})
