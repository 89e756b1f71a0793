import { rowsOf, type Tallies } from './tallies.ts'

const SHOWN = 12

export type MonthRow = { month: string; count: number }

/** The month so many before another one, as `YYYY-MM`. */
export function monthBefore(month: string, back: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - back
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** In how many landings began in each of the last twelve months up to this one, also those with none. */
export function lastMonths(tallies: Tallies, today: string): MonthRow[] {
  const counts = new Map(rowsOf(tallies, 'began').map(({ a, n }) => [a, n]))
  return Array.from({ length: SHOWN }, (_, i) => monthBefore(today.slice(0, 7), SHOWN - 1 - i)).map((month) => ({
    month,
    count: counts.get(month) ?? 0,
  }))
}
