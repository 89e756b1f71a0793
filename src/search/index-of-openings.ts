import { DAY } from '../calendar.ts'
import {
  addBit,
  allBits,
  type Bits,
  countBits,
  countBoth,
  intersect,
  noBits,
  removeBit,
  unite,
  without,
} from './bits.ts'
import { buildIndex, type OpeningsIndex } from './building.ts'
import { countedSet, type FacetCount, listCounts } from './counting.ts'
import { EVERY } from './facet-values.ts'
import { firstFrom } from './halving.ts'
import { addOpeningsOf } from './organization-column.ts'
import { type BoardQuery, closesValues, type Facet, facetNames } from './schema.ts'

export { buildIndex, type OpeningsIndex }

const MOST_HELD = 32
const held = new WeakMap<OpeningsIndex, Map<number, Bits>>()

/** How many have a deadline not after an instant. */
export const countClosed = ({ byDeadline, closesAt }: OpeningsIndex, instant: number): number =>
  firstFrom(byDeadline.length, (place) => (closesAt[byDeadline[place] ?? 0] ?? 0) > instant)

/** What has a deadline not after an instant. Deadlines are ends of days: one set serves until the next is over. */
function closedBy(index: OpeningsIndex, instant: number): Bits {
  const { byDeadline, openings } = index
  const end = countClosed(index, instant)
  const known = held.get(index) ?? new Map<number, Bits>()
  held.set(index, known)
  let bits = known.get(end)
  if (!bits) {
    bits = noBits(openings.length)
    for (const position of byDeadline.subarray(0, end)) addBit(bits, position)
    if (known.size >= MOST_HELD) known.clear()
    known.set(end, bits)
  }
  return bits
}

type Longer = { from: number; to: number; bits: Bits }
const longer = new WeakMap<OpeningsIndex, Longer[]>()

/** Hours as precise as they are shown, so that a figure shown finds what it was shown for. */
const hundredths = (hours: number) => Math.round(hours * 100)

/** What asks more hours a week. Hours are a few round numbers: one set serves `from` one of them up `to` the next. */
function longerThan(index: OpeningsIndex, mostHours: number): Bits {
  const most = hundredths(mostHours)
  const known = longer.get(index) ?? []
  longer.set(index, known)
  const found = known.find(({ from, to }) => from <= most && most < to)
  if (found) return found.bits
  const made = findLonger(index, most)
  known.unshift(made)
  known.length = Math.min(known.length, MOST_HELD)
  return made.bits
}

function findLonger({ leastHours, openings }: OpeningsIndex, most: number): Longer {
  const bits = noBits(openings.length)
  let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let position = 0; position < leastHours.length; position++) {
    const hours = hundredths(leastHours[position] ?? 0)
    if (hours > most) {
      addBit(bits, position)
      to = Math.min(to, hours)
    } else from = Math.max(from, hours)
  }
  return { from, to, bits }
}

/** Everything open at an instant: the index may hold what closed since it was built. */
export const openAt = (index: OpeningsIndex, now: number): Bits =>
  without(allBits(index.openings.length), closedBy(index, now))

function closing(index: OpeningsIndex, value: string, now: number): Bits {
  if (value === 'rolling' || value === 'unknown') return index.bits.undated.get(value) ?? noBits(index.openings.length)
  return closedBy(index, now + Number.parseInt(value, 10) * DAY)
}

function bitsFor(index: OpeningsIndex, facet: Facet, values: readonly string[], now: number): Bits {
  const any = noBits(index.openings.length)
  if (facet === 'closes') {
    for (const value of values) unite(any, closing(index, value, now))
    return any
  }
  if (facet === 'org') {
    addOpeningsOf(index.organization, values, any)
    return any
  }
  for (const value of [...values, EVERY]) {
    const bits = index.bits[facet].get(value)
    if (bits) unite(any, bits)
  }
  return any
}

export type FacetCounts = Partial<Record<Facet, readonly FacetCount[]>>

/** What a search finds: the set, and per facet how many each value would show if chosen. */
export type Found = { bits: Bits; total: number; facets: FacetCounts }

const setsOf = (index: OpeningsIndex, query: BoardQuery, now: number) =>
  new Map(
    facetNames
      .filter((facet) => query.facets[facet])
      .map((facet) => [facet, bitsFor(index, facet, query.facets[facet] ?? [], now)]),
  )

function intersected(base: Bits, sets: ReadonlyMap<Facet, Bits>, but: Facet | null): Bits {
  const bits = base.slice()
  for (const [name, set] of sets) if (name !== but) intersect(bits, set)
  return bits
}

/** The set that a search finds, whatever its words: nothing is counted. */
export const findBeforeWords = (index: OpeningsIndex, query: BoardQuery, now: number): Bits =>
  intersected(baseOf(index, query, null, now), setsOf(index, query, now), null)

/** How many a search finds; `text` as below. */
export const countFound = (index: OpeningsIndex, query: BoardQuery, text: readonly number[] | null, now: number) =>
  countBits(intersected(baseOf(index, query, text, now), setsOf(index, query, now), null))

/** `text` are the `seq` numbers that full text found, or null where the search has no words. */
export function find(index: OpeningsIndex, query: BoardQuery, text: readonly number[] | null, now: number): Found {
  const sets = setsOf(index, query, now)
  const base = baseOf(index, query, text, now)
  const allBut = (facet: Facet | null) => intersected(base, sets, facet)
  const found = countedSet(index, allBut(null))
  const facets: FacetCounts = {}
  for (const facet of facetNames) {
    const rest = sets.has(facet) ? countedSet(index, allBut(facet)) : found
    facets[facet] =
      facet === 'closes'
        ? closesValues.map((value) => ({ value, count: countBoth(rest.bits, closing(index, value, now)) }))
        : listCounts(index, facet, rest, query.facets[facet] ?? [])
  }
  return { bits: found.bits, total: found.total, facets }
}

function baseOf(index: OpeningsIndex, query: BoardQuery, text: readonly number[] | null, now: number): Bits {
  const base = openAt(index, now)
  if (text) intersect(base, bitsOfText(index, text))
  if (query.hoursMax !== null) without(base, longerThan(index, query.hoursMax))
  if (query.opportunity) {
    const only = noBits(index.openings.length)
    const position = index.openings.positionOf(query.opportunity)
    if (position >= 0) addBit(only, position)
    intersect(base, only)
  }
  if (query.since) {
    const since = Date.parse(query.since)
    const { length } = index.publishedAt
    const older = firstFrom(length, (position) => (index.publishedAt[position] ?? 0) < since)
    for (let position = older; position < length; position++) removeBit(base, position)
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
