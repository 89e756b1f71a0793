import * as z from 'zod'
import { day } from '../fields.ts'
import { degrees, kinds, levels, sides, workGroups } from '../opportunities/schema.ts'
import { findCountry, isCountry } from '../places/countries.ts'
import {
  audience,
  hourPeriods,
  hours,
  month,
  type Profile,
  professionId,
  skillId,
  skillLevels,
} from '../profiles/schema.ts'
import { findLanguage } from '../taxonomy/languages.ts'
import { findSkills, skillById } from '../taxonomy/terms.ts'
import { withoutCapital } from './words.ts'

/** Takes one value of a parameter into the profile, or says what it should have been. */
export type Reader = (profile: Profile, text: string) => string | null

const takes =
  <T>(
    schema: z.ZodType<T>,
    put: (profile: Profile, value: T) => string | null,
    understood: (text: string) => unknown = String,
  ): Reader =>
  (profile, text) => {
    const parsed = schema.safeParse(understood(text))
    if (!parsed.success) return withoutCapital(parsed.error.issues[0]?.message ?? 'not understood')
    return put(profile, parsed.data)
  }

const sets =
  <T>(put: (profile: Profile, value: T) => unknown) =>
  (profile: Profile, value: T) => {
    put(profile, value)
    return null
  }

const named = (isKnown: (code: string) => boolean, otherwise: string) => z.string().refine(isKnown, otherwise)
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `choose from ${values.join(', ')}`)
const toNumber = (text: string) => Number(text.replace(',', '.'))
const toSkill = (text: string) => {
  const found = skillById.has(text) ? [] : findSkills(text)
  return found.length === 1 ? found[0]?.id : text
}
const toCountry = (text: string) => findCountry(text.length === 2 ? text.toUpperCase() : text)
const answers: Record<string, boolean> = { 1: true, true: true, yes: true, on: true, 0: false, false: false, no: false }
const toLanguage = (text: string) => findLanguage(text) ?? text
const toFlag = (text: string) => answers[text.toLowerCase()]
const flag = z.boolean('say yes or no')

/** Once each, and no more than a profile holds. */
function add<T>(list: T[], value: T, most: number, isSame = (other: T) => other === value): string | null {
  if (list.some(isSame)) return null
  if (list.length >= most) return `at most ${most} can be named`
  list.push(value)
  return null
}

type Place = Profile['places'][number]

/** "France", "FR", or a city before it: "Lyon, France". Anything else is left as it is, to be refused. */
function toPlace(text: string): Place {
  const comma = text.lastIndexOf(',')
  const whole = toCountry(text)
  if (whole || comma < 0) return { country: whole ?? text, city: null }
  const city = text.slice(0, comma).trim()
  return { country: toCountry(text.slice(comma + 1).trim()) ?? text, city: city || null }
}
const place = z.object({
  country: named(isCountry, 'give a country such as France, or its code FR'),
  city: z.string().max(60, 'give the name of a city in at most 60 letters').nullable(),
})

/** "facilitation:expert": how well a skill that is named is known. */
const skillAtLevel = z.templateLiteral(
  [z.string(), ':', z.enum(skillLevels)],
  `give a skill and its level, such as facilitation:${skillLevels[1]}`,
)

/** By parameter of `/match`. */
export const readers: Readonly<Record<string, Reader>> = {
  skill: takes(skillId, ({ skills }, id) => add(skills, { id, level: null }, 120, (one) => one.id === id), toSkill),
  skill_level: takes(
    skillAtLevel,
    sets(({ skills }, text) => {
      const [id, level] = text.split(':') as [string, (typeof skillLevels)[number]]
      for (const skill of skills) if (skill.id === id) skill.level = level
    }),
  ),
  profession: takes(professionId, (p, id) => add(p.professions, id, 20)),
  side: takes(oneOf(sides), (p, side) => add(p.sides, side, sides.length)),
  work_group: takes(oneOf(workGroups), (p, group) => add(p.workGroups, group, workGroups.length)),
  kind: takes(oneOf(kinds), (p, kind) => add(p.kinds, kind, kinds.length)),
  hours: takes(
    hours,
    sets((p, value) => (p.availability.hours = value)),
    toNumber,
  ),
  per: takes(
    oneOf(hourPeriods),
    sets((p, per) => (p.availability.per = per)),
  ),
  months: takes(month, (p, value) => add(p.availability.months, value, 12), toNumber),
  from: takes(
    day,
    sets((p, value) => (p.availability.from = value)),
  ),
  level: takes(
    oneOf(levels),
    sets((p, level) => (p.level = level)),
  ),
  degree: takes(
    oneOf(degrees),
    sets((p, degree) => (p.degree = degree)),
  ),
  language: takes(
    named((code) => findLanguage(code) === code, 'give a language such as French, or its code fr'),
    (p, code) => add(p.languages, code, 20),
    toLanguage,
  ),
  country: takes(
    place,
    (p, at) => add(p.places, at, 20, ({ country, city }) => country === at.country && city === at.city),
    toPlace,
  ),
  audience: takes(audience, (p, id) => add(p.audiences, id, 20)),
  remote: takes(
    flag,
    sets((p, yes) => (p.remote = yes)),
    toFlag,
  ),
  relocate: takes(
    flag,
    sets((p, yes) => (p.relocate = yes)),
    toFlag,
  ),
  visa_needed: takes(
    flag,
    sets((p, yes) => (p.visaNeeded = yes)),
    toFlag,
  ),
  pay_needed: takes(
    flag,
    sets((p, yes) => (p.payNeeded = yes)),
    toFlag,
  ),
}
