import { monthMask } from '../opportunities/season.ts'
import type { Profile } from '../profiles/schema.ts'
import { addBit, allBits, type Bits, intersect, noBits, unite, without } from '../search/bits.ts'
import type { Trait } from '../search/facet-values.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { lacksMachineLearning } from './blockers.ts'
import { classesOf, fits, tableOf, whereIs } from './classes.ts'
import type { BlockerCode } from './schema.ts'
import { weeklyGiven } from './time.ts'

/** What closed is left out before: it is not counted, since a younger index would not hold it at all. */
export type ScreenCode = Exclude<BlockerCode, 'closed'>
type Facet = keyof OpeningsIndex['bits']
type Screen = (index: OpeningsIndex, profile: Profile) => Bits | null

/** Per reason the openings that it blocks: the rules of `blockersOf` for all openings at once; null blocks none. */
export const screens: Record<ScreenCode, Screen> = {
  kind: (index, { kinds }) => (kinds.length ? not(index, anyOf(index, 'kind', kinds)) : null),
  hours: (index, profile) => {
    const given = weeklyGiven(profile)
    if (given === null) return null
    const { hours } = classesOf(index)
    return whereIs(
      hours.codes,
      tableOf(hours, ({ least }) => (least > given ? BLOCKED : 0)),
      BLOCKED,
    )
  },
  months: (index, { availability }) => {
    const given = monthMask(availability.months)
    const from = availability.from ? Date.parse(availability.from) : null
    if (!given && from === null) return null
    const wrong = given ? seasonsNot(index, given) : noBits(index.openings.length)
    if (from !== null)
      for (const position of classesOf(index).starting)
        if ((index.startsAt[position] ?? 0) < from) addBit(wrong, position)
    return wrong
  },
  place: (index, { places, remote, relocate }) => {
    const blocked = remote === false ? having(index, 'only_remote') : noBits(index.openings.length)
    if (!places.length) return blocked
    const reached = anyOf(
      index,
      'country',
      places.map((place) => place.country),
    )
    if (relocate) unite(reached, having(index, 'movable'))
    return unite(blocked, intersect(not(index, reached), having(index, 'bounded')))
  },
  visa: (index, { visaNeeded }) => (visaNeeded ? anyOf(index, 'visa', ['no']) : null),
  pay: (index, { payNeeded }) => (payNeeded ? anyOf(index, 'pay', ['unpaid']) : null),
  language: (index, { languages }) => {
    if (!languages.length) return null
    const others = [...index.bits.language.keys()].filter((code) => !languages.includes(code))
    return without(anyOf(index, 'language', others), anyOf(index, 'language', languages))
  },
  ml_knowledge: (index, profile) => (lacksMachineLearning(profile) ? having(index, 'needs_ml') : null),
}

/** All openings with any of these values; a fresh set. */
export function anyOf(index: OpeningsIndex, facet: Facet, values: readonly string[]): Bits {
  const found = noBits(index.openings.length)
  for (const value of values) {
    const bits = index.bits[facet].get(value)
    if (bits) unite(found, bits)
  }
  return found
}

const BLOCKED = 1

function seasonsNot(index: OpeningsIndex, given: number): Bits {
  const { seasons, monthFits } = classesOf(index)
  return whereIs(seasons.codes, monthFits(given), fits.indexOf('not'))
}

const having = (index: OpeningsIndex, trait: Trait) => anyOf(index, 'trait', [trait])
const not = (index: OpeningsIndex, bits: Bits) => without(allBits(index.openings.length), bits)
