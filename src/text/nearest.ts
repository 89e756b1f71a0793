/** The candidate that takes the fewest changed, added, dropped or swapped letters. */
export function nearestTo(text: string, candidates: readonly string[]): string | undefined {
  return [...candidates].sort((a, b) => distance(text, a) - distance(text, b))[0]
}

/**
 * How many letters are changed, added, dropped, or swapped with their neighbour: optimal string alignment, row by row
 * (https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance).
 */
export function distance(a: string, b: string): number {
  let twoAbove: number[] = []
  let above: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    twoAbove = above
    above = row
    row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwapped = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwapped ? (twoAbove[j - 2] ?? 0) + 1 : changed
      row.push(Math.min(changed, swapped, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
  }
  return row[b.length] ?? 0
}
