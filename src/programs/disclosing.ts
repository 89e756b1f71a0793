import { inFives, LEAST_TOLD } from '../matching/disclosing.ts'

/** So many of so many people. */
export type Share = { count: number; outOf: number }

const rest = ({ count, outOf }: Share) => outOf - count

/**
 * A share as outsiders may read it: at least 5 people, and at least 5 beside them, else nothing. Both parts are in whole
 * fives, so whatever sum or difference is made of what is told, of cohorts or of months, is in whole fives again and
 * tells of nobody alone.
 */
function toldShare(share: Share): Share | null {
  const [those, others] = [inFives(share.count), inFives(rest(share))]
  return those !== null && others !== null ? { count: those, outOf: those + others } : null
}

export type ToldShares<Key> = { all: Share | null; cells: Map<Key, Share> }

/**
 * The same of each part of a fixed grouping and of all of it. Where the parts that cannot be told are together too few
 * to hide in, the smallest that could be told is hidden with them.
 */
export function toldShares<Key>(parts: ReadonlyMap<Key, Share>): ToldShares<Key> {
  const sorted = [...parts].sort(([, a], [, b]) => b.outOf - a.outOf)
  const open = sorted.filter(([, share]) => toldShare(share) !== null)
  const hidden = sorted.filter(([, share]) => toldShare(share) === null).map(([, share]) => share)
  while (open.length && isTooFew(sumOf(hidden))) hidden.push(...open.splice(-1).map(([, share]) => share))
  const told = open.flatMap(([key, share]) => {
    const one = toldShare(share)
    return one ? [[key, one] as const] : []
  })
  return { all: toldShare(sumOf([...parts.values()])), cells: new Map(told) }
}

const isTooFew = (share: Share) => share.outOf > 0 && (share.count < LEAST_TOLD || rest(share) < LEAST_TOLD)

const sumOf = (shares: readonly Share[]): Share =>
  shares.reduce((sum, { count, outOf }) => ({ count: sum.count + count, outOf: sum.outOf + outOf }), {
    count: 0,
    outOf: 0,
  })
