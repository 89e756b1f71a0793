import type { Profile } from '../profiles/schema.ts'
import { type Bits, countBits, countBoth, eachPosition, unite, without } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { columnsOf } from './columns.ts'
import { creditsOf } from './credits.ts'
import { type AnswerName, answerNames } from './schema.ts'
import { anyOf, type ScreenCode, screens } from './screening.ts'

export type Answers = {
  /** What nothing blocks now, and how much of it shares a skill or a profession. */
  total: number
  evident: number
  /** By answer how many more opportunities it can open, at best. */
  opens: Record<AnswerName, number>
}

/**
 * What matches a person now, and what each answer that they leave open could add at best: the opportunities that
 * nothing blocks, that state what the answer is compared with, and that some answer would fit (`explain` then tells one
 * more thing that fits). Moving is counted by what only place blocks now and moving would not. 0 for whatever is
 * stated. Kinds, languages and needs are no part of it: to state them only leaves out what does not suit.
 */
export function answersThatOpen(index: OpeningsIndex, profile: Profile, now: number): Answers {
  const { field, stated } = columnsOf(index, now)
  const free = eligible(index, profile, field.open)
  const evident = unite(
    anyOf(index, 'profession', profile.professions),
    anyOf(index, 'skill', [...creditsOf(profile).keys()]),
  )
  const asking: Record<AnswerName, () => number> = {
    skills: () => countBoth(free, anyOf(index, 'skill', [...index.bits.skill.keys()])),
    professions: () => countBoth(free, stated.profession),
    workGroups: () => countBoth(free, stated.work_group),
    audiences: () => countBoth(free, stated.audience),
    hours: () => countWhere(free, index.mostHours, (most) => most > 0),
    months: () => countWhere(free, index.seasons, (season) => season > 0),
    places: () => countBoth(free, anyOf(index, 'trait', ['bounded'])),
    level: () => countBoth(free, levelsAsked(index)),
    relocate: () => countBits(without(eligible(index, { ...profile, relocate: true }, field.open), free)),
  }
  const opens = answerNames.map((name) => [name, isStated(profile, name) ? 0 : asking[name]()])
  return { total: countBits(free), evident: countBoth(free, evident), opens: Object.fromEntries(opens) }
}

/** Whether a person has answered this. */
export function isStated(profile: Profile, name: AnswerName): boolean {
  const { hours, months } = profile.availability
  if (name === 'hours') return hours !== null
  if (name === 'months') return months.length > 0
  const value = profile[name]
  return Array.isArray(value) ? value.length > 0 : value !== null
}

function eligible(index: OpeningsIndex, profile: Profile, open: Bits): Bits {
  const free = open.slice()
  for (const code of Object.keys(screens) as ScreenCode[]) {
    const blocked = screens[code](index, profile)
    if (blocked) without(free, blocked)
  }
  return free
}

/** "No experience needed" fits everybody as it is. */
const levelsAsked = (index: OpeningsIndex) =>
  anyOf(
    index,
    'level',
    [...index.bits.level.keys()].filter((level) => level !== 'none' && level !== 'unknown'),
  )

function countWhere(bits: Bits, column: Float64Array, holds: (value: number) => boolean): number {
  let count = 0
  eachPosition(bits, (at) => {
    if (holds(column[at] ?? 0)) count++
  })
  return count
}
