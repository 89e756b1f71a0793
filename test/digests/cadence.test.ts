import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { nextDue } from '../../src/digests/cadence.ts'
import { cadences, type Schedule } from '../../src/digests/schema.ts'
import { anyZone } from '../support/zones.ts'

const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  cadence: fc.constantFrom(...cadences),
  weekday: fc.integer({ min: 1, max: 7 }),
  hour: fc.integer({ min: 0, max: 23 }),
  zone: anyZone,
})
const anyInstant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2031, 11) })

test('the next mailing lies ahead, on the reader’s weekday and hour', () => {
  fc.assert(
    fc.property(anySchedule, anyInstant, (schedule, now) => {
      const due = nextDue(schedule, now)
      expect(due.at).toBeGreaterThan(now)
      const local = Temporal.Instant.fromEpochMilliseconds(due.at).toZonedDateTimeISO(schedule.zone)
      const asked = local.toPlainDate().toPlainDateTime({ hour: schedule.hour }).toZonedDateTime(schedule.zone)
      expect(local.epochMilliseconds).toBe(asked.epochMilliseconds)
      if (schedule.cadence !== 'daily') expect(local.dayOfWeek).toBe(schedule.weekday)
      if (schedule.cadence === 'monthly') expect(local.day).toBeLessThanOrEqual(7)
    }),
    { numRuns: 500 },
  )
})

test('a year of mailings: each period once, in order, evenly', () => {
  const days = { daily: [0.9, 1.1], weekly: [6.9, 7.1], fortnightly: [13.9, 14.1], monthly: [27, 36] }
  fc.assert(
    fc.property(anySchedule, anyInstant, (schedule, start) => {
      const [least = 0, most = 0] = days[schedule.cadence]
      let last = nextDue(schedule, start)
      const periods = new Set([last.period])
      for (let i = 0; i < 30; i++) {
        const due = nextDue(schedule, last.at, [last.period])
        const gap = (due.at - last.at) / 86_400_000
        expect(gap).toBeGreaterThan(least)
        expect(gap).toBeLessThan(most)
        expect(periods.has(due.period)).toBe(false)
        periods.add(due.period)
        last = due
      }
    }),
    { numRuns: 100 },
  )
})

test('a period that had its digest gets no second one when the reader moves the day', () => {
  const weekly = { cadence: 'weekly', weekday: 1, hour: 8, zone: 'UTC' } as const
  const monday = nextDue(weekly, Date.parse('2026-03-01T00:00:00Z'))
  expect(monday.period).toBe('week 2026-03-02')
  const moved = nextDue({ ...weekly, weekday: 3 }, monday.at + 1, [monday.period])
  expect(new Date(moved.at).toISOString()).toBe('2026-03-11T08:00:00.000Z')
})
