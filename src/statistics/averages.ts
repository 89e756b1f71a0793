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

/** A share of a base from 0 to 1, such as a response rate; null where the base is nobody. */
export const share = (part: number, base: number): number | null => (base > 0 ? part / base : null)
