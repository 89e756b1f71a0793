import type { OpportunityCard } from '../opportunities/queries.ts'
import { addBit, type Bits, noBits } from './bits.ts'
import { type KeptOpening, OpeningList } from './opening-list.ts'

/** What left the index has no place in the next. */
const GONE = -1

export type Merged = {
  openings: OpeningList
  /** Where each position of the index before stands now. */
  moved: Int32Array
  /** What was not in the index before, and where each of it stands. */
  fresh: readonly OpportunityCard[]
  places: Int32Array
}

type Before = { openings: OpeningList; closesAt: Float64Array; publishedAt: Float64Array; seqs: Float64Array }

/** Newest first: what was there before and is neither touched nor over by now, with what is fresh among it. */
export function mergeOpenings(
  before: Before,
  touched: ReadonlySet<number>,
  fresh: readonly OpportunityCard[],
  now: number,
): Merged {
  const added = sorted(fresh)
  const kept: KeptOpening[] = []
  const moved = new Int32Array(before.openings.length).fill(GONE)
  const places = new Int32Array(fresh.length)
  let next = 0
  const addUntil = (publishedAt: number, seq: number) => {
    for (let at = added[next]; at !== undefined; at = added[++next]) {
      const card = fresh[at]
      if (!card || card.publishedAt < publishedAt || (card.publishedAt === publishedAt && card.seq < seq)) return
      places[at] = kept.push(card) - 1
    }
  }
  before.openings.kept.forEach((card, position) => {
    const seq = before.seqs[position] ?? 0
    if (touched.has(seq) || (before.closesAt[position] ?? 0) <= now) return
    addUntil(before.publishedAt[position] ?? 0, seq)
    moved[position] = kept.push(card) - 1
  })
  addUntil(Number.NEGATIVE_INFINITY, 0)
  return { openings: new OpeningList(kept, before.openings.read), moved, fresh, places }
}

/** The order, newest first, as positions: keys beside each other are compared faster than cards all over the memory. */
function sorted(cards: readonly OpportunityCard[]): Uint32Array {
  const publishedAt = Float64Array.from(cards, (o) => o.publishedAt)
  const seq = Float64Array.from(cards, (o) => o.seq)
  const compare = (a: number, b: number) =>
    (publishedAt[b] ?? 0) - (publishedAt[a] ?? 0) || (seq[b] ?? 0) - (seq[a] ?? 0)
  return Uint32Array.from(cards.keys()).sort(compare)
}

/** Per facet and value the positions that have it. */
export type Sets<Facet extends string> = Record<Facet, ReadonlyMap<string, Bits>>
type Values = (o: OpportunityCard) => readonly string[]

export const noSets = <Facet extends string>(facets: Record<Facet, Values>) =>
  Object.fromEntries(Object.keys(facets).map((facet) => [facet, new Map()])) as unknown as Sets<Facet>

/** Only what is fresh is asked for its values, and no value is left without a position. */
export function mergeSets<Facet extends string>(
  before: Sets<Facet>,
  merged: Merged,
  valuesOf: Record<Facet, Values>,
): Sets<Facet> {
  const after = noSets(valuesOf)
  const words = movedWords(merged.moved)
  const adding = (Object.keys(valuesOf) as Facet[]).map((facet) => {
    const sets = moveSets(before[facet], merged, words)
    after[facet] = sets
    return adder(sets, merged.openings.length, valuesOf[facet])
  })
  merged.fresh.forEach((card, i) => {
    for (const add of adding) add(card, merged.places[i] ?? 0)
  })
  return after
}

/** Longer lists, such as the countries of a region, are shared by many cards: their sets are looked up once. */
const LONG = 6

function adder(sets: Map<string, Bits>, size: number, valuesOf: Values) {
  const setOf = (value: string) => {
    let bits = sets.get(value)
    if (!bits) {
      bits = noBits(size)
      sets.set(value, bits)
    }
    return bits
  }
  const known = new Map<readonly string[], Bits[]>()
  const setsOf = (values: readonly string[]) => {
    const found = known.get(values) ?? values.map(setOf)
    known.set(values, found)
    return found
  }
  return (card: OpportunityCard, place: number) => {
    const values = valuesOf(card)
    if (values.length >= LONG) for (const bits of setsOf(values)) addBit(bits, place)
    else for (const value of values) addBit(setOf(value), place)
  }
}

