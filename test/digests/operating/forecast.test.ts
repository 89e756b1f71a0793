import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { DAY, MINUTE } from '../../../src/calendar.ts'
import { subscriptions } from '../../../src/digests/table.ts'
import { suppressions } from '../../../src/mail/table.ts'
import { paths } from '../../../src/paths.ts'
import { countRoundTrips } from '../../api/round-trips.ts'
import { nextDueAt, subscribed, tick } from '../../support/given.ts'
import { type Operated, operated, sends } from './given.ts'

let given: Operated
let world: Operated['world']
beforeEach(async () => {
  given = await operated()
  world = given.world
})

test('the forecast counts what the next tick then makes, writes nothing, and asks the database once', async () => {
  await subscribed(world, 'paused@example.test')
  await subscribed(world, 'stopped@example.test')
  await subscribed(world, 'later@example.test')
  const at = await nextDueAt(world)
  await world.db
    .update(subscriptions)
    .set({ pausedUntil: at + DAY })
    .where(eq(subscriptions.email, 'paused@example.test'))
  await world.db
    .update(subscriptions)
    .set({ nextDueAt: at + DAY })
    .where(eq(subscriptions.email, 'later@example.test'))
  const [stopped] = await world.db.select().from(subscriptions).where(eq(subscriptions.email, 'stopped@example.test'))
  await world.db.insert(suppressions).values({ emailKey: stopped?.emailKey ?? '', reason: 'bounced', at: world.now })
  world.now = at - 5 * MINUTE
  await given.page()
  const trips = countRoundTrips(world)
  const html = await given.page(paths.mailForecast())
  expect([trips.count, trips.statements <= 5]).toEqual([2, true])
  const row = [...html.matchAll(/data-of="([^"]+)">(\d+)</g)].map(([, name, count]) => `${name} ${count}`)
  expect(row).toEqual(['due 3', 'suppressed 1', 'digests 2', 'not entitled 0', 'paused 1', 'mails, about 1'])
  expect(html).toContain('searches, weekly')
  expect(html).not.toContain('@')
  expect(await given.all()).toEqual([])
  world.deliver = sends
  await tick(world, at)
  expect([(await given.all()).length, world.mails.length]).toEqual([2, 1])
})
