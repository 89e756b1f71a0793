import { isDay } from '../../calendar.ts'
import type { DayOrder } from './schema.ts'

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/
const SLASHED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,T].*)?$/
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]{3,9})\.?,? (\d{4})(?:[ ,].*)?$/i
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,].*)?$/i
const MONTHS = 'january february march april may june july august september october november december'.split(' ')

/** A day as lists write it, or what to change. `order` says what `03/04/2026` is. */
export function readDay(cell: string, order: DayOrder | null): { day: string } | { problem: string } {
  const day = isoOf(cell.trim(), order)
  return day ? { day } : { problem: PROBLEM }
}
const PROBLEM = 'write the day as YYYY-MM-DD'

function isoOf(cell: string, order: DayOrder | null): string | null {
  const iso = ISO.exec(cell)
  if (iso) return dayOf(iso[1], iso[2], iso[3])
  const [, first = '', second = '', year = ''] = SLASHED.exec(cell) ?? []
  if (year) return slashedDay(first, second, year, order)
  const [, day, named = '', inYear] = DAY_FIRST.exec(cell) ?? []
  if (day) return dayOf(inYear, monthOf(named), day)
  const [, month = '', dayOfMonth, then] = MONTH_FIRST.exec(cell) ?? []
  return dayOfMonth ? dayOf(then, monthOf(month), dayOfMonth) : null
}

function slashedDay(first: string, second: string, year: string, order: DayOrder | null): string | null {
  if (Number(first) === Number(second)) return dayOf(year, first, second)
  if (!order) return null
  return order === 'dmy' ? dayOf(year, second, first) : dayOf(year, first, second)
}

function monthOf(name: string): string {
  const at = MONTHS.findIndex((month) => month.startsWith(name.toLowerCase()))
  return String(at + 1)
}

function dayOf(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(text) ? text : null
}

/** What the days of a file say about their order: the first cell that shows each, and one that shows neither. */
export type Orders = Partial<Record<DayOrder | 'either', string>>

export function ordersOf(cells: Iterable<string>): Orders {
  const found: Orders = {}
  for (const cell of cells) {
    const [, first = '', second = '', year = ''] = SLASHED.exec(cell.trim()) ?? []
    if (!year || Number(first) === Number(second)) continue
    const shows = Number(first) > 12 ? 'dmy' : Number(second) > 12 ? 'mdy' : 'either'
    found[shows] ??= `${first}/${second}/${year}`
  }
  return found
}

/** The order that the file itself shows; null where it has none, or shows both, and it must be asked. */
export function shownOrder({ dmy, mdy }: Orders): DayOrder | null {
  if (dmy && !mdy) return 'dmy'
  return mdy && !dmy ? 'mdy' : null
}

/** Whether somebody must say how its days are read. */
export const mustAskOrder = (orders: Orders) =>
  shownOrder(orders) === null && (orders.either !== undefined || (orders.dmy !== undefined && orders.mdy !== undefined))
