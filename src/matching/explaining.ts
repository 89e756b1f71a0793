import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Profile } from '../profiles/schema.ts'
import { type Asking, blockersOf } from './blockers.ts'
import { partRules } from './parts.ts'
import { whatIsSaid } from './said.ts'
import { type Blocker, type Missing, type PartName, type Parts, partNames, type Unsaid } from './schema.ts'
import type { Field } from './skills-part.ts'

/** One person and one opportunity: what blocks, and a score of 0 to 100 that is the sum of its parts. */
export type Explained<O extends OpportunityCard = OpportunityCard> = {
  opportunity: O
  blockers: Blocker[]
  score: number
  parts: Parts
  /** Parts that score neutral, with who left them unsaid. */
  unsaid: Partial<Record<PartName, Unsaid>>
  /** They share a skill or a profession: without it a score is made of neutral parts and of circumstances. */
  evidence: boolean
  fits: string[]
  missing: Missing[]
}

const isEvidence = (name: PartName) => name === 'skills' || name === 'professions'

/** Pure: equal inputs give equal output. A pair with blockers has a score too, but is no match. */
export function explain<O extends Asking>(profile: Profile, opportunity: O, field: Field, now: number): Explained<O> {
  const told = partNames.map((name) => ({ name, ...partRules[name](opportunity, profile, field) }))
  const said = whatIsSaid(opportunity, profile)
  return {
    opportunity,
    blockers: blockersOf(profile, opportunity, now),
    score: told.reduce((sum, { points }) => sum + points, 0),
    parts: Object.fromEntries(told.map(({ name, points }) => [name, points])) as Parts,
    evidence: told.some(({ name, points, unsaid }) => isEvidence(name) && points > 0 && !unsaid),
    unsaid: Object.fromEntries(told.flatMap(({ name, unsaid }) => (unsaid ? [[name, unsaid]] : []))),
    fits: [...told.flatMap(({ fits }) => fits), ...said.fits],
    missing: [...told.flatMap((part) => part.missing), ...said.missing],
  }
}
