import { Temporal } from 'temporal-polyfill'
import type { Due } from '../../src/digests/cadence.ts'
import type { Schedule } from '../../src/digests/schema.ts'

const FIRST_MONDAY = Temporal.PlainDate.from('2024-01-01')
const mondayOf = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 })

/** Written anew on Temporal, from what the reader is promised: nothing of it is shared with the code. */
function mailingOn({ cadence, weekday, hour, zone }: Schedule, date: Temporal.PlainDate): Due | null {
  const monday = mondayOf(date)
  const weeks = FIRST_MONDAY.until(monday, { largestUnit: 'weeks' }).weeks
  const comes = {
    daily: true,
    weekly: date.dayOfWeek === weekday,
    fortnightly: date.dayOfWeek === weekday && weeks % 2 === 0,
    monthly: date.dayOfWeek === weekday && date.subtract({ weeks: 1 }).month !== date.month,
  }[cadence]
  if (!comes) return null
  const period = {
    daily: `day ${date}`,
    weekly: `week ${monday}`,
    fortnightly: `fortnight ${monday}`,
    monthly: `month ${date.toPlainYearMonth()}`,
  }[cadence]
  const at = date.toPlainDateTime({ hour }).toZonedDateTime(zone, { disambiguation: 'compatible' })
  return { period, at: at.epochMilliseconds }
}

/** All mailings of the days from one to another. */
export function mailings(schedule: Schedule, from: Temporal.PlainDate, days: number): Due[] {
  return Array.from({ length: days }, (_, i) => mailingOn(schedule, from.add({ days: i }))).filter(
    (due) => due !== null,
  )
}

/** The days of the clock changes of a zone from 2026 to 2031. */
export function changeDays(zone: string): Temporal.PlainDate[] {
  const found: Temporal.PlainDate[] = []
  let at: Temporal.ZonedDateTime | null = Temporal.PlainDate.from('2026-01-01').toZonedDateTime(zone)
  while (at) {
    at = at.getTimeZoneTransition('next')
    if (!at || at.year > 2031) break
    found.push(at.toPlainDate())
  }
  return found
}
