import type { OpportunityCard } from '../opportunities/queries.ts'
import type { RequiredSkill } from '../opportunities/schema.ts'
import type { Profile } from '../profiles/schema.ts'
import { type Credit, creditsOf, skillName } from './credits.ts'
import { neutralPart, type Part } from './part.ts'
import type { Missing, Training } from './schema.ts'
import { FULL_CREDIT, mostSkillPoints, mustWeight, skillPoints } from './weights.ts'
import { all } from './words.ts'

/** How rare a skill is among what is open, and the newest open training that teaches one. */
export type Field = { rarity: (skillId: string) => number; training: (skillId: string) => Training | null }

/** Each asked skill once, a must-have where it is one anywhere; must-haves first. */
export function askedSkills({ skills }: Pick<OpportunityCard, 'skills'>): RequiredSkill[] {
  const once = skills.filter(({ id }, i) => skills.findIndex((skill) => skill.id === id) === i)
  const isMust = (id: string) => skills.some((skill) => skill.must && skill.id === id)
  return once.map(({ id }) => ({ id, must: isMust(id) })).sort((a, b) => Number(b.must) - Number(a.must))
}

export const weightOf = ({ must }: Pick<RequiredSkill, 'must'>, rarity: number) =>
  (must ? mustWeight.must : mustWeight.nice) * rarity

/** Skills weighed by how rare each is; must-haves over what is nice to have. */
export function skillsPart(o: OpportunityCard, profile: Profile, field: Field): Part {
  const asked = askedSkills(o)
  if (!asked.length) return neutralPart('skills', 'opportunity')
  if (!profile.skills.length) {
    return { ...neutralPart('skills', 'profile'), missing: [untold(asked)] }
  }
  const credits = creditsOf(profile)
  let [gained, most] = [0, 0]
  for (const skill of asked) {
    const weight = weightOf(skill, field.rarity(skill.id))
    gained += weight * (credits.get(skill.id)?.percent ?? 0)
    most += weight * FULL_CREDIT
  }
  const lacking = asked.filter(({ id }) => !credits.has(id))
  return {
    points: skillPoints(gained, most, mostSkillPoints(asked.some(({ must }) => must))),
    unsaid: null,
    fits: fitting(asked, credits),
    missing: lacking.map(missingOf(field)),
  }
}

const untold = (asked: RequiredSkill[]): Missing => ({
  message: `Asks for ${all(asked.map(({ id }) => skillName(id)))}, you name no skills`,
  training: null,
})

const missingOf =
  (field: Field) =>
  (skill: RequiredSkill): Missing => ({
    message: `${skillName(skill.id)}, ${skill.must ? 'a must-have' : 'nice to have'}`,
    training: field.training(skill.id),
  })

function fitting(asked: RequiredSkill[], credits: ReadonlyMap<string, Credit>): string[] {
  const whole = asked.filter(({ id }) => credits.get(id)?.percent === FULL_CREDIT)
  const names = (must: boolean) => whole.filter((skill) => skill.must === must).map(({ id }) => skillName(id))
  const [musts, nice] = [names(true), names(false)]
  return [
    ...(musts.length
      ? [`${all(musts)}, ${['a must-have', 'both must-haves'][musts.length - 1] ?? 'all must-haves'}`]
      : []),
    ...(nice.length ? [`${all(nice)}, nice to have`] : []),
    ...asked.flatMap(({ id }) => inPart(id, credits.get(id))),
  ]
}

function inPart(id: string, credit: Credit | undefined): string[] {
  if (!credit || credit.percent === FULL_CREDIT) return []
  return [
    `${skillName(id)} in part: ${credit.through === id ? 'you are learning it' : `you bring ${skillName(credit.through)}`}`,
  ]
}
