import { distance, nearestTo } from '../text/nearest.ts'

const MOST_CHANGES = 3
const SHARE = 0.4

/** The candidate that a slip of the pen would turn into this text, or nothing: a far one would only mislead. */
export function nearName(text: string, candidates: readonly string[]): string | undefined {
  const given = text.slice(0, 60).toLowerCase()
  const nearest = nearestTo(
    given,
    candidates.map((name) => name.toLowerCase()),
  )
  const most = Math.min(MOST_CHANGES, Math.floor(given.length * SHARE))
  if (nearest === undefined || distance(given, nearest) > most) return undefined
  return candidates.find((name) => name.toLowerCase() === nearest)
}
