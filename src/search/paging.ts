import { type Bits, hasBit } from './bits.ts'
import { firstFrom } from './halving.ts'
import type { OpeningsIndex } from './index-of-openings.ts'
import type { Sort } from './schema.ts'

export type Page = { positions: number[]; next: Cursor | null; previous: Cursor | null }

/** Where one page of what was found stands, in order, with the cursors of the pages around it. */
export function pageOf(index: OpeningsIndex, bits: Bits, sort: Sort, from: Cursor | null, limit: number): Page {
  const places = from?.backwards
    ? walk(index, bits, sort, placeOf(index, sort, from) - 1, -1, limit).reverse()
    : walk(index, bits, sort, from ? placeAfter(index, sort, from) : 0, 1, limit)
  const [first, last] = [places[0], places.at(-1)]
  const positions = places.map((place) => positionAt(index, sort, place))
  const cursorAt = (place: number | undefined, step: 1 | -1) => {
    if (place === undefined || !walk(index, bits, sort, place + step, step, 1).length) return null
    return cursorOf(index, sort, place, step === -1)
  }
  return { positions, next: cursorAt(last, 1), previous: cursorAt(first, -1) }
}

const positionAt = (index: OpeningsIndex, sort: Sort, place: number) =>
  sort === 'deadline' ? (index.byDeadline[place] ?? -1) : place

/** Up to `limit` places of the order that are in the set, from one place on in one direction. */
function walk(index: OpeningsIndex, bits: Bits, sort: Sort, start: number, step: 1 | -1, limit: number): number[] {
  const places: number[] = []
  for (let place = start; place >= 0 && place < index.openings.length && places.length < limit; place += step)
    if (hasBit(bits, positionAt(index, sort, place))) places.push(place)
  return places
}

/** Where a page ended or, `backwards`, began: the sort key and number of its last or first opportunity. */
export type Cursor = { sort: Sort; key: number; publishedAt: number; seq: number; backwards: boolean }

function cursorOf(index: OpeningsIndex, sort: Sort, place: number, backwards: boolean): Cursor {
  const position = positionAt(index, sort, place)
  return {
    sort,
    key: sort === 'deadline' ? (index.closesAt[position] ?? 0) : 0,
    publishedAt: index.publishedAt[position] ?? 0,
    seq: index.seqs[position] ?? 0,
    backwards,
  }
}

const firstPlace = (index: OpeningsIndex, sort: Sort, holds: (cursor: Cursor) => boolean) =>
  firstFrom(index.openings.length, (place) => holds(cursorOf(index, sort, place, false)))

/** Its opportunity may be gone since: then the place where it would stand. */
const placeOf = (index: OpeningsIndex, sort: Sort, at: Cursor) =>
  firstPlace(index, sort, (cursor) => !comesAfter(at, cursor))
const placeAfter = (index: OpeningsIndex, sort: Sort, at: Cursor) =>
  firstPlace(index, sort, (cursor) => comesAfter(cursor, at))

function comesAfter(a: Cursor, b: Cursor): boolean {
  if (a.key !== b.key) return a.key > b.key
  return a.publishedAt === b.publishedAt ? a.seq < b.seq : a.publishedAt < b.publishedAt
}
