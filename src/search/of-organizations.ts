import type { OpportunityCard } from '../opportunities/queries.ts'
import { hasBit } from './bits.ts'
import { type OpeningsIndex, openAt } from './index-of-openings.ts'

/** What each of some organizations has open, newest first. */
export function openingsOf(index: OpeningsIndex, ids: readonly string[], now: number): Map<string, OpportunityCard[]> {
  const open = openAt(index, now)
  const found = new Map<string, OpportunityCard[]>(ids.map((id) => [id, []]))
  const listByNumber = index.organization.ids.map((id) => found.get(id))
  index.organization.numbers.forEach((number, position) => {
    const list = listByNumber[number]
    const opening = list && hasBit(open, position) ? index.openings.at(position) : undefined
    if (opening) list?.push(opening)
  })
  return found
}
