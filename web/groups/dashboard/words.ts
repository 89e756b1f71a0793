import { share } from '../../../src/statistics/averages.ts'
import { tenthsText } from '../../../src/statistics/rounding.ts'

const DAYS_A_MONTH = 365.25 / 12

/** Days as months in tenths; null is a median that was not reached. */
export const monthsText = (days: number | null) =>
  days === null ? 'not reached' : `${tenthsText(days / DAYS_A_MONTH)} months`

/** A share of a base in whole percent; nothing where the base is nobody. */
export function percent(part: number, base: number): string {
  const found = share(part, base)
  return found === null ? '' : `${Math.round(found * 100)} %`
}

const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** "Sep 2026" of `2026-09`. */
export const monthText = (month: string) => `${names[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`
