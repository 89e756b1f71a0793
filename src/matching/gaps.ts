import { isTechnical } from '../opportunities/asking.ts'
import type { Profile } from '../profiles/schema.ts'
import { type Bits, countBits, intersect, noBits, unite, without } from '../search/bits.ts'
import { type OpeningsIndex, openAt } from '../search/index-of-openings.ts'
import { creditsOf } from './credits.ts'
import { fieldOf } from './field.ts'
import type { SkillGap } from './schema.ts'
import { anyOf, screens } from './screening.ts'

const MOST_GAPS = 5
const none = noBits(0)

/**
 * Which skills would open most to somebody. Of each one that they lack: how many openings that ask for it would become a
 * match which nothing blocks and which shares a skill or a profession, or already are one and ask it as a must-have.
 * `among` leaves out the others. The most first; of equals those that more must have, then by id.
 */
export function skillGaps(index: OpeningsIndex, profile: Profile, now: number, among?: Bits): SkillGap[] {
  const open = openAt(index, now)
  if (among) intersect(open, among)
  const credits = creditsOf(profile)
  const free = unblocked(index, profile, open)
  // Whoever gains a technical skill has machine-learning knowledge.
  const freeIfTechnical = unblocked(index, { ...profile, sides: [] }, open)
  const evident = unite(anyOf(index, 'skill', [...credits.keys()]), anyOf(index, 'profession', profile.professions))
  const matched = intersect(evident, free)
  const gaps: SkillGap[] = []
  for (const [skill, asking] of index.bits.skill) {
    if (credits.has(skill)) continue
    const reached = intersect(asking.slice(), isTechnical(skill) ? freeIfTechnical : free)
    const musts = intersect((index.bits.must.get(skill) ?? none).slice(), reached)
    const [fresh, asMust] = [countBits(without(reached, matched)), countBits(musts)]
    const opens = countBits(unite(reached, musts))
    if (opens) gaps.push({ skill, opens, fresh, musts: asMust, training: null })
  }
  const { training } = fieldOf(index, now)
  return gaps
    .sort((a, b) => b.opens - a.opens || b.musts - a.musts || (a.skill < b.skill ? -1 : 1))
    .slice(0, MOST_GAPS)
    .map((gap) => ({ ...gap, training: training(gap.skill) }))
}

function unblocked(index: OpeningsIndex, profile: Profile, open: Bits): Bits {
  const free = open.slice()
  for (const screen of Object.values(screens)) {
    const blocked = screen(index, profile)
    if (blocked) without(free, blocked)
  }
  return free
}
