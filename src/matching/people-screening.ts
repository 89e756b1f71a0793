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
import { type Bits, intersect } from '../search/bits.ts'
import type { Column, PeopleBlock } from './index-of-people.ts'
import { dayNumber, hourSteps, keys } from './people-values.ts'
import type { Room } from './room.ts'
import { monthsFit } from './season.ts'

/** What an opportunity asks, worked out once for all people. */
export type Asked = {
  /** The least and the most hours a week, and the part of the year. */
  least: number
  most: number
  season: number
  /** The day of a fixed start; null where there is none. */
  startsOn: number | null
  /** Who is in none of these sets is blocked, list by list. */
  oneOf: readonly (readonly string[])[]
  /** Who is in one of these is blocked. */
  none: readonly string[]
  /** By months given, how they fit: a place in `fits`; below 0 where nobody asked yet. */
  monthFits: Int8Array
}

/** The rules of `blockersOf` turned round: what an opportunity asks of people. */
export function askedOf(o: OpportunityCard): Asked {
  const start = fixedStart(o)
  return {
    least: leastHoursAsked(o.commitment),
    most: mostHoursAsked(o.commitment),
    season: seasonOf(o),
    startsOn: start ? dayNumber(start) : null,
    oneOf: [
      [keys.kind(o.kind)],
      ...(isBounded(o) ? [[keys.anyPlace, ...reachOf(o), ...(isMovableTo(o) ? [keys.relocates] : [])]] : []),
      ...(o.languages.length ? [[keys.anyLanguage, ...o.languages.map(keys.language)]] : []),
    ],
    none: [
      ...(isOnlyRemote(o) ? [keys.noRemote] : []),
      ...(o.visa === 'no' ? [keys.needsVisa] : []),
      ...(o.pay.kind === 'unpaid' ? [keys.needsPay] : []),
      ...(needsMachineLearning(o) ? [keys.lacksMl] : []),
    ],
    monthFits: new Int8Array(1 << 12).fill(-1),
  }
}

const reachOf = ({ places, remoteRegions }: OpportunityCard) =>
  [...new Set([...places.map(({ country }) => country), ...remoteRegions])].map(keys.place)

/** Takes from the candidates of a block all whom something blocks, and answers whom months fit only partly. */
export function screenPeople(block: PeopleBlock, asked: Asked, candidates: Bits, room: Room): Bits {
  for (const name of asked.none) block.sets.get(name)?.takeFrom(candidates)
  for (const names of asked.oneOf) intersect(candidates, unionOf(block, names, room))
  if (asked.least > 0) takeBelow(block, asked.least, candidates, room)
  if (asked.startsOn !== null) takeLater(block, asked.startsOn, candidates, room)
  return takeMonths(block, asked, candidates, room)
}

/** All of a block who are in any of these sets: to be read only. */
export function unionOf({ sets }: PeopleBlock, names: readonly string[], room: Room): Bits {
  const [first = ''] = names
  const only = names.length === 1 ? sets.get(first)?.bits : undefined
  if (only) return only
  const union = room.next().fill(0)
  for (const name of names) sets.get(name)?.addTo(union)
  return union
}

/** Takes away who gives less than so many hours; of who says nothing, nobody. */
export function takeBelow(block: PeopleBlock, hours: number, from: Bits, room: Room): void {
  const step = hourSteps.findLast((one) => one <= hours)
  const next = hourSteps.find((one) => one > hours)
  if (step !== undefined) block.sets.get(keys.below(step))?.takeFrom(from)
  if (step === hours) return
  const unsure = unionOf(block, [next === undefined ? keys.says('hours') : keys.below(next)], room)
  takeWhere(from, unsure, block.hours, (given) => given < hours)
}

function takeLater(block: PeopleBlock, startsOn: number, candidates: Bits, room: Room): void {
  takeWhere(candidates, unionOf(block, [keys.from], room), block.from, (from) => from > startsOn)
}

const fits = [null, 'well', 'partly', 'not'] as const
const [PARTLY, NOT] = [fits.indexOf('partly'), fits.indexOf('not')]

/** Each of the 4,096 sets of months is looked at once. */
function takeMonths({ sets, months }: PeopleBlock, { season, monthFits }: Asked, candidates: Bits, room: Room): Bits {
  const partly = room.next().fill(0)
  const some = sets.get(keys.someMonths)
  if (!season || !some) return partly
  const given = some.bits ?? room.next().fill(0)
  if (!some.bits) some.addTo(given)
  for (let i = 0; i < candidates.length; i++) {
    let [no, half] = [0, 0]
    for (let rest = (candidates[i] ?? 0) & (given[i] ?? 0); rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest
      const mask = months[i * 32 + 31 - Math.clz32(bit)] ?? 0
      if ((monthFits[mask] ?? 0) < 0) monthFits[mask] = fits.indexOf(monthsFit(season, mask))
      if (monthFits[mask] === NOT) no |= bit
      else if (monthFits[mask] === PARTLY) half |= bit
    }
    candidates[i] = (candidates[i] ?? 0) & ~no
    partly[i] = half
  }
  return partly
}

/** Takes away whose number, in a column that only those in `some` have, is one of these. Each number is looked at once. */
function takeWhere(bits: Bits, some: Bits, { values, codes }: Column, isBad: (value: number) => boolean): void {
  const bad = Uint8Array.from(values, (value) => Number(isBad(value)))
  for (let i = 0; i < bits.length; i++) {
    let no = 0
    for (let rest = (bits[i] ?? 0) & (some[i] ?? 0); rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest
      if (bad[codes[i * 32 + 31 - Math.clz32(bit)] ?? 0]) no |= bit
    }
    if (no !== 0) bits[i] = (bits[i] ?? 0) & ~no
  }
}
