import { fold } from '../text/fold.ts'
import { engineeringSkills } from './engineering-skills.ts'
import { governanceSkills } from './governance-skills.ts'
import { movementSkills } from './movement-skills.ts'
import { operationsSkills } from './operations-skills.ts'
import { professions } from './professions.ts'
import { researchSkills } from './research-skills.ts'
import type { Profession, Side, Skill } from './term.ts'

export type { Profession, Side, Skill } from './term.ts'
export { professions }

/** Every skill of the seed vocabulary. Groups propose further ones, which moderators accept or merge. */
export const skills: readonly Skill[] = [
  ...movementSkills,
  ...researchSkills,
  ...engineeringSkills,
  ...governanceSkills,
  ...operationsSkills,
]

export const professionById: ReadonlyMap<string, Profession> = new Map(professions.map((term) => [term.id, term]))
export const skillById: ReadonlyMap<string, Skill> = new Map(skills.map((term) => [term.id, term]))

/**
 * The skills that a text names exactly, by id, name or alias; case, accents, hyphens and punctuation do not count.
 * More than one comes back when the text stands on both sides and no side is given.
 */
export function findSkills(text: string, side?: Side): Skill[] {
  return lookUp(skillsByText, text, side)
}

/** The professions that a text names exactly, by the same rules as `findSkills`. */
export function findProfessions(text: string, side?: Side): Profession[] {
  return lookUp(professionsByText, text, side)
}

type Term = { id: string; name: string; side: Side; aliases: readonly string[] }

const keyOf = (text: string) => fold(text.replaceAll('&', ' and '))
const skillsByText = indexByText(skills)
const professionsByText = indexByText(professions)

function indexByText<T extends Term>(terms: readonly T[]): ReadonlyMap<string, T[]> {
  const byText = new Map<string, T[]>()
  for (const term of terms) {
    for (const key of new Set([term.id, term.name, ...term.aliases].map(keyOf))) {
      const found = byText.get(key)
      if (found) found.push(term)
      else byText.set(key, [term])
    }
  }
  return byText
}

function lookUp<T extends Term>(byText: ReadonlyMap<string, T[]>, text: string, side?: Side): T[] {
  return (byText.get(keyOf(text)) ?? []).filter((term) => side === undefined || term.side === side)
}
