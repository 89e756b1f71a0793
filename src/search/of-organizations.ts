import type { OpportunityCard } from '../opportunities/queries.ts'
import { intersect, noBits, positionsIn } from './bits.ts'
import { type OpeningsIndex, openAt } from './index-of-openings.ts'

/** What each of some organizations has open, newest first. */
export function openingsOf(index: OpeningsIndex, ids: readonly string[], now: number): Map<string, OpportunityCard[]> {
  const open = openAt(index, now)
  const of = (id: string) => intersect(open.slice(), index.bits.org.get(id) ?? noBits(index.openings.length))
  return new Map(ids.map((id) => [id, [...positionsIn(of(id))].flatMap((position) => index.openings[position] ?? [])]))
}
