import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  ANYWHERE_ON_EARTH,
  addDays,
  dayIn,
  daysBetween,
  endOfDay,
  instantOf,
  isDay,
  isZone,
  weekdayOf,
} from '../src/calendar.ts'
import { anyZone, zones } from './support/zones.ts'

const anyDay = fc.integer({ min: 0, max: 365 * 6 }).map((n) => addDays('2026-01-01', n))

describe('beside an independent calendar', () => {
  test('an hour on the wall is the same instant', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 23 }), anyZone, (day, hour, zone) => {
        const wall = Temporal.PlainDate.from(day).toPlainDateTime({ hour })
        expect(instantOf(day, hour, zone)).toBe(wall.toZonedDateTime(zone).epochMilliseconds)
      }),
      { numRuns: 1_000 },
    )
  })

  test('every day of every clock change from 2026 to 2031, hour by hour', () => {
    for (const zone of zones) {
      for (let day = '2026-01-01'; day < '2032-01-01'; day = addDays(day, 1)) {
        const date = Temporal.PlainDate.from(day)
        if (date.toZonedDateTime(zone).hoursInDay === 24) continue
        for (let hour = 0; hour < 24; hour++) {
          const oracle = date.toPlainDateTime({ hour }).toZonedDateTime(zone).epochMilliseconds
          expect(instantOf(day, hour, zone), `${zone} ${day} ${hour}`).toBe(oracle)
        }
      }
    }
  })

  test('the day in a zone is the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2032, 0) }), anyZone, (at, zone) => {
        const oracle = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
        expect(dayIn(at, zone)).toBe(oracle)
      }),
    )
  })

  test('weekdays are the same', () => {
    fc.assert(fc.property(anyDay, (day) => void expect(weekdayOf(day)).toBe(Temporal.PlainDate.from(day).dayOfWeek)))
  })
})

test('a deadline lasts to the end of its day in its zone, without one anywhere on Earth', () => {
  expect(new Date(endOfDay('2026-11-21', 'Europe/Paris')).toISOString()).toBe('2026-11-21T23:00:00.000Z')
  expect(new Date(endOfDay('2026-11-21', null)).toISOString()).toBe('2026-11-22T12:00:00.000Z')
  expect(endOfDay('2026-11-21', ANYWHERE_ON_EARTH)).toBe(endOfDay('2026-11-21', null))
})

test('adding days and counting them are inverse', () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: -4000, max: 4000 }),
      (day, n) => void expect(daysBetween(day, addDays(day, n))).toBe(n),
    ),
  )
})

test.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', 'tomorrow', '2026-01-01T00:00'])(
  '%s is no day',
  (text) => expect(isDay(text)).toBe(false),
)

test('zones are names of the IANA database', () => {
  expect(isZone('Asia/Kathmandu')).toBe(true)
  for (const none of ['Mars/Olympus', '', 'Europe/Paris; drop table', '+99:99']) expect(isZone(none), none).toBe(false)
})