/** Where the first bit of each word goes if all 32 stay side by side, as almost all do. */
function movedWords(moved: Int32Array): Int32Array {
  const words = new Int32Array((moved.length + 31) >>> 5).fill(GONE)
  for (let word = 0; word * 32 + 31 < moved.length; word++) {
    const start = moved[word * 32] ?? GONE
    let together = 1
    while (together < 32 && start !== GONE && moved[word * 32 + together] === start + together) together++
    if (together === 32) words[word] = start
  }
  return words
}

function moveSets(before: ReadonlyMap<string, Bits>, { openings, moved }: Merged, words: Int32Array) {
  const sets = new Map<string, Bits>()
  for (const [value, bits] of before) {
    const kept = noBits(openings.length)
    if (moveBits(bits, kept, moved, words)) sets.set(value, kept)
  }
  return sets
}

/** Says whether any bit is left. */
function moveBits(bits: Bits, kept: Bits, moved: Int32Array, words: Int32Array): boolean {
  let isAny = false
  for (let word = 0; word < bits.length; word++) {
    const all = bits[word] ?? 0
    if (all === 0) continue
    const start = words[word] ?? GONE
    if (start === GONE) isAny = moveEach(all, word * 32, kept, moved) || isAny
    else {
      moveWord(all, kept, start)
      isAny = true
    }
  }
  return isAny
}

function moveWord(all: number, kept: Bits, start: number): void {
  const [at, shift] = [start >>> 5, start & 31]
  kept[at] = (kept[at] ?? 0) | (all << shift)
  if (shift) kept[at + 1] = (kept[at + 1] ?? 0) | (all >>> (32 - shift))
}

function moveEach(all: number, first: number, kept: Bits, moved: Int32Array): boolean {
  let isAny = false
  for (let rest = all; rest !== 0; rest &= rest - 1) {
    const place = moved[first + 31 - Math.clz32(rest & -rest)] ?? GONE
    if (place === GONE) continue
    addBit(kept, place)
    isAny = true
  }
  return isAny
}

/** A number of each opening, asked only of what is fresh. */
export function mergeColumn(
  before: Float64Array,
  { openings, moved, fresh, places }: Merged,
  numberOf: (o: OpportunityCard) => number,
): Float64Array {
  const column = new Float64Array(openings.length)
  moved.forEach((place, position) => {
    if (place !== GONE) column[place] = before[position] ?? 0
  })
  fresh.forEach((card, i) => {
    column[places[i] ?? 0] = numberOf(card)
  })
  return column
}

export const mergeColumns = <Name extends string>(
  before: NoInfer<Record<Name, Float64Array>>,
  merged: Merged,
  numbersOf: Record<Name, (o: OpportunityCard) => number>,
) =>
  Object.fromEntries(
    (Object.keys(numbersOf) as Name[]).map((name) => [name, mergeColumn(before[name], merged, numbersOf[name])]),
  ) as Record<Name, Float64Array>

/** Positions by deadline, newest first where it is the same: two sorted lists become one. */
export function mergeByDeadline(before: Int32Array, { moved, places }: Merged, closesAt: Float64Array): Int32Array {
  const kept = before.map((position) => moved[position] ?? GONE).filter((place) => place !== GONE)
  const added = places.slice().sort((a, b) => compareDeadline(closesAt, a, b))
  const order = new Int32Array(kept.length + added.length)
  let [i, j] = [0, 0]
  for (let at = 0; at < order.length; at++) {
    const [left, right] = [kept[i], added[j]]
    const isLeft = right === undefined || (left !== undefined && compareDeadline(closesAt, left, right) < 0)
    order[at] = (isLeft ? kept[i++] : added[j++]) ?? 0
  }
  return order
}

function compareDeadline(closesAt: Float64Array, a: number, b: number): number {
  const [left, right] = [closesAt[a] ?? 0, closesAt[b] ?? 0]
  return left === right ? a - b : left - right
}
