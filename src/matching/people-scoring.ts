import type { OpportunityCard } from '../opportunities/queries.ts'
import { type Bits, intersect, noBits, without } from '../search/bits.ts'
import type { Level, Option } from './finding-best.ts'
import { BLOCK } from './growing-set.ts'
import type { PeopleBlock } from './index-of-people.ts'
import { type Asked, givingAtLeast, unionOf } from './people-screening.ts'
import { creditSteps, keys } from './people-values.ts'
import { askedSkills, type Field, weightOf } from './skills-part.ts'
import { fitPoints, mostPoints, neutralPoints } from './weights.ts'

/** Sets that last while a block is searched; the next block writes over them. */
export class Room {
  readonly #sets: Bits[] = []
  #used = 0

  empty(): void {
    this.#used = 0
  }

  next(): Bits {
    const set = this.#sets[this.#used] ?? noBits(BLOCK)
    this.#sets[this.#used++] = set
    return set
  }
}

type Overlap = { part: 'professions' | 'workGroup' | 'audience'; says: string; asked: readonly string[] }

const overlapsOf = (o: OpportunityCard): Overlap[] => [
  { part: 'professions', says: keys.says('professions'), asked: o.professions.map(keys.profession) },
  { part: 'workGroup', says: keys.says('workGroups'), asked: o.workGroups.map(keys.workGroup) },
  { part: 'audience', says: keys.says('audiences'), asked: o.audiences.map(keys.audience) },
]

/** The parts of a score but for the skills, each a level; what the opportunity leaves unsaid is neutral for all. */
export function circumstances(
  block: PeopleBlock,
  o: OpportunityCard,
  asked: Asked,
  candidates: Bits,
  room: Room,
): Level[] {
  const overlaps = overlapsOf(o).map(({ part, says, asked: names }): Level => {
    if (!names.length) return { options: [], rest: neutralPoints[part] }
    const silent = room.next()
    silent.set(candidates)
    block.sets.get(says)?.takeFrom(silent)
    const hit = unionOf(block, names, room.next())
    return { options: [option(hit, mostPoints[part]), option(silent, neutralPoints[part])], rest: 0 }
  })
  return [...overlaps, commitmentLevel(block, asked, candidates, room)]
}

const option = (bits: Bits, points: number): Option => ({ bits, points, gained: 0 })

/** `commitmentPoints` for all at once: nobody whom hours or months do not fit is left. */
function commitmentLevel(block: PeopleBlock, asked: Asked, candidates: Bits, room: Room): Level {
  const { least, most, season, monthsFit } = asked
  const rest = neutralPoints.commitment
  if (most === 0 && !season) return { options: [], rest: fitPoints.well }
  if (least < 0 && !season) return { options: [], rest }
  const [well, partly, spare] = [room.next(), room.next(), room.next()]
  if (most === 0) well.set(candidates)
  else unionOf(block, least < 0 ? [] : [keys.says('hours')], well)
  partly.set(well)
  intersect(partly, candidates)
  if (most === 0) partly.fill(0)
  else if (least >= 0) without(partly, givingAtLeast(block, most, candidates, room.next(), spare))
  if (season) {
    block.sets.get(keys.wholeYear)?.addTo(well)
    const some = unionOf(block, [keys.someMonths], spare)
    intersect(some, candidates)
    for (let i = 0; i < some.length; i++) {
      well[i] = (well[i] ?? 0) | (some[i] ?? 0)
      for (let left = some[i] ?? 0; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left)
        if (monthsFit(block.months[i * 32 + bit] ?? 0) === 'partly') partly[i] = (partly[i] ?? 0) | (1 << bit)
      }
    }
  }
  without(well, partly)
  return { options: [option(well, fitPoints.well), option(partly, fitPoints.partly)], rest }
}

/** A level for each skill that is asked, those that weigh most first. */
export function skillLevels(block: PeopleBlock, o: OpportunityCard, { rarity }: Field, room: Room): Level[] {
  return askedSkills(o)
    .map((skill) => ({ id: skill.id, weight: weightOf(skill, rarity(skill.id)) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ id, weight }) => ({
      options: creditSteps.flatMap((percent) => {
        const set = block.sets.get(keys.credit(id, percent))
        if (!set) return []
        return {
          bits: set.bits ?? unionOf(block, [keys.credit(id, percent)], room.next()),
          points: 0,
          gained: weight * percent,
        }
      }),
      rest: 0,
    }))
}
