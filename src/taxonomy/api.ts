import { Hono } from 'hono'
import * as z from 'zod'
import { commitmentValues } from '../commitment.ts'
import type { AppEnv } from '../http/app-env.ts'
import { constantEndpoint, NoMeta } from '../http/endpoint.ts'
import { degrees, kinds, levels, payKinds, sides, workGroups, workplaces } from '../opportunities/schema.ts'
import { regions } from '../places/regions.ts'
import { say } from '../search/naming.ts'
import { audiences } from './audiences.ts'
import { professions, skills } from './terms.ts'

const Value = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Value', description: 'A value of a field' })
const Profession = z
  .object({
    id: z.string(),
    name: z.string(),
    side: z.enum(sides),
    aliases: z.array(z.string()).readonly(),
    definition: z.string(),
  })
  .meta({ id: 'Profession' })
const Skill = Profession.extend({
  broader: z.string().nullable().describe('The id of the skill it is a part of'),
}).meta({ id: 'Skill' })
const Region = Value.extend({ countries: z.array(z.string()).readonly().describe('ISO 3166, two letters') }).meta({
  id: 'Region',
})

const values = { kinds, workGroups, sides, commitments: commitmentValues, workplaces, pay: payKinds, levels, degrees }
const Values = z.object({
  kinds: z.array(Value),
  workGroups: z.array(Value),
  sides: z.array(Value).describe('`technical` needs machine-learning knowledge'),
  commitments: z.array(Value),
  workplaces: z.array(Value),
  pay: z.array(Value),
  levels: z.array(Value),
  degrees: z.array(Value),
})
const Taxonomy = Values.extend({
  professions: z.array(Profession).describe('The key is name and side: Research stands on both'),
  skills: z.array(Skill),
  audiences: z.array(Value).describe('An open vocabulary: opportunities may name others'),
  regions: z.array(Region),
})

export const taxonomyApi = new Hono<AppEnv>()

constantEndpoint(
  taxonomyApi,
  {
    path: '/taxonomy',
    operationId: 'getTaxonomy',
    tag: 'Taxonomy',
    summary: 'The words of the board: professions, skills and the values of every field',
    answer: { description: 'The vocabulary', schema: z.object({ data: Taxonomy, meta: NoMeta }) },
  },
  () => {
    const named = Object.entries(values).map(([field, ids]) => [field, ids.map((id) => ({ id, name: say(id) }))])
    const terms = { professions: [...professions], skills: skills.map(({ effect: _, ...skill }) => skill) }
    const fields = Object.fromEntries(named) as z.input<typeof Values>
    return { data: { ...fields, ...terms, audiences: [...audiences], regions: [...regions] }, meta: {} }
  },
)
