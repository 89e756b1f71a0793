import { mean } from './averages.ts'
import { student95 } from './student.ts'

const MOST_POINTS = 100

/** Percentage points; without a range where fewer than two people gave both answers. */
export type PointsDifference = { pairs: number; points: number; range: { low: number; high: number } | null }

/**
 * By how many percentage points the second of two answers in percent, each from 0 to 100, lies above the first, as the
 * mean over the people who gave both. The range is the 95 % interval of a mean of paired differences: mean ± t · s/√n
 * with n − 1 degrees of freedom (Student, "The Probable Error of a Mean", Biometrika 6, 1908), cut where no answers
 * could lie. It tells of chance alone, not of who did not answer. Null where nobody gave both.
 */
export function pointsDifference(
  pairs: readonly (readonly [first: number, second: number])[],
): PointsDifference | null {
  const differences = pairs.map(([first, second]) => second - first)
  const points = mean(differences)
  return points === null ? null : { pairs: pairs.length, points, range: rangeOf(differences, points) }
}

function rangeOf(differences: readonly number[], points: number) {
  const n = differences.length
  if (n < 2) return null
  const variance = differences.reduce((sum, d) => sum + (d - points) ** 2, 0) / (n - 1)
  const reach = student95(n - 1) * Math.sqrt(variance / n)
  return { low: Math.max(-MOST_POINTS, points - reach), high: Math.min(MOST_POINTS, points + reach) }
}
