import { type Bits, eachPosition, hasBit, noBits } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { monthsFit } from './season.ts'
import type { Fit } from './time.ts'

/** Openings by what they ask of somebody's time: a few hundred different answers, a number for each, which each opening has. */
type Classes<T> = { values: readonly T[]; codes: Uint32Array }
/** Where a skill is asked, ascending: the position doubled, and one more where it is a must-have. */
type Postings = Uint32Array

export type TimeClasses = {
  /** Least and most hours a week. */
  hours: Classes<{ least: number; most: number }>
  seasons: Classes<number>
  /** Where a start is fixed. */
  starting: Int32Array
  /** How the months that somebody gives fit each season, by its code: a place in `fits`. */
  monthFits: (given: number) => Uint8Array
  postings: (skillId: string) => Postings
}

const held = new WeakMap<OpeningsIndex, TimeClasses>()

/** Made for the first who asks, and kept with the index. */
export function classesOf(index: OpeningsIndex): TimeClasses {
  const classes = held.get(index) ?? makeClasses(index)
  held.set(index, classes)
  return classes
}

function makeClasses(index: OpeningsIndex): TimeClasses {
  const { leastHours, mostHours, seasons, startsAt } = index
  const hourOf = new Map<number, Map<number, number>>()
  const hours = classify(leastHours.length, (position, values: { least: number; most: number }[]) => {
    const [least, most] = [leastHours[position] ?? 0, mostHours[position] ?? 0]
    const byMost = hourOf.get(least) ?? new Map<number, number>()
    hourOf.set(least, byMost)
    const code = byMost.get(most) ?? values.push({ least, most }) - 1
    byMost.set(most, code)
    return code
  })
  const seasonOf = new Map<number, number>()
  const bySeason = classify(seasons.length, (position, values: number[]) => {
    const season = seasons[position] ?? 0
    const code = seasonOf.get(season) ?? values.push(season) - 1
    seasonOf.set(season, code)
    return code
  })
  const starting = Int32Array.from(startsAt.keys()).filter((position) => Number.isFinite(startsAt[position]))
  return {
    hours,
    seasons: bySeason,
    starting,
    monthFits: rememberedFits(bySeason),
    postings: rememberedPostings(index),
  }
}

/** A few codes beyond the end stand for no opening, so that all are read by the word. */
function classify<T>(length: number, codeAt: (position: number, values: T[]) => number): Classes<T> {
  const values: T[] = []
  const codes = new Uint32Array((length + 31) & ~31)
  for (let position = 0; position < length; position++) codes[position] = codeAt(position, values)
  codes.fill(values.length, length)
  return { values, codes }
}

/** What holds of each value, by its code; of no value, 0. */
export function tableOf<T>({ values }: Classes<T>, find: (value: T) => number): Uint8Array {
  const table = new Uint8Array(values.length + 1)
  values.forEach((value, code) => {
    table[code] = find(value)
  })
  return table
}

/** Where the table has this number, which is not 0. */
export function whereIs(codes: Uint32Array, table: Uint8Array, number: number): Bits {
  const bits = noBits(codes.length)
  for (let word = 0, position = 0; word < bits.length; word++) {
    let found = 0
    for (let bit = 0; bit < 32; bit++) if (table[codes[position++] ?? 0] === number) found |= 1 << bit
    bits[word] = found
  }
  return bits
}

function rememberedPostings({ bits }: OpeningsIndex): TimeClasses['postings'] {
  const known = new Map<string, Postings>()
  return (skillId) => {
    const found = known.get(skillId) ?? postingsOf(bits.skill.get(skillId), bits.must.get(skillId))
    known.set(skillId, found)
    return found
  }
}

function postingsOf(asked: Bits | undefined, must: Bits | undefined): Postings {
  const postings: number[] = []
  eachPosition(asked, (position) => postings.push(position * 2 + Number(must !== undefined && hasBit(must, position))))
  return Uint32Array.from(postings)
}

export const fits: readonly (Fit | null)[] = [null, 'well', 'partly', 'not']

/** Kept for the last who asked: to screen and to score take the same. */
function rememberedFits(seasons: Classes<number>): TimeClasses['monthFits'] {
  let last: { given: number; table: Uint8Array } | undefined
  return (given) => {
    if (last?.given !== given)
      last = { given, table: tableOf(seasons, (season) => fits.indexOf(monthsFit(season, given))) }
    return last.table
  }
}
