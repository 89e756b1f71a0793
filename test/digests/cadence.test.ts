import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { moveOn, newestDue, nextDue } from '../../src/digests/cadence.ts'
import { cadences, type Schedule } from '../../src/digests/schema.ts'
import { anyZone, zones } from '../support/zones.ts'
import { changeDays, mailings } from './oracle.ts'

const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  cadence: fc.constantFrom(...cadences),
  weekday: fc.integer({ min: 1, max: 7 }),
  hour: fc.integer({ min: 0, max: 23 }),
  zone: anyZone,
})
const FIRST = Temporal.PlainDate.from('2026-01-01')
const DAYS = 6 * 365
const WALK = { daily: 25, weekly: 70, fortnightly: 100, monthly: 200 }
const anyDate = (most: number) => fc.integer({ min: 0, max: DAYS - most }).map((days) => FIRST.add({ days }))

/** Walks from mailing to mailing, and looks back from each. */
function expectSame(schedule: Schedule, from: Temporal.PlainDate, days: number) {
  const [first, ...rest] = mailings(schedule, from, days)
  let last = first
  for (const due of rest) {
    if (!last) return
    expect(nextDue(schedule, last.at)).toEqual(due)
    expect(nextDue(schedule, due.at - 1)).toEqual(due)
    expect(newestDue(schedule, due.at)).toEqual(due)
    expect(newestDue(schedule, due.at - 1)).toEqual(last)
    last = due
  }
}

test('every cadence, day, hour and zone from 2026 to 2031: once a local period, on the reader’s clock', () => {
  const walks = anySchedule.chain((schedule) =>
    fc.tuple(fc.constant(schedule), anyDate(WALK[schedule.cadence]), fc.constant(WALK[schedule.cadence])),
  )
  fc.assert(
    fc.property(walks, ([schedule, from, days]) => expectSame(schedule, from, days)),
    { numRuns: 100 },
  )
})

test('at every clock change from 2026 to 2031, each hour: an hour that is skipped comes later by as much, one that comes twice is mailed once', () => {
  for (const zone of [...zones, 'America/Nuuk'])
    for (const day of changeDays(zone))
      for (let hour = 0; hour < 24; hour++)
        expectSame({ cadence: 'daily', weekday: 1, hour, zone }, day.subtract({ days: 1 }), 3)
})

test('clock changes as the reader sees them', () => {
  const at = (zone: string, hour: number, after: string) =>
    new Date(nextDue({ cadence: 'daily', weekday: 1, hour, zone }, Date.parse(after)).at).toISOString()
  // 01:00 is skipped in London on 29 March: 02:00 summer time. It comes twice on 25 October: the first.
  expect(at('Europe/London', 1, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z')
  expect(at('Europe/London', 1, '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:00:00.000Z')
  expect(at('Europe/London', 1, '2026-10-25T00:00:00Z')).toBe('2026-10-26T01:00:00.000Z')
  // Half an hour is skipped on Lord Howe.
  expect(at('Australia/Lord_Howe', 2, '2026-10-03T00:00:00Z')).toBe('2026-10-03T15:30:00.000Z')
})

test('missed ticks send the newest once, not the backlog, and then go on', () => {
  const anyTicks = fc.array(fc.integer({ min: 1, max: 30 * 24 * 60 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(anySchedule, anyDate(300), anyTicks, (schedule, from, minutes) => {
      const all = mailings(schedule, from, 300)
      let now = from.add({ days: 40 }).toZonedDateTime(schedule.zone).epochMilliseconds
      let due = nextDue(schedule, now)
      const made: string[] = []
      for (const wait of minutes) {
        now += wait * 60_000
        if (due.at > now) continue
        const moved = moveOn(schedule, due.period, due.at, now)
        made.push(moved.period)
        expect(moved.period).toBe(all.findLast(({ at }) => at <= now)?.period)
        expect(moved.next).toEqual(all.find(({ at }) => at > now))
        due = moved.next
      }
      expect(new Set(made).size).toBe(made.length)
    }),
    { numRuns: 60 },
  )
})

test('a period of another cadence that is due is kept, and not made again', () => {
  const daily = { cadence: 'daily', weekday: 1, hour: 8, zone: 'UTC' } as const
  const due = Date.parse('2026-03-02T09:00:00Z')
  expect(moveOn(daily, 'week 2026-03-02', due, due)).toEqual({
    period: 'week 2026-03-02',
    next: { period: 'day 2026-03-03', at: Date.parse('2026-03-03T08:00:00Z') },
  })
  expect(moveOn({ ...daily, hour: 10 }, 'day 2026-03-02', due, due).next.period).toBe('day 2026-03-03')
})

test('a period that had its digest gets no second one when the reader moves the day', () => {
  const weekly = { cadence: 'weekly', weekday: 1, hour: 8, zone: 'UTC' } as const
  const monday = nextDue(weekly, Date.parse('2026-03-01T00:00:00Z'))
  expect(monday.period).toBe('week 2026-03-02')
  const moved = nextDue({ ...weekly, weekday: 3 }, monday.at + 1, [monday.period])
  expect(new Date(moved.at).toISOString()).toBe('2026-03-11T08:00:00.000Z')
})
