import { DAY } from '../calendar.ts'
import { kinds as allKinds } from '../opportunities/schema.ts'
import { monthMask } from '../opportunities/season.ts'
import { regionsOf } from '../places/regions.ts'
import { type Profile, type Purpose, skillLevels } from '../profiles/schema.ts'
import { lacksMachineLearning } from './blockers.ts'
import { creditsOf } from './credits.ts'
import { weeklyGiven } from './time.ts'
import { FULL_CREDIT, levelCredit, NARROWER_CREDIT } from './weights.ts'

/** What a set of people is called: what everybody in it states, or leaves open. */
export const keys = {
  credit: (skill: string, percent: number) => `skill ${skill} ${percent}`,
  profession: (id: string) => `profession ${id}`,
  workGroup: (id: string) => `group ${id}`,
  audience: (id: string) => `audience ${id}`,
  /** Who would take one of this kind. */
  kind: (kind: string) => `kind ${kind}`,
  /** Who is in a country, or in a country of a region. */
  place: (id: string) => `place ${id}`,
  language: (code: string) => `language ${code}`,
  /** Who gives less than so many hours a week. */
  below: (hours: number) => `below ${hours}`,
  allows: (purpose: Purpose) => `allows ${purpose}`,
  says: (part: 'skills' | 'professions' | 'workGroups' | 'audiences' | 'hours') => `says ${part}`,
  anyPlace: 'any place',
  anyLanguage: 'any language',
  wholeYear: 'whole year',
  someMonths: 'some months',
  from: 'from a day',
  noRemote: 'no remote work',
  relocates: 'relocates',
  needsVisa: 'needs a visa',
  needsPay: 'needs pay',
  lacksMl: 'lacks machine learning',
} as const

/** All that a skill can be credited with, the most first. */
const credits = skillLevels.flatMap((level) => [
  levelCredit[level],
  (levelCredit[level] * NARROWER_CREDIT) / FULL_CREDIT,
])
export const creditSteps: readonly number[] = [...new Set([FULL_CREDIT, ...credits])].sort((a, b) => b - a)

/** Who gives less than each of these is a set; from one to the next every person's own number is looked at. */
export const hourSteps: readonly number[] = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 24, 25, 30, 32, 35, 40]

const EVERY_MONTH = 0xfff

/** The sets that a person is in. */
export function setsOf(profile: Profile, consents: readonly Purpose[]): string[] {
  const { skills, professions, workGroups, audiences, kinds, languages, places } = profile
  const weekly = weeklyGiven(profile)
  const months = monthMask(profile.availability.months)
  const when = (is: boolean | null, key: string) => (is ? [key] : [])
  const anyOr = (values: string[], any: string) => (values.length ? values : [any])
  return unique([
    ...when(skills.length > 0, keys.says('skills')),
    ...[...creditsOf(profile)].map(([id, { percent }]) => keys.credit(id, percent)),
    ...when(professions.length > 0, keys.says('professions')),
    ...professions.map(keys.profession),
    ...when(workGroups.length > 0, keys.says('workGroups')),
    ...workGroups.map(keys.workGroup),
    ...when(audiences.length > 0, keys.says('audiences')),
    ...audiences.map(keys.audience),
    ...(kinds.length ? kinds : allKinds).map(keys.kind),
    ...anyOr(languages.map(keys.language), keys.anyLanguage),
    ...anyOr(places.flatMap(({ country }) => [country, ...regionsOf(country)]).map(keys.place), keys.anyPlace),
    ...(weekly === null ? [] : [keys.says('hours'), ...hourSteps.filter((step) => weekly < step).map(keys.below)]),
    ...when(months > 0, months === EVERY_MONTH ? keys.wholeYear : keys.someMonths),
    ...when(profile.availability.from !== null, keys.from),
    ...when(profile.remote === false, keys.noRemote),
    ...when(profile.relocate, keys.relocates),
    ...when(profile.visaNeeded, keys.needsVisa),
    ...when(profile.payNeeded, keys.needsPay),
    ...when(lacksMachineLearning(profile), keys.lacksMl),
    ...consents.map(keys.allows),
  ])
}

const unique = (values: string[]) => [...new Set(values)]

/** A day as a whole number. */
export const dayNumber = (day: string) => Date.parse(day) / DAY

/** What is kept of a person as numbers. */
export const numbersOf = (profile: Profile) => ({
  hours: weeklyGiven(profile) ?? 0,
  months: monthMask(profile.availability.months),
  from: profile.availability.from ? dayNumber(profile.availability.from) : 0,
})
