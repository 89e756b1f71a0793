import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { DAY, MINUTE } from '../../../src/calendar.ts'
import { nextDue } from '../../../src/digests/cadence.ts'
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

test('a day further on counts every mailing that falls on it, whatever comes before', async () => {
  await subscribed(world, 'daily@example.test')
  await subscribed(world, 'monthly@example.test')
  const due = async (email: string, cadence: 'daily' | 'monthly') => {
    const schedule = { cadence, weekday: 1, hour: 8, zone: 'Europe/Paris' }
    const next = nextDue(schedule, world.now)
    await world.db
      .update(subscriptions)
      .set({ cadence, nextPeriod: next.period, nextDueAt: next.at })
      .where(eq(subscriptions.email, email))
  }
  await due('daily@example.test', 'daily')
  await due('monthly@example.test', 'monthly')
  const on = async (day: string) => {
    const html = await given.page(paths.mailForecast(`day=${day}`))
    return [...html.matchAll(/<th scope="row">searches, (\w+)<.*?data-of="due">(\d+)</g)].map(
      ([, of, n]) => `${of} ${n}`,
    )
  }
  // The weekly reader is of Mondays, the monthly one of the first Monday.
  expect(await on('2026-03-03')).toEqual(['daily 1'])
  expect(await on('2026-03-23')).toEqual(['daily 1', 'weekly 1'])
  expect(await on('2026-04-06')).toEqual(['daily 1', 'monthly 1', 'weekly 1'])
  const html = await given.page(paths.mailForecast('day=2026-03-23'))
  expect(html).toContain('What would be sent on 23 Mar 2026')
  expect(html).toContain('of the last 20 runs of the same kind')
  expect(await given.all()).toEqual([])
})

test.each([
  ['2026-03-01', 'still to come'],
  ['2027-03-05', 'within a year'],
  ['soon', 'YYYY-MM-DD'],
])('a day that can not be counted (%s) is said beside its field, and the next tick is shown', async (day, words) => {
  const html = await given.page(paths.mailForecast(`day=${day}`))
  expect(html).toMatch(new RegExp(`id="day-error"[^>]*>[^<]*${words}`))
  expect(html).toContain(`value="${day}"`)
  expect(html).toContain('<h1>What the next tick would send</h1>')
})
