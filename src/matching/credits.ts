import type { Profile, SkillLevel } from '../profiles/schema.ts'
import { facetValueName } from '../search/naming.ts'
import { skillById } from '../taxonomy/terms.ts'
import { FULL_CREDIT, levelCredit, NARROWER_CREDIT } from './weights.ts'

/** How much of a skill a person brings, in percent, and by which of theirs. */
export type Credit = { percent: number; through: string; level: SkillLevel | null }

/** All the skills a person brings at least in part: those stated and everything broader. The most of each counts. */
export function creditsOf({ skills }: Profile): ReadonlyMap<string, Credit> {
  const credits = new Map<string, Credit>()
  const credit = (id: string, given: Credit) => {
    if (given.percent > (credits.get(id)?.percent ?? 0)) credits.set(id, given)
  }
  for (const { id, level } of skills) {
    const percent = level ? levelCredit[level] : FULL_CREDIT
    credit(id, { percent, through: id, level })
    for (const broader of broaderThan(id)) {
      credit(broader, { percent: (percent * NARROWER_CREDIT) / FULL_CREDIT, through: id, level })
    }
  }
  return credits
}

/** Up the chain of broader terms, nearest first; a circle in the vocabulary ends it. */
function broaderThan(id: string): string[] {
  const above = new Set<string>()
  let broader = skillById.get(id)?.broader
  while (broader && broader !== id && !above.has(broader)) {
    above.add(broader)
    broader = skillById.get(broader)?.broader
  }
  return [...above]
}

/** A name that stands on both sides carries its side. */
export const skillName = (id: string) => facetValueName('skill', id)
