import { DAY, dayIn, instantOf } from '../calendar.ts'
import type { Schedule } from './schema.ts'

const LONGEST_WAIT_DAYS = 70
/** Days are counted from 1970-01-01, a Thursday: its week began three days before. */
const A_MONDAY = -3
/** 2024-01-01, a Monday; fortnights are counted from it, the same for every reader. */
const FIRST_FORTNIGHT = Date.parse('2024-01-01') / DAY

export type Due = { period: string; at: number }

/**
 * The next mailing after an instant: on the reader's weekday and hour, on the reader's clock. Periods (`day …`,
 * `week …`, `fortnight …`, `month …`) that had their digest are passed over, whatever the reader changed since.
 */
export function nextDue(schedule: Schedule, after: number, had: readonly string[] = []): Due {
  const today = dayNumber(after, schedule)
  for (let day = today; day <= today + LONGEST_WAIT_DAYS; day++) {
    if (!isMailingDay(schedule, day)) continue
    const due = dueOn(schedule, day)
    if (due.at > after && !had.includes(due.period)) return due
  }
  throw new Error(`No mailing day within ${LONGEST_WAIT_DAYS} days`)
}

/** The newest mailing at or before an instant. */
export function newestDue(schedule: Schedule, at: number): Due {
  // Where the clock goes back over midnight, an hour of the next day was there before.
  const today = dayNumber(at, schedule)
  for (let day = today + 1; day >= today - LONGEST_WAIT_DAYS; day--) {
    if (!isMailingDay(schedule, day)) continue
    const due = dueOn(schedule, day)
    if (due.at <= at) return due
  }
  throw new Error(`No mailing day within ${LONGEST_WAIT_DAYS} days`)
}

/**
 * What a tick makes of readers of one schedule that were due at `nextDueAt`, at or before now: the newest mailing that
 * has come, once, however many were missed, and the next one to come.
 */
export function moveOn(schedule: Schedule, nextPeriod: string, nextDueAt: number, now: number) {
  const newest = newestDue(schedule, now)
  const period = newest.at > nextDueAt ? newest.period : nextPeriod
  return { period, next: nextDue(schedule, now, [period]) }
}

const dayNumber = (at: number, { zone }: Schedule) => Date.parse(dayIn(at, zone)) / DAY
const dayText = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)
/** Of the week: 0 is Monday. */
const sinceMonday = (day: number) => (((day - A_MONDAY) % 7) + 7) % 7

function dueOn(schedule: Schedule, day: number): Due {
  return { period: periodOf(schedule, day), at: instantOf(dayText(day), schedule.hour, schedule.zone) }
}

/** Monthly is the first such weekday of the month. */
function isMailingDay({ cadence, weekday }: Schedule, day: number): boolean {
  if (cadence === 'daily') return true
  if (sinceMonday(day) !== weekday - 1) return false
  if (cadence === 'fortnightly') return Math.floor((day - FIRST_FORTNIGHT) / 7) % 2 === 0
  return cadence === 'weekly' || new Date(day * DAY).getUTCDate() <= 7
}

function periodOf({ cadence }: Schedule, day: number): string {
  if (cadence === 'daily') return `day ${dayText(day)}`
  if (cadence === 'monthly') return `month ${dayText(day).slice(0, 7)}`
  return `${cadence === 'weekly' ? 'week' : 'fortnight'} ${dayText(day - sinceMonday(day))}`
}
