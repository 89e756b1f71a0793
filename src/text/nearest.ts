/** The candidate that takes the fewest changed, added or dropped letters. */
export function nearestTo(text: string, candidates: readonly string[]): string | undefined {
  return [...candidates].sort((a, b) => distance(text, a) - distance(text, b))[0]
}

/** Levenshtein distance, row by row (https://en.wikipedia.org/wiki/Levenshtein_distance). */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const above = row
    row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(changed, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
  }
  return row[b.length] ?? 0
}
