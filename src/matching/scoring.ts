import { monthMask } from '../opportunities/season.ts'
import type { Profile } from '../profiles/schema.ts'
import { type Bits, hasBit, intersect, unite, without } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { BestSlots } from './best-slots.ts'
import { classesOf, type TimeClasses, tableOf } from './classes.ts'
import type { Columns } from './columns.ts'
import { creditsOf } from './credits.ts'
import { anyOf } from './screening.ts'
import { monthsFit } from './season.ts'
import { weightOf } from './skills-part.ts'
import { commitmentPoints, type Fit, hoursFit, weeklyGiven } from './time.ts'
import { mostPoints, mostSkillPoints, neutralPoints, skillPoints } from './weights.ts'

type ScoreAt = (position: number) => number
/** The best of some openings, in order. */
export type Ranking = { evident: Bits; bestOf: (among: Bits, limit: number) => number[] }

/** Of equals the newest, which stands first, is the greatest slot. */
const LAST = 2 ** 32 - 1

/** Ranks openings by the points of `explain` without its words: what shares a skill or a profession first of all. */
export function rankingOf(index: OpeningsIndex, columns: Columns, profile: Profile): Ranking {
  const evident = unite(
    anyOf(index, 'profession', profile.professions),
    anyOf(index, 'skill', [...creditsOf(profile).keys()]),
  )
  const circumstances = circumstancesOf(index, columns, profile)
  const bestOf = (among: Bits, limit: number) => {
    const shared = intersect(among.slice(), evident)
    const skills = skillsOf(index, columns, profile)
    const first = best(shared, limit, (position) => skills.scoreAt(position) + circumstances(position))
    skills.forget()
    if (first.length === limit) return first
    const others = without(among.slice(), evident)
    const nothing = skillsNotShared(columns, profile)
    return [...first, ...best(others, limit - first.length, (position) => nothing(position) + circumstances(position))]
  }
  return { evident, bestOf }
}

function best(among: Bits, limit: number, scoreAt: ScoreAt): number[] {
  const found = new BestSlots(limit)
  for (let word = 0; word < among.length; word++) {
    for (let rest = among[word] ?? 0; rest !== 0; rest &= rest - 1) {
      const position = word * 32 + 31 - Math.clz32(rest & -rest)
      found.offer(scoreAt(position), LAST - position)
    }
  }
  return found.list().map(({ slot }) => LAST - slot)
}

/** What of the asked skills is brought, by position; kept, and 0 everywhere between two uses. */
let gained = new Int32Array()

/** Points for skills, from a walk over where those that the person brings are asked. */
function skillsOf(index: OpeningsIndex, columns: Columns, profile: Profile) {
  if (gained.length < index.openings.length) gained = new Int32Array(index.openings.length)
  const { field, askedWeight, hasMust } = columns
  const { postings } = classesOf(index)
  const credits = [...creditsOf(profile)]
  for (const [id, { percent }] of credits) {
    const nice = weightOf({ must: false }, field.rarity(id)) * percent
    const more = weightOf({ must: true }, field.rarity(id)) * percent - nice
    const { all, must } = postings(id)
    for (let i = 0; i < all.length; i++) gained[all[i] ?? 0] = (gained[all[i] ?? 0] ?? 0) + nice
    for (let i = 0; i < must.length; i++) gained[must[i] ?? 0] = (gained[must[i] ?? 0] ?? 0) + more
  }
  const [mostWith, mostWithout] = [mostSkillPoints(true), mostSkillPoints(false)]
  const scoreAt: ScoreAt = (position) => {
    const asked = askedWeight[position] ?? 0
    if (!asked || !credits.length) return neutralPoints.skills
    return skillPoints(gained[position] ?? 0, asked, hasBit(hasMust, position) ? mostWith : mostWithout)
  }
  const forget = () => {
    for (const [id] of credits) {
      const { all } = postings(id)
      for (let i = 0; i < all.length; i++) gained[all[i] ?? 0] = 0
    }
  }
  return { scoreAt, forget }
}

function skillsNotShared({ askedWeight }: Columns, { skills }: Profile): ScoreAt {
  return (position) => (skills.length && askedWeight[position] ? 0 : neutralPoints.skills)
}

/** Points for all but skills. */
function circumstancesOf(index: OpeningsIndex, columns: Columns, profile: Profile): ScoreAt {
  const commitment = commitmentOf(classesOf(index), profile)
  const overlaps = [
    overlapOf(index, columns, 'professions', 'profession', profile.professions),
    overlapOf(index, columns, 'workGroup', 'work_group', profile.workGroups),
    overlapOf(index, columns, 'audience', 'audience', profile.audiences),
  ]
  return (position) => {
    let points = commitment(position)
    for (let i = 0; i < overlaps.length; i++) {
      const { said, hit, most, silent } = overlaps[i] as Overlap
      points += hit === null || !hasBit(said, position) ? silent : hasBit(hit, position) ? most : 0
    }
    return points
  }
}

/** `hit` is null where the person says nothing. */
type Overlap = { said: Bits; hit: Bits | null; most: number; silent: number }

function overlapOf(
  index: OpeningsIndex,
  { stated }: Columns,
  part: 'professions' | 'workGroup' | 'audience',
  facet: keyof Columns['stated'],
  given: readonly string[],
): Overlap {
  const hit = given.length ? anyOf(index, facet, given) : null
  return { said: stated[facet], hit, most: mostPoints[part], silent: neutralPoints[part] }
}

const fits: readonly (Fit | null)[] = [null, 'well', 'partly', 'not']

function commitmentOf({ hours, seasons }: TimeClasses, profile: Profile): ScoreAt {
  const [weekly, given] = [weeklyGiven(profile), monthMask(profile.availability.months)]
  const hourFits = tableOf(hours, ({ least, most }) => fits.indexOf(hoursFit(least, most, weekly)))
  const monthFits = tableOf(seasons, (season) => fits.indexOf(monthsFit(season, given)))
  const points = Uint8Array.from(
    fits.flatMap((hour) => fits.map((month) => commitmentPoints(hour, month) ?? neutralPoints.commitment)),
  )
  const [hourCodes, seasonCodes] = [hours.codes, seasons.codes]
  return (position) => {
    const hour = hourFits[hourCodes[position] ?? 0] ?? 0
    return points[hour * fits.length + (monthFits[seasonCodes[position] ?? 0] ?? 0)] ?? 0
  }
}
