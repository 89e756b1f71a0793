import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Profile } from '../profiles/schema.ts'
import { facetValueName, say } from '../search/naming.ts'
import { audiences } from '../taxonomy/audiences.ts'
import { commitmentPart } from './commitment-part.ts'
import { missing, neutralPart, type Part } from './part.ts'
import type { PartName } from './schema.ts'
import { type Field, skillsPart } from './skills-part.ts'
import { mostPoints } from './weights.ts'
import { all, any } from './words.ts'

type Rule = (o: OpportunityCard, profile: Profile, field: Field) => Part

const professionName = (id: string) => facetValueName('profession', id)
/** Of the four only movement building names the work by itself. */
const workName = (id: string) => (id === 'movement_building' ? say(id) : `${say(id)} work`)
const audienceNames = new Map(audiences.map(({ id, name }) => [id, name.toLowerCase()]))
const audienceName = (id: string) => audienceNames.get(id) ?? say(id)

/** The parts of a score. Whatever one of the two sides leaves unsaid scores the neutral points. */
export const partRules: Record<PartName, Rule> = {
  skills: skillsPart,
  professions: ({ professions }, profile) =>
    overlap('professions', professions, profile.professions, {
      fits: (both) => `${all(both.map(professionName))}, your profession`,
      lacks: (asked) => `Asks for ${any(asked.map(professionName))} as a profession`,
    }),
  workGroup: ({ workGroups }, profile) =>
    overlap('workGroup', workGroups, profile.workGroups, {
      fits: (both) => `You want ${all(both.map(workName))}`,
      lacks: (asked) => `It is ${all(asked.map(workName))}, which you did not choose`,
    }),
  commitment: commitmentPart,
  audience: ({ audiences: asked }, profile) =>
    overlap('audience', asked, profile.audiences, {
      fits: (both) => `Made for ${all(both.map(audienceName))}`,
      lacks: (others) => `Made for ${all(others.map(audienceName))}`,
    }),
}

type Sentences = { fits: (both: string[]) => string; lacks: (asked: readonly string[]) => string }

/** Any one of the values asked is enough: a posting names whom it would take. */
function overlap(name: PartName, asked: readonly string[], given: readonly string[], words: Sentences): Part {
  if (!asked.length) return neutralPart(name, 'opportunity')
  if (!given.length) return neutralPart(name, 'profile')
  const both = asked.filter((value) => given.includes(value))
  if (!both.length) return { points: 0, unsaid: null, fits: [], missing: [missing(words.lacks(asked))] }
  return { points: mostPoints[name], unsaid: null, fits: [words.fits(both)], missing: [] }
}
