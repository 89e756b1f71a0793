const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** The arithmetic mean; null of nothing. */
export const mean = (values: readonly number[]): number | null => (values.length ? sum(values) / values.length : null)

/** The middle value, or half way between the two in the middle; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half]
  if (upper === undefined) return null
  return sorted.length % 2 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}

/** So many of one value. */
export type Weighted = { value: number; count: number }

/** The median of so many of each value; null of nothing. */
export function weightedMedian(values: readonly Weighted[]): number | null {
  const sorted = values.filter(({ count }) => count > 0).sort((a, b) => a.value - b.value)
  const count = sorted.reduce((total, one) => total + one.count, 0)
  const at = (place: number) => {
    let before = 0
    for (const one of sorted) {
      before += one.count
      if (place < before) return one.value
    }
    return 0
  }
  return count ? (at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2 : null
}

/** A share of a base from 0 to 1, such as a response rate; null where the base is nobody. */
export const share = (part: number, base: number): number | null => (base > 0 ? part / base : null)
