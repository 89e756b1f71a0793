import type { Kind } from '../opportunities/schema.ts'
import { hasBit } from './bits.ts'
import { type OpeningsIndex, openAt } from './index-of-openings.ts'

/** Where what each of some organizations has open stands, newest first. */
export function openingsOf(index: OpeningsIndex, ids: readonly string[], now: number): Map<string, number[]> {
  const open = openAt(index, now)
  const found = new Map<string, number[]>(ids.map((id) => [id, []]))
  const listByNumber = index.organization.ids.map((id) => found.get(id))
  index.organization.numbers.forEach((number, position) => {
    if (hasBit(open, position)) listByNumber[number]?.push(position)
  })
  return found
}

/** What an organization has open, in a line. */
export type Offer = { open: number; kinds: Kind[] }

/** How many openings stand at these positions, and of which kinds, in their order. */
const offerAt = (index: OpeningsIndex, positions: readonly number[]): Offer => ({
  open: positions.length,
  kinds: [...new Set(positions.flatMap((position) => kindAt(index, position) ?? []))],
})

export function offersOf(index: OpeningsIndex, ids: readonly string[], now: number): Map<string, Offer> {
  const found = openingsOf(index, ids, now)
  return new Map([...found].map(([id, positions]) => [id, offerAt(index, positions)]))
}

export function kindAt({ bits }: OpeningsIndex, position: number): Kind | undefined {
  for (const [kind, set] of bits.kind) if (hasBit(set, position)) return kind as Kind
}

export function organizationAt({ organization, organizations }: OpeningsIndex, position: number) {
  const id = organization.ids[organization.numbers[position] ?? 0] ?? ''
  return { id, name: organizations.get(id) ?? '' }
}
