import { z } from 'zod'
import { day } from '../fields.ts'
import { degrees, kinds, levels, sides, workGroups } from '../opportunities/schema.ts'
import { findCountry, isCountry } from '../places/countries.ts'
import { audience, hourPeriods, hours, month, type Profile, professionId, skillId } from '../profiles/schema.ts'
import { findLanguage } from '../taxonomy/languages.ts'
import { findSkills, skillById } from '../taxonomy/terms.ts'
import { withoutCapital } from './words.ts'

/** Takes one value of a parameter into the profile, or says what it should have been. */
export type Reader = (profile: Profile, text: string) => string | null

const takes =
  <T>(
    schema: z.ZodType<T>,
    put: (profile: Profile, value: T) => void,
    understood: (text: string) => unknown = String,
  ): Reader =>
  (profile, text) => {
    const parsed = schema.safeParse(understood(text))
    if (!parsed.success) return withoutCapital(parsed.error.issues[0]?.message ?? 'not understood')
    put(profile, parsed.data)
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
const toCountry = (text: string) => findCountry(text.length === 2 ? text.toUpperCase() : text) ?? text
const answers: Record<string, boolean> = { 1: true, true: true, yes: true, on: true, 0: false, false: false, no: false }
const toLanguage = (text: string) => findLanguage(text) ?? text
const toFlag = (text: string) => answers[text.toLowerCase()]
const flag = z.boolean('say yes or no')
const add = <T>(list: T[], value: T) => {
  if (!list.includes(value)) list.push(value)
}

/** By parameter of `/match`. */
export const readers: Readonly<Record<string, Reader>> = {
  skill: takes(
    skillId,
    ({ skills }, id) => skills.some((s) => s.id === id) || skills.push({ id, level: null }),
    toSkill,
  ),
  profession: takes(professionId, (p, id) => add(p.professions, id)),
  side: takes(oneOf(sides), (p, side) => add(p.sides, side)),
  work_group: takes(oneOf(workGroups), (p, group) => add(p.workGroups, group)),
  kind: takes(oneOf(kinds), (p, kind) => add(p.kinds, kind)),
  hours: takes(hours, (p, value) => (p.availability.hours = value), toNumber),
  per: takes(oneOf(hourPeriods), (p, per) => (p.availability.per = per)),
  months: takes(month, (p, value) => add(p.availability.months, value), toNumber),
  from: takes(day, (p, value) => (p.availability.from = value)),
  level: takes(oneOf(levels), (p, level) => (p.level = level)),
  degree: takes(oneOf(degrees), (p, degree) => (p.degree = degree)),
  language: takes(
    named((code) => findLanguage(code) === code, 'give a language such as French, or its code fr'),
    (p, code) => add(p.languages, code),
    toLanguage,
  ),
  country: takes(
    named(isCountry, 'give a country such as France, or its code FR'),
    ({ places }, id) => places.some((p) => p.country === id) || places.push({ country: id, city: null }),
    toCountry,
  ),
  audience: takes(audience, (p, id) => add(p.audiences, id)),
  remote: takes(flag, (p, yes) => (p.remote = yes), toFlag),
  relocate: takes(flag, (p, yes) => (p.relocate = yes), toFlag),
  visa_needed: takes(flag, (p, yes) => (p.visaNeeded = yes), toFlag),
  pay_needed: takes(flag, (p, yes) => (p.payNeeded = yes), toFlag),
}
