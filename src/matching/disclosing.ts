/** Below it a figure could be about somebody. */
export const LEAST_TOLD = 5

/**
 * How many people, for those outside: null for fewer than 5, else in whole fives, so that neither a change nor who is
 * shown beside it tells of one person.
 */
export const inFives = (count: number) => (count < LEAST_TOLD ? null : count - (count % LEAST_TOLD))

export type Told<Name extends string> = { total: number; parts: { name: Name; count: number }[] }

/**
 * What may be told to those outside of how people's answers divide: nothing of fewer than 5 people, no part of fewer than
 * 5 or with fewer than 5 beside it, and not what would give a hidden part away by subtraction: then the smallest part
 * told is hidden too. The most first.
 */
export function told<Name extends string>(counts: Partial<Record<Name, number>>): Told<Name> | null {
  const all = (Object.entries(counts) as [Name, number][]).map(([name, count]) => ({ name, count }))
  const total = all.reduce((sum, { count }) => sum + count, 0)
  if (total < LEAST_TOLD) return null
  const parts = all
    .filter(({ count }) => count >= LEAST_TOLD && total - count >= LEAST_TOLD)
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
  const hidden = () => total - parts.reduce((sum, { count }) => sum + count, 0)
  while (parts.length && hidden() > 0 && hidden() < LEAST_TOLD) parts.pop()
  return { total, parts }
}
