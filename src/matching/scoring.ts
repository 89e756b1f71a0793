import { NOT_STATED } from '../opportunities/asking.ts'
import { monthMask } from '../opportunities/season.ts'
import type { Profile } from '../profiles/schema.ts'
import { addBit, type Bits, hasBit, noBits, unite } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { addWeights, type Columns } from './columns.ts'
import { creditsOf } from './credits.ts'
import { type PartName, partNames } from './schema.ts'
import { anyOf } from './screening.ts'
import { monthsFit } from './season.ts'
import { commitmentPoints, hoursFit, weeklyGiven } from './time.ts'
import { mostPoints, mostSkillPoints, neutralPoints, skillPoints } from './weights.ts'

type Scores = Uint8Array
/** By position: the score, and whether a skill or a profession is shared. */
export type Ranked = { scores: Scores; evident: Bits }

/** Scores of some openings by their position: the points of `explain` without its words, one column after another. */
export function rank(index: OpeningsIndex, columns: Columns, profile: Profile, among: Int32Array): Ranked {
  const scores = new Uint8Array(index.openings.length)
  scores.fill(partNames.reduce((sum, part) => sum + neutralPoints[part], 0))
  const evident = anyOf(index, 'profession', profile.professions)
  if (profile.skills.length) unite(evident, scoreSkills(scores, index, columns, profile, among))
  scoreCommitment(scores, index, profile, among)
  scoreOverlap(scores, index, columns, 'professions', 'profession', profile.professions, among)
  scoreOverlap(scores, index, columns, 'workGroup', 'work_group', profile.workGroups, among)
  scoreOverlap(scores, index, columns, 'audience', 'audience', profile.audiences, among)
  return { scores, evident }
}

const add = (scores: Scores, at: number, points: number) => {
  scores[at] = (scores[at] ?? 0) + points
}

/** A walk over where what the person brings is asked; gives back where anything of it is. */
function scoreSkills(
  scores: Scores,
  index: OpeningsIndex,
  columns: Columns,
  profile: Profile,
  among: Int32Array,
): Bits {
  const { field, askedWeight, hasMust } = columns
  const [mostWith, mostWithout] = [mostSkillPoints(true), mostSkillPoints(false)]
  const shared = noBits(scores.length)
  const gained = new Int32Array(scores.length)
  for (const [id, { percent }] of creditsOf(profile)) addWeights(gained, index, id, field.rarity(id), percent)
  for (let i = 0; i < among.length; i++) {
    const at = among[i] ?? 0
    const asked = askedWeight[at] ?? 0
    if (!asked) continue
    const points = skillPoints(gained[at] ?? 0, asked, hasBit(hasMust, at) ? mostWith : mostWithout)
    if (points) addBit(shared, at)
    add(scores, at, points - neutralPoints.skills)
  }
  return shared
}

function scoreOverlap(
  scores: Scores,
  index: OpeningsIndex,
  { stated }: Columns,
  part: PartName,
  facet: keyof Columns['stated'],
  given: readonly string[],
  among: Int32Array,
): void {
  if (!given.length) return
  const [hit, said] = [anyOf(index, facet, given), stated[facet]]
  const [neutral, most] = [neutralPoints[part], mostPoints[part]]
  for (let i = 0; i < among.length; i++) {
    const at = among[i] ?? 0
    if (hasBit(said, at)) add(scores, at, (hasBit(hit, at) ? most : 0) - neutral)
  }
}

function scoreCommitment(
  scores: Scores,
  { leastHours, mostHours, seasons }: OpeningsIndex,
  profile: Profile,
  among: Int32Array,
): void {
  const [weekly, given] = [weeklyGiven(profile), monthMask(profile.availability.months)]
  for (let i = 0; i < among.length; i++) {
    const at = among[i] ?? 0
    const hours = hoursFit(leastHours[at] ?? NOT_STATED, mostHours[at] ?? NOT_STATED, weekly)
    const points = commitmentPoints(hours, monthsFit(seasons[at] ?? 0, given))
    if (points !== null) add(scores, at, points - neutralPoints.commitment)
  }
}
