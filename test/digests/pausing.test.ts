import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import type { Db } from '../../src/db/client.ts'
import { events } from '../../src/db/table.ts'
import { changeSchedule, resumeSubscription } from '../../src/digests/rescheduling.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { forged, nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const rows = (world: World) => world.db.select().from(subscriptions)
const only = async (world: World) => (await rows(world))[0] ?? expect.fail('no subscription')
const iso = (at: number | null | undefined) => (at ? new Date(at).toISOString() : at)
const named = (world: World, name: string) => world.db.select().from(events).where(eq(events.name, name))

test('a pause holds all mail back to the first mailing on or after its day, which then holds what was new', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  const answer = await world.post(`${manage}/pause`, { until: '2026-03-24' })
  expect(answer.headers.get('location')).toBe(`${manage}?paused=1`)
  const row = await only(world)
  // Midnight of Paris; the Monday after it, summer time by then.
  expect(iso(row.pausedUntil)).toBe('2026-03-23T23:00:00.000Z')
  expect([row.nextPeriod, iso(row.nextDueAt)]).toEqual(['week 2026-03-30', '2026-03-30T06:00:00.000Z'])
  expect(await named(world, 'subscription.paused')).toHaveLength(1)
  const page = await (await world.get(`${manage}?paused=1`)).text()
  expect(page).toContain('Paused until 24 Mar 2026; then every week, next on 30 Mar 2026 at 8:00')
  expect(page).toContain('What is new in the meantime')
  await publish(world, { title: 'While away' })
  for (let week = 1; week <= 3; week++) await tick(world, world.now + 7 * DAY)
  expect(world.mails).toEqual([])
  await tick(world, await nextDueAt(world))
  expect(world.mails).toMatchObject([{ subject: 'While away at Northlight Institute' }])
})

test('the very day of a pause is a mailing day', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  await world.post(`${manage}/pause`, { until: '2026-03-23' })
  expect(iso((await only(world)).nextDueAt)).toBe('2026-03-23T07:00:00.000Z')
})

test('another schedule during a pause stays behind it; going on takes the next mailing', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  await world.post(`${manage}/pause`, { until: '2026-03-24' })
  await world.post(manage, { cadence: 'daily', weekday: '1', hour: '9', zone: 'UTC' })
  expect(iso((await only(world)).nextDueAt)).toBe('2026-03-24T09:00:00.000Z')
  const answer = await world.post(`${manage}/pause/end`, {})
  expect(answer.headers.get('location')).toBe(`${manage}?resumed=1`)
  expect(await only(world)).toMatchObject({ pausedUntil: null, nextPeriod: 'day 2026-03-03' })
  await world.post(`${manage}/pause/end`, {})
  expect(await named(world, 'subscription.resumed')).toHaveLength(1)
})

test.each([
  ['2026-03-02', 'still to come'],
  ['2025-01-01', 'still to come'],
  ['2027-03-05', 'within a year'],
  ['2026-02-30', 'YYYY-MM-DD'],
  ['soon', 'YYYY-MM-DD'],
])('a pause until %s is refused beside its field, kept there, and nothing changes', async (until, words) => {
  const world = await createWorld()
  const manage = await subscribed(world)
  const before = await rows(world)
  const answer = await world.post(`${manage}/pause`, { until })
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toMatch(new RegExp(`id="until-error"[^>]*>[^<]*${words}`))
  expect(html).toContain(`value="${until}"`)
  expect(await rows(world)).toEqual(before)
})

test('less often is one step of the reader’s choice, and never more often', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  const less = (cadence: string) => world.post(`${manage}/cadence`, { cadence })
  expect((await less('fortnightly')).status).toBe(303)
  expect(await only(world)).toMatchObject({ cadence: 'fortnightly', nextPeriod: 'fortnight 2026-03-09' })
  for (const cadence of ['daily', 'weekly', 'fortnightly']) await less(cadence)
  expect((await only(world)).cadence).toBe('fortnightly')
  expect(await named(world, 'subscription.rescheduled')).toHaveLength(1)
  const before = await rows(world)
  const refused = await less('hourly')
  expect(refused.status).toBe(422)
  expect(await refused.text()).toMatch(/id="cadence-error"[^>]*>Choose from daily/)
  expect(await rows(world)).toEqual(before)
})

test('links in mail open a page with the answer chosen and one button that takes it; opening changes nothing', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  const before = await rows(world)
  const pause = await (await world.get(`${manage}?pause=4w`)).text()
  expect(pause).toContain('Pause until 30 Mar 2026')
  expect(pause).toContain(`action="${manage}/pause"`)
  expect(pause).toContain('name="until" value="2026-03-30"')
  const less = await (await world.get(`${manage}?less=monthly`)).text()
  expect(less).toContain(`action="${manage}/cadence"`)
  expect(less).toContain('name="cadence" value="monthly"')
  for (const html of [pause, less]) expect(html.match(/<button/g)).toHaveLength(1)
  for (const odd of ['pause=0w', 'pause=99w', 'pause=x', 'less=hourly'])
    expect(await (await world.get(`${manage}?${odd}`)).text()).toContain('How often')
  expect(await (await world.get(`${manage}?less=daily`)).text()).toContain('that rarely already')
  expect(await rows(world)).toEqual(before)
})

test('a forged token pauses nothing, and what has ended stays so', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  const before = await rows(world)
  const writes = [
    ['/pause', { until: '2026-03-24' }],
    ['/pause/end', {}],
    ['/cadence', { cadence: 'monthly' }],
  ] as const
  for (const [path, body] of writes) expect((await world.post(forged(manage) + path, { ...body })).status).toBe(404)
  expect(await rows(world)).toEqual(before)
  await world.post(manage.replace('/subscriptions/', '/unsubscribe/'), {})
  const ended = await rows(world)
  for (const [path, body] of writes) await world.post(manage + path, { ...body })
  expect(await rows(world)).toEqual(ended)
  expect(await (await world.get(`${manage}?pause=4w`)).text()).toContain('has ended')
})

test('who changes what was changed since they read it is told to look again, and nothing is overwritten', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  const token = manage.replace('/subscriptions/', '')
  let others = () => world.post(`${manage}/pause`, { until: '2026-03-24' })
  const batch: Db['batch'] = async (statements) => {
    await others()
    return world.db.batch(statements)
  }
  const late = () => world.ctx({ db: Object.assign(Object.create(world.db), { batch }) as Db })
  const daily = { cadence: 'daily', weekday: 1, hour: 9, zone: 'UTC' } as const
  await expect(changeSchedule(late(), token, daily)).rejects.toMatchObject({ status: 409 })
  const paused = await only(world)
  expect(paused).toMatchObject({ cadence: 'weekly', nextPeriod: 'week 2026-03-30' })
  others = () => world.post(manage, { cadence: 'monthly', weekday: '1', hour: '9', zone: 'UTC' })
  await expect(resumeSubscription(late(), token)).rejects.toMatchObject({ status: 409 })
  expect(await only(world)).toMatchObject({ cadence: 'monthly', pausedUntil: paused.pausedUntil })
})
