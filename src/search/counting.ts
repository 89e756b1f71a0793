import {
  type Bits,
  countBits,
  countBoth,
  countCommon,
  countDifference,
  noBits,
  unite,
  type Words,
  wordsWithout,
} from './bits.ts'
import type { OpeningsIndex } from './building.ts'
import { EVERY, type StoredFacet } from './facet-values.ts'

export type FacetCount = { value: string; count: number }
type CountedFacet = StoredFacet | 'org'

/** A set and, counted on demand, how many of it have each value of a facet. */
export type CountedSet = {
  bits: Bits
  total: number
  /** In the order of `Values`. */
  count: (facet: CountedFacet) => Int32Array
  /** The values with a count, the greatest first. */
  list: (facet: CountedFacet) => readonly FacetCount[]
}

/** The values a facet offers, in order, and how to add to their counts what is in some words. */
type Values = { values: readonly string[]; add: (counts: Int32Array, given: Words, sign: 1 | -1) => void }

const MOST_HELD = 64
/** What is no more than this part of the board is counted by itself: that costs little, and is not worth keeping. */
const FEW = 1 / 64
/** Larger sets that differ in more of their positions than this part are counted each by itself. */
const NEAR = 1 / 256

type Held = { valuesOf: Map<CountedFacet, Values>; nothing: CountedSet; counted: CountedSet[] }
const held = new WeakMap<OpeningsIndex, Held>()

function heldFor(index: OpeningsIndex): Held {
  let known = held.get(index)
  if (!known) {
    const count = (facet: CountedFacet) => new Int32Array(valuesOf(index, facet).values.length)
    const nothing = { bits: noBits(index.openings.length), total: 0, count, list: () => [] }
    known = { valuesOf: new Map(), nothing, counted: [] }
    held.set(index, known)
  }
  return known
}

/**
 * Counts go from the nearest set that was counted before, and only where it differs is anything counted: from nothing
 * for few results, from the whole board for nearly all. What is far from every other is kept for those to come.
 */
export function countedSet(index: OpeningsIndex, bits: Bits): CountedSet {
  const { nothing, counted } = heldFor(index)
  const total = countBits(bits)
  const { length } = index.openings
  if (total <= length * FEW) return countedFrom(index, nothing, bits, total)
  const far = length * NEAR
  for (const other of counted) {
    const differing =
      Math.abs(other.total - total) <= far ? countDifference(other.bits, bits) : Number.POSITIVE_INFINITY
    if (differing === 0) return other
    if (differing <= far) return countedFrom(index, other, bits, total)
  }
  const set = countedFrom(index, nothing, bits, total)
  counted.unshift(set)
  counted.length = Math.min(counted.length, MOST_HELD)
  return set
}

function countedFrom(index: OpeningsIndex, from: CountedSet, bits: Bits, total: number): CountedSet {
  const [more, less] = [wordsWithout(bits, from.bits), wordsWithout(from.bits, bits)]
  const count = remembered((facet) => {
    const { add } = valuesOf(index, facet)
    const counts = from.count(facet).slice()
    add(counts, more, 1)
    add(counts, less, -1)
    return counts
  })
  const list = remembered((facet) => ranked(valuesOf(index, facet).values, count(facet), total))
  return { bits, total, count, list }
}

function remembered<T>(find: (facet: CountedFacet) => T): (facet: CountedFacet) => T {
  const known = new Map<CountedFacet, T>()
  return (facet) => {
    const found = known.get(facet) ?? find(facet)
    known.set(facet, found)
    return found
  }
}

function valuesOf(index: OpeningsIndex, facet: CountedFacet): Values {
  const known = heldFor(index).valuesOf
  let values = known.get(facet)
  if (!values) {
    values = facet === 'org' ? organizationValues(index) : setValues(index, facet)
    known.set(facet, values)
  }
  return values
}

function organizationValues({ organization: { ids, numbers } }: OpeningsIndex): Values {
  const add: Values['add'] = (counts, { at, words }, sign) => {
    for (let i = 0; i < words.length; i++) {
      for (let rest = words[i] ?? 0; rest !== 0; rest &= rest - 1) {
        const number = numbers[(at[i] ?? 0) * 32 + 31 - Math.clz32(rest & -rest)] ?? 0
        counts[number] = (counts[number] ?? 0) + sign
      }
    }
  }
  return { values: ids, add }
}

function setValues(index: OpeningsIndex, facet: StoredFacet): Values {
  const values = [...index.bits[facet === 'country' ? 'named' : facet].keys()].filter((value) => value !== EVERY).sort()
  const sets = values.map((value) => setOf(index, facet, value))
  const add: Values['add'] = (counts, given, sign) => {
    if (!given.words.length) return
    sets.forEach((bits, i) => {
      counts[i] = (counts[i] ?? 0) + sign * countCommon(given, bits)
    })
  }
  return { values, add }
}

/** All that is found under a value. */
function setOf({ bits, openings }: OpeningsIndex, facet: StoredFacet, value: string): Bits {
  const every = bits[facet].get(EVERY)
  const set = bits[facet].get(value) ?? noBits(openings.length)
  return every ? unite(set.slice(), every) : set
}

/** The values with a count, the greatest first, and each that is chosen, as which there may be none. */
export function listCounts(
  index: OpeningsIndex,
  facet: CountedFacet,
  set: CountedSet,
  chosen: readonly string[],
): readonly FacetCount[] {
  const missing = chosen.filter((value) => !set.list(facet).some((one) => one.value === value))
  if (!missing.length) return set.list(facet)
  const list = [...set.list(facet)]
  for (const value of missing) {
    const count = facet === 'org' ? 0 : countBoth(set.bits, setOf(index, facet, value))
    const after = list.findIndex((one) => one.count < count || (one.count === count && one.value > value))
    list.splice(after < 0 ? list.length : after, 0, { value, count })
  }
  return list
}

/** One number holds count and place: small whole numbers are sorted ten times faster than two fields are compared. */
function ranked(values: readonly string[], counts: Int32Array, total: number): FacetCount[] {
  const size = values.length
  const keys = (total + 1) * size < 2 ** 32 ? new Uint32Array(size) : new Float64Array(size)
  let length = 0
  for (let i = 0; i < size; i++) if (counts[i]) keys[length++] = (total - (counts[i] ?? 0)) * size + i
  const list: FacetCount[] = []
  for (const key of keys.subarray(0, length).sort()) {
    const less = Math.floor(key / size)
    list.push({ value: values[key - less * size] ?? '', count: total - less })
  }
  return list
}
