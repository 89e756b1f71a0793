import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/calendar.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { suppressions } from '../../src/mail/table.ts'
import { subscribed, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const rows = (world: World) => world.db.select().from(subscriptions)
const ask = (world: World, email: string, rest: Record<string, string> = {}) =>
  world.post('/subscribe', { email, ...rest })

test('known, unknown and suppressed addresses get the same bytes', async () => {
  const world = await createWorld()
  await subscribed(world, 'known@example.test')
  const [known] = await rows(world)
  await world.db.insert(suppressions).values({ emailKey: known?.emailKey ?? '', reason: 'complained', at: 0 })
  const answers = [await ask(world, 'known@example.test'), await ask(world, 'unknown@example.test')]
  const [a, b] = await Promise.all(answers.map((answer) => answer.text()))
  expect(a).toBe(b)
  await world.drain()
  expect(world.mails.map(({ to }) => to)).toEqual(['unknown@example.test'])
})

test('three mails an hour and five a day to one address, then silence with the same answer', async () => {
  const world = await createWorld()
  const counts: number[] = []
  for (let i = 0; i < 8; i++) {
    if (i === 4 || i === 6) world.now += HOUR
    expect((await ask(world, 'reader@example.test', { q: `word${i}` })).status).toBe(202)
    await world.drain()
    counts.push(world.mails.length)
  }
  expect(counts).toEqual([1, 2, 3, 3, 4, 5, 5, 5])
  world.now += DAY
  await ask(world, 'reader@example.test', { q: 'later' })
  await world.drain()
  expect(world.mails).toHaveLength(6)
})

test('eighty requests at once mail one address no more than its limit', async () => {
  const world = await createWorld()
  await Promise.all(Array.from({ length: 80 }, (_, i) => ask(world, 'victim@example.test', { q: `word${i}` })))
  await world.drain()
  expect(world.mails).toHaveLength(3)
})

test('the same search asked for many times at once is one subscription', async () => {
  const world = await createWorld()
  await Promise.all(Array.from({ length: 3 }, () => ask(world, 'reader@example.test', { kind: 'role' })))
  expect(await rows(world)).toHaveLength(1)
})

test('a confirmation that the queue lost is mailed by a later tick, and one that went out is not', async () => {
  const world = await createWorld()
  await ask(world, 'reader@example.test')
  world.jobs.length = 0
  await tick(world, world.now + 15 * MINUTE)
  expect(world.mails).toHaveLength(1)
  await tick(world, world.now + 15 * MINUTE)
  expect(world.mails).toHaveLength(1)
})

test('one network may ask twenty times an hour, one IPv6 network being a /64', async () => {
  const world = await createWorld()
  const from = (address: string, i: number) =>
    world.post(
      '/subscribe',
      { email: `r${i}@example.test` },
      { 'CF-Connecting-IP': address, 'X-Forwarded-For': `10.0.0.${i}` },
    )
  for (let i = 0; i < 20; i++) expect((await from(`2001:db8::${i}`, i)).status).toBe(202)
  const refused = await from('2001:db8:0:0:ffff::1', 20)
  expect(refused.status).toBe(429)
  expect(await refused.text()).toContain('try again in an hour')
  expect(await rows(world)).toHaveLength(20)
  expect((await from('2001:db8:0:1::1', 21)).status).toBe(202)
})
