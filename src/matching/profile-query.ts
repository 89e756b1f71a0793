import { z } from 'zod'
import { country, day, language } from '../fields.ts'
import { degrees, kinds, levels, sides, workGroups } from '../opportunities/schema.ts'
import { findCountry } from '../places/countries.ts'
import type { Notice } from '../search/schema.ts'
import { findSkills, skillById } from '../taxonomy/terms.ts'
import { audience, hourPeriods, hours, month, Profile, professionId, skillId } from './schema.ts'

/** Takes one value of a parameter into the profile, or says what it should have been. */
type Reader = (profile: Profile, text: string) => string | null

const takes =
  <T>(
    schema: z.ZodType<T>,
    put: (profile: Profile, value: T) => void,
    understood: (text: string) => unknown = String,
  ): Reader =>
  (profile, text) => {
    const parsed = schema.safeParse(understood(text))
    if (!parsed.success) return parsed.error.issues[0]?.message ?? 'not understood'
    put(profile, parsed.data)
    return null
  }

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `choose from ${values.join(', ')}`)
const toNumber = (text: string) => Number(text.replace(',', '.'))
const toSkill = (text: string) => {
  const found = skillById.has(text) ? [] : findSkills(text)
  return found.length === 1 ? found[0]?.id : text
}
const toCountry = (text: string) => findCountry(text.length === 2 ? text.toUpperCase() : text) ?? text
const answers: Record<string, boolean> = { 1: true, true: true, yes: true, on: true, 0: false, false: false, no: false }
const toFlag = (text: string) => answers[text.toLowerCase()]
const flag = z.boolean('say yes or no')
const add = <T>(list: T[], value: T) => {
  if (!list.includes(value)) list.push(value)
}

const readers: Record<string, Reader> = {
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
    language,
    (p, code) => add(p.languages, code),
    (text) => text.toLowerCase(),
  ),
  country: takes(
    country,
    ({ places }, id) => places.some((p) => p.country === id) || places.push({ country: id, city: null }),
    toCountry,
  ),
  audience: takes(audience, (p, id) => add(p.audiences, id)),
  remote: takes(flag, (p, yes) => (p.remote = yes), toFlag),
  relocate: takes(flag, (p, yes) => (p.relocate = yes), toFlag),
  visa_needed: takes(flag, (p, yes) => (p.visaNeeded = yes), toFlag),
  pay_needed: takes(flag, (p, yes) => (p.payNeeded = yes), toFlag),
}

/** Of its own to the last list: it is written into, and zod shares what it gives by default. */
const emptyProfile = () => structuredClone(Profile.parse({}))

/** Of a match there is one order and one page. */
const unused = ['sort', 'cursor', 'limit']
const MOST_VALUES = 120

export type ProfileQuery = { profile: Profile; notices: Notice[]; rest: URLSearchParams; stated: boolean }

/**
 * Reads a profile from the parameters of `/match`. Names that the board has too (`kind`, `skill`, `country` ...) are the
 * person's here; `rest` are the board's own, which narrow what is matched. What is not understood is left out and named.
 */
export function parseProfileQuery(params: URLSearchParams): ProfileQuery {
  const profile = emptyProfile()
  const notices: Notice[] = []
  const rest = new URLSearchParams()
  let stated = false
  for (const [name, value] of [...params].slice(0, MOST_VALUES * 2)) {
    const text = value.trim()
    if (!text || unused.includes(name)) continue
    const read = Object.hasOwn(readers, name) ? readers[name] : null
    if (!read) rest.append(name, text)
    for (const part of read ? partsOf(name, text) : []) {
      const problem = read?.(profile, part)
      if (problem) notices.push({ path: name, message: `“${part.slice(0, 40)}” was left out: ${problem}` })
      else stated ||= name !== 'per'
    }
  }
  const checked = Profile.safeParse(profile)
  if (checked.success) return { profile: checked.data, notices, rest, stated }
  const tooMuch = checked.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return { profile: emptyProfile(), notices: [...notices, ...tooMuch], rest, stated: false }
}

/** Languages are typed in one field. */
const partsOf = (name: string, text: string) => (name === 'language' ? text.split(/[\s,;]+/).filter(Boolean) : [text])
