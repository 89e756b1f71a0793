import { distance, nearestTo } from './nearest.ts'

const MOST_CHANGES = 3
const SHARE = 0.4

/** Whether at most three changed, added, dropped or swapped letters, and no more than a share of them, tell two texts apart. */
export function isNear(text: string, other: string, share = SHARE): boolean {
  const most = Math.min(MOST_CHANGES, Math.floor(text.length * share))
  return Math.abs(text.length - other.length) <= most && distance(text, other) <= most
}

/** The candidate that a slip of the pen would turn into this text, or nothing: a far one would only mislead. */
export function nearName(text: string, candidates: readonly string[]): string | undefined {
  const given = text.slice(0, 60).toLowerCase()
  const nearest = nearestTo(
    given,
    candidates.map((name) => name.toLowerCase()),
  )
  if (nearest === undefined || !isNear(given, nearest)) return undefined
  return candidates.find((name) => name.toLowerCase() === nearest)
}
