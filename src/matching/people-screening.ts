import {
  fixedStart,
  isBounded,
  isMovableTo,
  isOnlyRemote,
  leastHoursAsked,
  mostHoursAsked,
  needsMachineLearning,
} from '../opportunities/asking.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { seasonOf } from '../opportunities/season.ts'
import { countriesIn } from '../places/regions.ts'
import { type Bits, intersect } from '../search/bits.ts'
import type { PeopleBlock } from './index-of-people.ts'
import { dayNumber, hourSteps, keys } from './people-values.ts'
import { monthsFit } from './season.ts'
import type { Fit } from './time.ts'

/** What an opportunity asks, worked out once for all people. */
export type Asked = {
  least: number
  most: number
  season: number
  /** The day of a fixed start; null where there is none. */
  startsOn: number | null
  /** Who states one of these sets, or none of its kind, is not blocked. */
  oneOf: readonly (readonly string[])[]
  /** Who is in one of these is blocked. */
  none: readonly string[]
  /** By months given, how they fit; asked only of those who give some. */
  monthsFit: (given: number) => Fit | null
}

/** The rules of `blockersOf` turned round: what an opportunity asks of people. */
export function askedOf(o: OpportunityCard): Asked {
  const start = fixedStart(o)
  const season = seasonOf(o)
  return {
    least: leastHoursAsked(o.commitment),
    most: mostHoursAsked(o.commitment),
    season,
    startsOn: start ? dayNumber(start) : null,
    oneOf: [
      [keys.anyKind, keys.kind(o.kind)],
      ...(isBounded(o) ? [[keys.anyCountry, ...reachOf(o), ...(isMovableTo(o) ? [keys.relocates] : [])]] : []),
      ...(o.languages.length ? [[keys.anyLanguage, ...o.languages.map(keys.language)]] : []),
    ],
    none: [
      ...(isOnlyRemote(o) ? [keys.noRemote] : []),
      ...(o.visa === 'no' ? [keys.needsVisa] : []),
      ...(o.pay.kind === 'unpaid' ? [keys.needsPay] : []),
      ...(needsMachineLearning(o) ? [keys.lacksMl] : []),
    ],
    monthsFit: rememberedFits(season),
  }
}

const reachOf = ({ places, remoteRegions }: OpportunityCard) =>
  [
    ...new Set([
      ...places.map(({ country }) => country),
      ...remoteRegions,
      ...remoteRegions.flatMap((id) => countriesIn(id)),
    ]),
  ].map(keys.country)

const MASKS = 1 << 12
const fits: readonly (Fit | null)[] = [null, 'well', 'partly', 'not']

/** Each of the 4,096 sets of months is looked at once. */
function rememberedFits(season: number): Asked['monthsFit'] {
  const known = new Int8Array(season ? MASKS : 0).fill(-1)
  return (given) => {
    if ((known[given] ?? 0) < 0) known[given] = fits.indexOf(monthsFit(season, given))
    return fits[known[given] ?? 0] ?? null
  }
}

/** Takes from the candidates of a block all whom something blocks. `spare` is overwritten. */
export function screenPeople(block: PeopleBlock, asked: Asked, candidates: Bits, spare: Bits): void {
  for (const names of asked.oneOf) intersect(candidates, unionOf(block, names, spare))
  for (const name of asked.none) block.sets.get(name)?.takeFrom(candidates)
  const { hours, months, from } = block
  if (asked.least > 0) {
    const { least } = asked
    eachBelow(block, least, (set) => set.takeFrom(candidates))
    keepWhere(candidates, atStep(block, least, spare), (position) => (hours[position] ?? 0) >= least)
  }
  if (asked.startsOn !== null) {
    const { startsOn } = asked
    keepWhere(candidates, unionOf(block, [keys.from], spare), (position) => (from[position] ?? 0) <= startsOn)
  }
  if (asked.season)
    keepWhere(
      candidates,
      unionOf(block, [keys.someMonths], spare),
      (position) => asked.monthsFit(months[position] ?? 0) !== 'not',
    )
}

/** All of a block who are in any of these sets, written into `into`. */
export function unionOf({ sets }: PeopleBlock, names: readonly string[], into: Bits): Bits {
  into.fill(0)
  for (const name of names) sets.get(name)?.addTo(into)
  return into
}

/** Visits the sets of people who give surely less than so many hours. */
function eachBelow(
  { sets }: PeopleBlock,
  hours: number,
  visit: (set: NonNullable<ReturnType<typeof sets.get>>) => void,
) {
  for (const [bucket] of hourSteps.entries()) {
    const next = hourSteps[bucket + 1]
    const set = sets.get(keys.hours(bucket))
    if (set && next !== undefined && next <= hours) visit(set)
  }
}

/** Who may give less than so many hours or not: their own number tells. Nobody where a step begins there. */
function atStep(block: PeopleBlock, hours: number, into: Bits): Bits {
  const bucket = hourSteps.findLastIndex((step) => step <= hours)
  return unionOf(block, hourSteps[bucket] === hours ? [] : [keys.hours(bucket)], into)
}

/** Writes into `into` who gives at least so many hours, of these people. */
export function givingAtLeast(block: PeopleBlock, least: number, among: Bits, into: Bits, spare: Bits): Bits {
  unionOf(block, [keys.says('hours')], into)
  eachBelow(block, least, (set) => set.takeFrom(into))
  intersect(into, among)
  keepWhere(into, atStep(block, least, spare), (position) => (block.hours[position] ?? 0) >= least)
  return into
}

/** Keeps of those who are also in `asked` only where it holds. */
function keepWhere(bits: Bits, asked: Bits, holds: (position: number) => boolean): void {
  for (let i = 0; i < bits.length; i++) {
    for (let rest = (bits[i] ?? 0) & (asked[i] ?? 0); rest !== 0; rest &= rest - 1) {
      const bit = 31 - Math.clz32(rest & -rest)
      if (!holds(i * 32 + bit)) bits[i] = (bits[i] ?? 0) & ~(1 << bit)
    }
  }
}
