import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, DAY } from '../../src/calendar.ts'
import { deadlinesOf } from '../../src/feeds/deadlines.ts'
import { findOpen } from '../../src/feeds/finding.ts'
import { oneLine } from '../../src/feeds/saying.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { publish } from '../support/given.ts'
import { createWorld, NOON, ORIGIN } from '../support/world.ts'
import { anyText, hostileFinding, parseCalendar, read, readCalendar } from './reading.ts'

test('a deadline is its day in its zone, wherever the calendar is read', async () => {
  const world = await createWorld()
  const days = { 'Pacific/Kiritimati': '2026-03-05', 'Etc/GMT+12': '2026-03-06', 'America/Los_Angeles': '2026-03-08' }
  for (const [zone, closesOn] of Object.entries(days)) await publish(world, { title: zone, closesOn, zone })
  const events = await readCalendar(world, '/deadlines.ics')
  expect(events.map(({ day, summary }) => [day, summary])).toEqual([
    ['2026-03-05', 'Deadline: Pacific/Kiritimati, Northlight Institute'],
    ['2026-03-06', 'Deadline: Etc/GMT+12, Northlight Institute'],
    ['2026-03-08', 'Deadline: America/Los_Angeles, Northlight Institute'],
  ])
  expect(events[0]?.description).toContain('closes 5 Mar 2026, end of day in Pacific/Kiritimati')
  expect(events[1]?.description).toContain('closes 6 Mar 2026, anywhere on Earth')
})

test('what opens is an event too; an approximate day is tentative and says so', async () => {
  const world = await createWorld()
  const id = await publish(world, {
    title: 'Summer, school; 2026',
    opensOn: '2026-05-01',
    closesOn: '2026-06-01',
    approximate: true,
  })
  const url = `${ORIGIN}/opportunities/${id}-summer-school-2026`
  const facts = `role · place not stated · hours not stated · pay not stated · applications from about 1 May 2026 · closes about 1 Jun 2026\nThe day is approximate.\n${url}`
  const shared = { url, status: 'TENTATIVE', stamp: '2026-03-02T12:00:00Z', description: facts }
  const expected = [
    {
      ...shared,
      uid: `${id}-opens@onward.test`,
      day: '2026-05-01',
      summary: 'Opens: Summer, school; 2026, Northlight Institute',
    },
    {
      ...shared,
      uid: `${id}@onward.test`,
      day: '2026-06-01',
      summary: 'Deadline: Summer, school; 2026, Northlight Institute',
    },
  ]
  expect(await readCalendar(world, '/deadlines.ics')).toEqual(expected)
  expect(await readCalendar(world, `/opportunities/${id}/deadline.ics`)).toEqual(expected)
})

test('the stamp is when it changed, so that equal data gives equal bytes', async () => {
  const world = await createWorld()
  await publish(world, { closesOn: '2026-04-01' })
  const before = await read(world, '/deadlines.ics')
  expect(before.endsWith('END:VCALENDAR\r\n')).toBe(true)
  world.now += DAY
  expect(await read(world, '/deadlines.ics')).toBe(before)
  await world.db.update(opportunities).set({ updatedAt: NOON + DAY })
  expect((await readCalendar(world, '/deadlines.ics'))[0]?.stamp).toBe('2026-03-03T12:00:00Z')
})

test('nothing without a date, nothing closed', async () => {
  const world = await createWorld()
  const rolling = await publish(world, { rolling: true })
  const closed = await publish(world, { closesOn: '2026-04-01' })
  const expired = await publish(world, { closesOn: '2026-03-01' })
  await world.db.insert(closures).values({ opportunityId: closed, reason: 'filled', closedBy: 'test', closedAt: NOON })
  world.now += DAY
  expect(await readCalendar(world, '/deadlines.ics')).toEqual([])
  for (const id of [rolling, closed, expired, 'opp_none'])
    expect((await world.get(`/opportunities/${id}/deadline.ics`)).status).toBe(404)
})

test('any text is escaped and folded so that it is read back', async () => {
  const world = await createWorld()
  await publish(world, { closesOn: '2026-04-01' })
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const events = parseCalendar(deadlinesOf(await hostileFinding(world, text), ORIGIN))
      expect(events.map(({ summary }) => summary)).toEqual([`Deadline: ${oneLine(text)}, ${oneLine(text)}`])
    }),
    { numRuns: 300 },
  )
  const injected = new URLSearchParams({ q: 'x\r\nBEGIN:VEVENT\r\n\\;,' })
  expect(await readCalendar(world, `/deadlines.ics?${injected}`)).toEqual([])
})

test('at most the nearest thousand', async () => {
  const world = await createWorld()
  await publish(world, { closesOn: '2026-04-01' })
  const { openings, ...found } = await findOpen(world.ctx(), new URLSearchParams(), 1)
  const many = Array.from({ length: 1_200 }, (_, i) => ({
    ...openings[0],
    id: `opp_${i}`,
    closesOn: addDays('2026-04-01', 1_200 - i),
  }))
  const calendar = deadlinesOf({ ...found, openings: many as typeof openings }, ORIGIN)
  const events = parseCalendar(calendar)
  expect(events).toHaveLength(1_000)
  expect(events[0]?.day).toBe('2026-04-02')
  expect(calendar).toContain('X-WR-CALDESC:The nearest 1000 only: narrow the search for others.')
  expect(deadlinesOf({ ...found, openings }, ORIGIN)).not.toContain('CALDESC')
})
