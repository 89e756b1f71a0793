import { namedMonths, yearStrip } from '../commitment.ts'
import type { OpportunityCard } from './queries.ts'

export const MONTHS = 12
/** A set of months as twelve bits, January lowest; 0 where none is named. */
export const monthMask = (months: readonly number[]) => months.reduce((mask, month) => mask | (1 << (month - 1)), 0)

/** Above the twelve bits of fixed months: a number of months in a row without a start, or of any months each year. */
export const IN_A_ROW = 1 << MONTHS
export const WHICHEVER = 1 << (MONTHS + 1)

/** The part of the year asked, in one number for a column; 0 where nothing is said of it. */
export function seasonOf({ commitment: c, startsOn }: Pick<OpportunityCard, 'commitment' | 'startsOn'>): number {
  const named = namedMonths(c, startsOn)
  if (named) return monthMask(named)
  if (c.basis !== 'stated') return 0
  if (c.weeks) return IN_A_ROW + (yearStrip(c, null)?.activeMonths ?? 0)
  return c.monthsPerYear && c.monthsPerYear < MONTHS ? WHICHEVER + c.monthsPerYear : 0
}
