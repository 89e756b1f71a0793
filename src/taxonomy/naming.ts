import { professions, type Side, skills } from './terms.ts'

const sideWords: Record<Side, string> = { technical: 'technical', non_technical: 'non-technical' }

type Term = { id: string; name: string; side: Side }

/** Names that stand on both sides are told apart by it: "Research (technical)". */
function namesOf(terms: readonly Term[]): ReadonlyMap<string, string> {
  const seen = new Set<string>()
  const twice = new Set(terms.map(({ name }) => name).filter((name) => seen.size === seen.add(name).size))
  return new Map(terms.map(({ id, name, side }) => [id, twice.has(name) ? `${name} (${sideWords[side]})` : name]))
}

/** What skills and professions are called where both sides stand in one list, by id. */
export const skillNames = namesOf(skills)
export const professionNames = namesOf(professions)
