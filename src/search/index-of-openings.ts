import { DAY } from '../calendar.ts'
import { commitmentFacets, leastWeeklyHours, yearStrip } from '../commitment.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { countriesIn, regionsOf } from '../places/regions.ts'
import { addBit, allBits, type Bits, countBits, countCommon, intersect, noBits, removeBit, unite } from './bits.ts'
import { type BoardQuery, closesValues, type Facet, facetNames } from './schema.ts'

/** Found under every value of its facet, such as remote work from anywhere under every country. */
const EVERY = '*'
type StoredFacet = Exclude<Facet, 'closes'>

const orUnknown = (value: string | null) => [value ?? 'unknown']

/** The values an opportunity is found under, for each facet that does not depend on the hour. */
const valuesOf: Record<StoredFacet, (o: OpportunityCard) => string[]> = {
  kind: (o) => [o.kind],
  work_group: (o) => o.workGroups,
  side: (o) => o.sides,
  skill: (o) => o.skills.map((skill) => skill.id),
  profession: (o) => o.professions,
  commitment: (o) => commitmentFacets(o.commitment),
  months: monthsOf,
  level: (o) => orUnknown(o.level),
  workplace: (o) => orUnknown(o.workplace),
  country: countriesOf,
  region: regionsOfOpening,
  org: (o) => [o.organization.id],
  audience: (o) => o.audiences,
  pay: (o) => [o.pay.kind],
  visa: (o) => [o.visa],
  language: (o) => o.languages,
}

/** A country is offered as a choice where a posting names it; being found under it through a region is not enough. */
const namedCountries = (o: OpportunityCard) => [
  ...o.places.map((place) => place.country),
  ...o.remoteRegions.filter((id) => id.length === 2),
]

function monthsOf(o: OpportunityCard): string[] {
  const strip = yearStrip(o.commitment, o.startsOn)
  if (!strip) return []
  if (strip.floating) return [EVERY]
  return strip.hours.flatMap((hours, i) => (hours > 0 ? [String(i + 1)] : []))
}

function countriesOf(o: OpportunityCard): string[] {
  const fence = o.remoteRegions.flatMap((id) => (id.length === 2 ? [id] : [...countriesIn(id)]))
  return [...o.places.map((place) => place.country), ...(isAnywhere(o) ? [EVERY] : fence)]
}

function regionsOfOpening(o: OpportunityCard): string[] {
  const fence = o.remoteRegions.flatMap((id) => (id.length === 2 ? regionsOf(id) : [id]))
  return [...o.places.flatMap((place) => regionsOf(place.country)), ...(isAnywhere(o) ? [EVERY] : fence)]
}

/** Remote work that no country or region fences. */
const isAnywhere = (o: Pick<OpportunityCard, 'workplace' | 'remoteRegions' | 'places'>) =>
  o.remoteRegions.includes('anywhere') || (o.workplace === 'remote' && !o.remoteRegions.length && !o.places.length)

export type OpeningsIndex = {
  /** The data version it was built from, and the instant it was built for. */
  version: number
  builtFor: number
  /** Newest first: a position in the index is a place in this list. */
  openings: readonly OpportunityCard[]
  bits: Record<StoredFacet, ReadonlyMap<string, Bits>>
  /** The names of the organizations that have something open, by id. */
  organizations: ReadonlyMap<string, string>
  /** The countries that some opening names. */
  countries: ReadonlySet<string>
  positions: ReadonlyMap<number, number>
  /** Least hours a week while active; -1 where nothing says so. */
  leastHours: Float64Array
  /** Instant of the deadline; Infinity where there is none. */
  closesAt: Float64Array
  byDeadline: Int32Array
  rolling: Bits
  /** Neither a deadline nor said to be rolling. */
  undated: Bits
}

const newestFirst = (a: OpportunityCard, b: OpportunityCard) => b.publishedAt - a.publishedAt || b.seq - a.seq

/** Builds the immutable index of everything open at `now`. */
export function buildIndex(cards: readonly OpportunityCard[], version: number, now: number): OpeningsIndex {
  const openings = [...cards].sort(newestFirst)
  const bits = Object.fromEntries(Object.keys(valuesOf).map((facet) => [facet, new Map<string, Bits>()])) as Record<
    StoredFacet,
    Map<string, Bits>
  >
  openings.forEach((opening, position) => {
    for (const facet in valuesOf)
      addValues(bits[facet as StoredFacet], valuesOf[facet as StoredFacet](opening), position)
  })
  function addValues(map: Map<string, Bits>, values: string[], position: number) {
    for (const value of values) {
      const set = map.get(value) ?? noBits(openings.length)
      addBit(set, position)
      map.set(value, set)
    }
  }
  const closesAt = Float64Array.from(openings, (o) => o.closesAt ?? Number.POSITIVE_INFINITY)
  const byDeadline = Int32Array.from(openings.keys()).sort((a, b) => compareDeadline(closesAt, a, b))
  return {
    version,
    builtFor: now,
    openings,
    bits,
    organizations: new Map(openings.map(({ organization }) => [organization.id, organization.name])),
    countries: new Set(openings.flatMap(namedCountries)),
    positions: new Map(openings.map((o, position) => [o.seq, position])),
    leastHours: Float64Array.from(openings, (o) => leastWeeklyHours(o.commitment) ?? -1),
    closesAt,
    byDeadline,
    rolling: where(openings, (o) => o.rolling),
    undated: where(openings, (o) => !o.rolling && !o.closesOn),
  }
}

function where(openings: readonly OpportunityCard[], holds: (o: OpportunityCard) => boolean): Bits {
  const bits = noBits(openings.length)
  openings.forEach((o, position) => {
    if (holds(o)) addBit(bits, position)
  })
  return bits
}

function compareDeadline(closesAt: Float64Array, a: number, b: number): number {
  const [left, right] = [closesAt[a] ?? 0, closesAt[b] ?? 0]
  return left === right ? a - b : left - right
}

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
  if (value === 'rolling') return index.rolling
  if (value === 'unknown') return index.undated
  const bits = noBits(index.openings.length)
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
    const position = index.positions.get(seq)
    if (position !== undefined) addBit(bits, position)
  }
  return bits
}

function countValues(index: OpeningsIndex, facet: Facet, base: Bits, chosen: readonly string[], now: number) {
  if (facet === 'closes')
    return closesValues.map((value) => ({ value, count: countCommon(base, closing(index, value, now)) }))
  const every = index.bits[facet].get(EVERY)
  const values = new Set([...(facet === 'country' ? index.countries : index.bits[facet].keys()), ...chosen])
  values.delete(EVERY)
  return [...values]
    .map((value) => ({ value, count: countCommon(base, index.bits[facet].get(value) ?? noBits(0), every) }))
    .filter(({ value, count }) => count > 0 || chosen.includes(value))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
