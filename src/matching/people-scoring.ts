import type { OpportunityCard } from '../opportunities/queries.ts'
import { type Bits, intersect, unite, without } from '../search/bits.ts'
import type { Level, Option } from './finding-best.ts'
import type { PeopleBlock } from './index-of-people.ts'
import { type Asked, takeBelow, unionOf } from './people-screening.ts'
import { creditSteps, keys } from './people-values.ts'
import type { Room } from './room.ts'
import { askedSkills, type Field, weightOf } from './skills-part.ts'
import { FULL_CREDIT, fitPoints, mostPoints, mostSkillPoints, neutralPoints, skillPoints } from './weights.ts'

type Overlap = { part: 'professions' | 'workGroup' | 'audience'; says: string; asked: readonly string[] }
type AskedSkill = readonly { name: string; gained: number }[]
/** What scores, worked out once for all people: by name of the sets who has it. */
export type Scored = {
  overlaps: readonly Overlap[]
  skills: readonly AskedSkill[]
  skillPoints: (gained: number) => number
}

export function scoredOf(o: OpportunityCard, { rarity }: Field): Scored {
  const weighed = askedSkills(o).map((skill) => ({ id: skill.id, weight: weightOf(skill, rarity(skill.id)) }))
  const asked = weighed.reduce((sum, { weight }) => sum + weight * FULL_CREDIT, 0)
  const most = mostSkillPoints(o.skills.some(({ must }) => must))
  const stepsOf = (id: string, weight: number) =>
    creditSteps.map((percent) => ({ name: keys.credit(id, percent), gained: weight * percent }))
  return {
    overlaps: [
      { part: 'professions', says: keys.says('professions'), asked: o.professions.map(keys.profession) },
      { part: 'workGroup', says: keys.says('workGroups'), asked: o.workGroups.map(keys.workGroup) },
      { part: 'audience', says: keys.says('audiences'), asked: o.audiences.map(keys.audience) },
    ],
    // Those that weigh most first: then fewer can still reach the best.
    skills: weighed.sort((a, b) => b.weight - a.weight).map(({ id, weight }) => stepsOf(id, weight)),
    skillPoints: (gained) => skillPoints(gained, asked, most),
  }
}

/** Whom nothing blocks, and whose months fit only partly. */
export type Candidates = { bits: Bits; partly: Bits }

/** The parts of a score but for the skills, each a level; what the opportunity leaves unsaid is neutral for all. */
export function circumstances(
  block: PeopleBlock,
  { overlaps }: Scored,
  asked: Asked,
  candidates: Candidates,
  room: Room,
): Level[] {
  const levels = overlaps.map(({ part, says, asked: names }): Level => {
    if (!names.length) return { options: [], rest: neutralPoints[part] }
    const silent = room.next()
    silent.set(candidates.bits)
    block.sets.get(says)?.takeFrom(silent)
    const hit = unionOf(block, names, room)
    return { options: [option(hit, mostPoints[part]), option(silent, neutralPoints[part])], rest: 0 }
  })
  return [...levels, commitmentLevel(block, asked, candidates, room)]
}

const option = (bits: Bits, points: number): Option => ({ bits, points, gained: 0 })

/** `commitmentPoints` for all at once: nobody whom hours or months do not fit is left. */
function commitmentLevel(block: PeopleBlock, asked: Asked, candidates: Candidates, room: Room): Level {
  const { least, most, season } = asked
  const rest = neutralPoints.commitment
  if (least < 0 && !season) return { options: [], rest }
  const [known, partly] = [room.next(), candidates.partly]
  if (most === 0) known.set(candidates.bits)
  else if (least < 0) known.fill(0)
  else {
    const enough = room.next()
    setTo(known, unionOf(block, [keys.says('hours')], room))
    intersect(known, candidates.bits)
    enough.set(known)
    takeBelow(block, most, enough, room)
    uniteWithout(partly, known, enough)
  }
  if (season) unite(known, unionOf(block, [keys.wholeYear, keys.someMonths], room))
  without(known, partly)
  return { options: [option(known, fitPoints.well), option(partly, fitPoints.partly)], rest }
}

function setTo(bits: Bits, others: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i] = others[i] ?? 0
}

function uniteWithout(bits: Bits, more: Bits, less: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) | ((more[i] ?? 0) & ~(less[i] ?? 0))
}

/** A level for each skill that is asked. */
export function skillLevels(block: PeopleBlock, { skills }: Scored, room: Room): Level[] {
  return skills.map((steps) => ({
    options: steps.flatMap(({ name, gained }) =>
      block.sets.has(name) ? { bits: unionOf(block, [name], room), points: 0, gained } : [],
    ),
    rest: 0,
  }))
}
