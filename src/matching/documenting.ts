import { previewOf } from '../opportunities/posting/previewing.ts'
import { OpportunityInput } from '../opportunities/schema.ts'
import { Profile, skillLevels } from '../profiles/schema.ts'
import { type Asking, blockersOf } from './blockers.ts'
import { type Explained, explain } from './explaining.ts'
import { type BlockerCode, blockerCodes, partNames } from './schema.ts'
import type { Field } from './skills-part.ts'
import * as weights from './weights.ts'

/** Examples are of no day: what they say never changes. */
const THEN = Date.parse('2026-01-05T12:00:00Z')
const northlight = { id: 'org_example', name: 'Northlight Institute', website: null, about: '' }

const asking = (stated: object): Asking =>
  previewOf(OpportunityInput.parse({ kind: 'role', title: 'An example', ...stated }), {
    id: 'opp_example',
    now: THEN,
    organization: northlight,
    reachable: false,
  })
const hours = (least: number) => ({ basis: 'stated', hoursMin: least, hoursMax: least, per: 'week' })
const months = (...list: number[]) => ({ ...hours(20), months: list, monthsPerYear: list.length })

/** A pair that each rule blocks: what it says is what the page shows. */
const blocked: Record<BlockerCode, [opportunity: Asking, profile: object]> = {
  closed: [asking({ closesOn: '2026-01-02' }), {}],
  kind: [asking({ kind: 'phd' }), { kinds: ['role', 'fellowship'] }],
  hours: [asking({ commitment: hours(18) }), { availability: { hours: 10 } }],
  months: [asking({ commitment: months(6, 7, 8) }), { availability: { months: [1, 2, 6] } }],
  place: [asking({ workplace: 'onsite', places: [{ country: 'FR', city: 'Paris' }] }), { places: [{ country: 'IN' }] }],
  visa: [asking({ visa: 'no' }), { visaNeeded: true }],
  pay: [asking({ pay: { kind: 'unpaid' } }), { payNeeded: true }],
  language: [asking({ languages: ['fr'] }), { languages: ['en'] }],
  ml_knowledge: [asking({ skills: [{ id: 'pytorch', must: true }] }), { sides: ['non_technical'] }],
}

const example = {
  opportunity: asking({
    title: 'Course facilitator',
    skills: [
      { id: 'facilitation', must: true },
      { id: 'curriculum_design', must: false },
    ],
    workGroups: ['movement_building'],
    commitment: hours(4),
    level: 'none',
  }),
  profile: Profile.parse({
    skills: [{ id: 'facilitation', level: 'learning' }],
    workGroups: ['movement_building'],
    availability: { hours: 6 },
  }),
}
/** Every tenth asks for it, and nothing teaches it. */
const field: Field = { rarity: () => weights.rarityOf(10, 1), training: () => null }

/** Of how many opportunities one asks for a skill; none asks for it where there is no number. */
const shares = [1, 2, 10, 100, 1_000]
const OPEN = 1_000

/** Everything that the page on matching says in figures, read from the code that matches. */
export function explainMatching() {
  const { mostPoints, neutralPoints, levelCredit } = weights
  return {
    blockers: blockerCodes.map((code) => {
      const [opportunity, profile] = blocked[code]
      const said = blockersOf(Profile.parse(profile), opportunity, THEN).find((one) => one.code === code)
      return { code, example: said?.message ?? '' }
    }),
    parts: partNames.map((name) => ({ name, most: mostPoints[name], neutral: neutralPoints[name] })),
    mustWeight: weights.mustWeight,
    rarities: shares.map((oneIn) => ({ oneIn, weight: weights.rarityOf(OPEN, OPEN / oneIn) / 100 })),
    rarest: weights.rarityOf(OPEN, 0) / 100,
    levels: skillLevels.map((level) => ({ level, percent: levelCredit[level] })),
    unsaidLevel: weights.FULL_CREDIT,
    narrower: weights.NARROWER_CREDIT,
    skillsWithoutMust: weights.mostSkillPoints(false),
    fit: weights.fitPoints,
    enoughMonths: weights.ENOUGH_MONTHS,
    listed: { matches: weights.MOST_MATCHES, nearly: weights.MOST_NEARLY },
    mostPoints,
    worked: explain(example.profile, example.opportunity, field, THEN) satisfies Explained,
  }
}
export type MatchingExplained = ReturnType<typeof explainMatching>
