import { inFives, LEAST_TOLD } from '../matching/disclosing.ts'

/** So many of so many people; where not all answered that were asked, how many did. */
export type Share = { count: number; outOf: number; answered?: number }

const rest = ({ count, outOf }: Share) => outOf - count

/**
 * A share as outsiders may read it: at least 5 people, and at least 5 beside them, else nothing. Each part is in whole
 * fives, so whatever sum or difference is made of what is told, of cohorts or of months, is in whole fives again and
 * tells of nobody alone.
 */
function toldShare({ count, outOf, answered }: Share): Share | null {
  const those = inFives(count)
  const others = inFives((answered ?? outOf) - count) ?? 0
  const silent = inFives(outOf - (answered ?? outOf)) ?? 0
  if (those === null || others + silent < LEAST_TOLD) return null
  const told = { count: those, outOf: those + others + silent }
  return answered === undefined ? told : { ...told, answered: those + others }
}

export type ToldShares<Key> = { all: Share | null; cells: Map<Key, Share> }

/**
 * The same of each part of a fixed grouping and of all of it. `beside` is of all and of no part. Where what cannot be
 * told is together too few to hide in, the smallest that could be told is hidden with it.
 */
export function toldShares<Key>(parts: ReadonlyMap<Key, Share>, beside?: Share): ToldShares<Key> {
  const sorted = [...parts].sort(([, a], [, b]) => b.outOf - a.outOf)
  const open = sorted.filter(([, share]) => toldShare(share) !== null)
  const hidden = sorted.filter(([, share]) => toldShare(share) === null).map(([, share]) => share)
  if (beside) hidden.push(beside)
  while (open.length && isTooFew(sumOf(hidden))) hidden.push(...open.splice(-1).map(([, share]) => share))
  const told = open.flatMap(([key, share]) => {
    const one = toldShare(share)
    return one ? [[key, one] as const] : []
  })
  return { all: toldShare(sumOf([...parts.values(), ...(beside ? [beside] : [])])), cells: new Map(told) }
}

const isTooFew = (share: Share) => share.outOf > 0 && (share.count < LEAST_TOLD || rest(share) < LEAST_TOLD)

const sumOf = (shares: readonly Share[]): Share =>
  shares.reduce<Share>(
    (sum, { count, outOf, answered }) => ({
      count: sum.count + count,
      outOf: sum.outOf + outOf,
      ...(answered === undefined ? {} : { answered: (sum.answered ?? 0) + answered }),
    }),
    { count: 0, outOf: 0 },
  )
