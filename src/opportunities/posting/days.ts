import { isDay } from '../../calendar.ts'

const names = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const pad = (number: string | number) => String(number).padStart(2, '0')

const DAY_FIRST = /\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?(?:\s+(\d{4}))?\b/i
const MONTH_FIRST = /\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?\b/i

/**
 * The first day that a text names: "2026-03-15", "15 March 2026", "March 15". Without a year it is the next one from
 * `today` on; 3/4/2026 is none, for half the world reads it the other way round.
 */
export function findDay(text: string, today: string | null): string | null {
  const [iso] = /\b\d{4}-\d\d-\d\d\b/.exec(text) ?? []
  if (iso) return isDay(iso) ? iso : null
  const [, day, month, year] = DAY_FIRST.exec(text) ?? []
  const found = dayOf(day, month, year, today)
  if (found) return found
  const [, otherMonth, otherDay, otherYear] = MONTH_FIRST.exec(text) ?? []
  return dayOf(otherDay, otherMonth, otherYear, today)
}

function dayOf(day = '', month = '', year: string | undefined, today: string | null): string | null {
  const number = names.indexOf(month.slice(0, 3).toLowerCase()) + 1
  if (!number || (!year && !today)) return null
  const inYear = (y: number | string) => `${y}-${pad(number)}-${pad(day)}`
  const thisYear = Number(today?.slice(0, 4))
  const found = year ? inYear(year) : inYear(thisYear) >= (today ?? '') ? inYear(thisYear) : inYear(thisYear + 1)
  return isDay(found) ? found : null
}

/** A day moved by whole years; 29 February becomes the 28th. */
export function addYears(day: string, years: number): string {
  const moved = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
  return isDay(moved) ? moved : moved.replace(/29$/, '28')
}
