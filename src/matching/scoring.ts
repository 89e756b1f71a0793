import { hasBit } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import type { Columns } from './columns.ts'
import { creditsOf } from './credits.ts'
import type { Profile } from './schema.ts'
import { anyOf } from './screening.ts'
import { hoursFit, monthMask, monthsFit, weeklyGiven } from './time.ts'
import { fitPoints, mostPoints, neutralPoints, skillPoints } from './weights.ts'

type Scores = Uint8Array
type Overlapping = keyof Columns['stated']

/** The score of every opening by its position: the points of `explain` without its words, one column after another. */
export function scoresOf(index: OpeningsIndex, columns: Columns, profile: Profile): Scores {
  const scores = new Uint8Array(index.openings.length)
  addSkills(scores, columns, profile)
  addCommitment(scores, index, columns, profile)
  addOverlap(scores, index, columns, 'professions', 'profession', profile.professions)
  addOverlap(scores, index, columns, 'workGroup', 'work_group', profile.workGroups)
  addOverlap(scores, index, columns, 'audience', 'audience', profile.audiences)
  return scores
}

const add = (scores: Scores, at: number, points: number) => {
  scores[at] = (scores[at] ?? 0) + points
}

/** A walk over the postings of what the person brings. */
function addSkills(scores: Scores, { postings, askedWeight }: Columns, profile: Profile): void {
  const neutral = neutralPoints('skills')
  const gained = new Int32Array(scores.length)
  for (const [id, { percent }] of creditsOf(profile)) {
    const posting = postings.get(id)
    if (!posting) continue
    const { positions, weights } = posting
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i] ?? 0
      gained[at] = (gained[at] ?? 0) + (weights[i] ?? 0) * percent
    }
  }
  const silent = !profile.skills.length
  for (let at = 0; at < scores.length; at++) {
    const asked = silent ? 0 : (askedWeight[at] ?? 0)
    add(scores, at, asked ? skillPoints(gained[at] ?? 0, asked) : neutral)
  }
}

function addOverlap(
  scores: Scores,
  index: OpeningsIndex,
  { stated }: Columns,
  part: Overlapping,
  facet: 'profession' | 'work_group' | 'audience',
  given: readonly string[],
): void {
  const [neutral, most] = [neutralPoints(part), mostPoints[part]]
  const [hit, said] = [anyOf(index, facet, given), stated[part]]
  const missed = given.length ? 0 : neutral
  for (let at = 0; at < scores.length; at++) {
    add(scores, at, hasBit(hit, at) ? most : hasBit(said, at) ? missed : neutral)
  }
}

function addCommitment(scores: Scores, { leastHours }: OpeningsIndex, { mostHours, months }: Columns, profile: Profile): void {
  const [weekly, given] = [weeklyGiven(profile), monthMask(profile.availability.months)]
  const neutral = neutralPoints('commitment')
  for (let at = 0; at < scores.length; at++) {
    const hours = hoursFit(known(leastHours[at]), known(mostHours[at]), weekly)
    const year = monthsFit(months[at] ?? 0, given)
    if (hours === null && year === null) add(scores, at, neutral)
    else add(scores, at, Math.min(fitPoints[hours ?? 'well'], fitPoints[year ?? 'well']))
  }
}

const known = (hours: number | undefined) => (hours === undefined || hours < 0 ? null : hours)
