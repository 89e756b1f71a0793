import { addDays, dayIn, instantOf, weekdayOf } from '../calendar.ts'
import type { Schedule } from './schema.ts'

const LONGEST_WAIT_DAYS = 70
/** A Monday; fortnights are counted from it, the same for every reader. */
const FIRST_MONDAY = Date.parse('2024-01-01')
const WEEK_MS = 7 * 24 * 60 * 60 * 1000

export type Due = { period: string; at: number }

/**
 * The next mailing after an instant: on the reader's weekday and hour, on the reader's clock. Periods (`day …`,
 * `week …`, `fortnight …`, `month …`) that had their digest are passed over, whatever the reader changed since.
 */
export function nextDue(schedule: Schedule, after: number, had: readonly string[] = []): Due {
  const today = dayIn(after, schedule.zone)
  for (let ahead = 0; ahead <= LONGEST_WAIT_DAYS; ahead++) {
    const day = addDays(today, ahead)
    if (!isMailingDay(schedule, day)) continue
    const at = instantOf(day, schedule.hour, schedule.zone)
    const period = periodOf(schedule, day)
    if (at > after && !had.includes(period)) return { period, at }
  }
  throw new Error(`No mailing day within ${LONGEST_WAIT_DAYS} days`)
}

const monday = (day: string) => addDays(day, 1 - weekdayOf(day))
const isOddWeek = (day: string) => Math.round((Date.parse(monday(day)) - FIRST_MONDAY) / WEEK_MS) % 2 !== 0

/** Monthly is the first such weekday of the month. */
function isMailingDay({ cadence, weekday }: Schedule, day: string): boolean {
  if (cadence === 'daily') return true
  if (weekdayOf(day) !== weekday) return false
  if (cadence === 'fortnightly') return !isOddWeek(day)
  return cadence === 'weekly' || Number(day.slice(8)) <= 7
}

function periodOf({ cadence }: Schedule, day: string): string {
  if (cadence === 'daily') return `day ${day}`
  if (cadence === 'monthly') return `month ${day.slice(0, 7)}`
  return `${cadence === 'weekly' ? 'week' : 'fortnight'} ${monday(day)}`
}
