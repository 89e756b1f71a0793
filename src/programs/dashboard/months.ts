import type { MonthRow } from './rows.ts'

const SHOWN = 12

/** The month so many before another one, as `YYYY-MM`. */
export function monthBefore(month: string, back: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - back
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** The last twelve months up to this one, also those with nothing; what lies outside of them is left out. */
export function lastMonths(rows: readonly MonthRow[], today: string): MonthRow[] {
  const counts = new Map(rows.map(({ month, count }) => [month, count]))
  return Array.from({ length: SHOWN }, (_, i) => monthBefore(today.slice(0, 7), SHOWN - 1 - i)).map((month) => ({
    month,
    count: counts.get(month) ?? 0,
  }))
}
