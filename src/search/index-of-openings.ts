import { DAY } from '../calendar.ts'
import { addBit, allBits, type Bits, countBits, countCommon, intersect, noBits, removeBit, unite } from './bits.ts'
import { buildIndex, type OpeningsIndex } from './building.ts'
import { EVERY } from './facet-values.ts'
import { type BoardQuery, closesValues, type Facet, facetNames } from './schema.ts'

export { buildIndex, type OpeningsIndex }

/** Everything open at an instant: the index may hold what closed since it was built. */
export function openAt(index: OpeningsIndex, now: number): Bits {
  const open = allBits(index.openings.length)
  for (const position of index.byDeadline) {
    if ((index.closesAt[position] ?? 0) > now) break
    removeBit(open, position)
  }
  return open
}

function closing(index: OpeningsIndex, value: string, now: number): Bits {
  const bits = noBits(index.openings.length)
  if (value === 'rolling' || value === 'unknown') return index.bits.undated.get(value) ?? bits
  const within = now + Number.parseInt(value, 10) * DAY
  for (const position of index.byDeadline) {
    if ((index.closesAt[position] ?? 0) > within) break
    addBit(bits, position)
  }
  return bits
}

function bitsFor(index: OpeningsIndex, facet: Facet, values: readonly string[], now: number): Bits {
  const any = noBits(index.openings.length)
  if (facet === 'closes') {
    for (const value of values) unite(any, closing(index, value, now))
    return any
  }
  for (const value of [...values, EVERY]) {
    const bits = index.bits[facet].get(value)
    if (bits) unite(any, bits)
  }
  return any
}

export type FacetCounts = Partial<Record<Facet, { value: string; count: number }[]>>

/** What a search finds: the set, and per facet how many each value would show if chosen. */
export type Found = { bits: Bits; total: number; facets: FacetCounts }

/** `text` are the `seq` numbers that full text found, or null where the search has no words. */
export function find(index: OpeningsIndex, query: BoardQuery, text: readonly number[] | null, now: number): Found {
  const chosen = facetNames.filter((facet) => query.facets[facet])
  const sets = new Map(chosen.map((facet) => [facet, bitsFor(index, facet, query.facets[facet] ?? [], now)]))
  const base = baseOf(index, query, text, now)
  const allBut = (facet: Facet | null) => {
    const bits = base.slice()
    for (const [name, set] of sets) if (name !== facet) intersect(bits, set)
    return bits
  }
  const bits = allBut(null)
  const facets: FacetCounts = {}
  for (const facet of facetNames) {
    facets[facet] = countValues(index, facet, sets.has(facet) ? allBut(facet) : bits, query.facets[facet] ?? [], now)
  }
  return { bits, total: countBits(bits), facets }
}

function baseOf(index: OpeningsIndex, query: BoardQuery, text: readonly number[] | null, now: number): Bits {
  const base = openAt(index, now)
  if (text) intersect(base, bitsOfText(index, text))
  const { hoursMax } = query
  if (hoursMax !== null) {
    index.leastHours.forEach((hours, position) => {
      if (hours > hoursMax) removeBit(base, position)
    })
  }
  if (query.opportunity) {
    const only = noBits(index.openings.length)
    const position = index.openings.findIndex((o) => o.id === query.opportunity)
    if (position >= 0) addBit(only, position)
    intersect(base, only)
  }
  if (query.since) {
    const since = Date.parse(query.since)
    index.openings.forEach((o, position) => {
      if (o.publishedAt < since) removeBit(base, position)
    })
  }
  return base
}

function bitsOfText(index: OpeningsIndex, seqs: readonly number[]): Bits {
  const bits = noBits(index.openings.length)
  for (const seq of seqs) {
    const position = index.positions[seq]
    if (position !== undefined && position >= 0) addBit(bits, position)
  }
  return bits
}

function countValues(index: OpeningsIndex, facet: Facet, base: Bits, chosen: readonly string[], now: number) {
  if (facet === 'closes')
    return closesValues.map((value) => ({ value, count: countCommon(base, closing(index, value, now)) }))
  const every = index.bits[facet].get(EVERY)
  const values = new Set([...index.bits[facet === 'country' ? 'named' : facet].keys(), ...chosen])
  values.delete(EVERY)
  return [...values]
    .map((value) => ({ value, count: countCommon(base, index.bits[facet].get(value) ?? noBits(0), every) }))
    .filter(({ value, count }) => count > 0 || chosen.includes(value))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
