import { countryName, findCountry } from '../../places/countries.ts'
import { findRegion, regions } from '../../places/regions.ts'
import { audiences } from '../../taxonomy/audiences.ts'
import { findLanguage, languageChoices, languageName } from '../../taxonomy/languages.ts'
import { skillNames } from '../../taxonomy/naming.ts'
import { findSkills } from '../../taxonomy/terms.ts'
import { fold } from '../../text/fold.ts'
import { nearName } from '../../text/near-names.ts'
import type { Understood } from './amounts.ts'

/** Reads each part of a list; the first that is not understood is the problem. */
function readEach(parts: readonly string[], read: (part: string) => Understood<string[]>): Understood<string[]> {
  const found: string[] = []
  for (const part of parts.map((part) => part.trim()).filter(Boolean)) {
    const one = read(part)
    if ('problem' in one) return one
    found.push(...one.value)
  }
  return { value: [...new Set(found)] }
}

const idsBySkillName = new Map([...skillNames].map(([id, name]) => [fold(name), id]))
const meant = (near: string | undefined) => (near ? `. Did you mean “${near}”?` : '')

/** Skills by name or alias, several of them with commas between. */
export const readSkills = (values: readonly string[]): Understood<string[]> =>
  readEach(
    values.flatMap((value) => value.split(/[,;\n]/)),
    readSkill,
  )

function readSkill(text: string): Understood<string[]> {
  const exact = idsBySkillName.get(fold(text))
  const found = exact ? [] : findSkills(text)
  const [id = exact] = found.map((skill) => skill.id)
  if (found.length > 1) {
    const names = found.map((skill) => `“${skillNames.get(skill.id)}”`)
    return { problem: `“${text}” can be ${names.join(' or ')}: choose one` }
  }
  if (id) return { value: [id] }
  const near = nearName(text, [...skillNames.values()])
  return {
    problem: `“${text}” is not in the list of skills${meant(near) || '. Choose the nearest, or leave it to the description'}`,
  }
}

export const writeSkill = (id: string) => skillNames.get(id) ?? id

export const readLanguages = (text: string): Understood<string[]> =>
  readEach(text.split(/[,;/&\n]|\sand\s/), (part) => {
    const code = findLanguage(part)
    if (code) return { value: [code] }
    return { problem: `We do not know the language “${part}”${meant(nearName(part, languageChoices()))}` }
  })

export const writeLanguages = (codes: readonly string[]) => codes.map(languageName).join(', ')

const audienceIds = new Map(audiences.flatMap(({ id, name }) => [id, name].map((text) => [fold(text), id] as const)))

/** Those that are ticked and those that are written: a name of the list is its id. */
export function readAudiences(ticked: readonly string[], written: string): Understood<string[]> {
  const strange = ticked.find((id) => !audiences.some((audience) => audience.id === id))
  if (strange) return { problem: `“${strange}” is not in the list` }
  const others = written.split(/[,;\n]/).map((part) => part.replace(/\s+/g, ' ').trim())
  return {
    value: [...new Set([...ticked, ...others.filter(Boolean).map((part) => audienceIds.get(fold(part)) ?? part)])],
  }
}

const isKnownAudience = (id: string) => audiences.some((audience) => audience.id === id)
export const writeAudiences = (ids: readonly string[]) => ({
  audiences: ids.filter(isKnownAudience),
  otherAudiences: ids.filter((id) => !isKnownAudience(id)).join(', '),
})

const regionNames = new Map(regions.map(({ id, name }) => [id, name]))

/** Where remote work may be done from: "Europe, Canada", "anywhere". */
export const readRemoteRegions = (text: string): Understood<string[]> =>
  readEach(text.split(/[,;\n]/), (part) => {
    if (/^(anywhere|worldwide|global(ly)?|everywhere)$/i.test(part)) return { value: ['anywhere'] }
    const country = findCountry(part)
    if (country) return { value: [country] }
    const found = findRegion(part)
    if (found.length) return { value: found }
    return { problem: `We do not know “${part}”: give countries or regions such as Europe, or “anywhere”` }
  })

const writeRegion = (id: string) => (id === 'anywhere' ? id : (regionNames.get(id) ?? countryName(id)))
export const writeRemoteRegions = (ids: readonly string[]) => ids.map(writeRegion).join(', ')
