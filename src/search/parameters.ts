import * as z from 'zod'
import { commitmentValues } from '../commitment.ts'
import { answers, kinds, levels, payKinds, sides, workGroups, workplaces } from '../opportunities/schema.ts'
import { regions } from '../places/regions.ts'
import { closesValues, type Facet, sorts } from './schema.ts'

const some = <Value extends z.ZodType>(value: Value, description: string) =>
  z.array(value).optional().describe(description)
const someOf = <const Values extends readonly string[]>(values: Values, description: string) =>
  some(z.enum(values), description)
const orUnknown = <const Values extends readonly string[]>(values: Values) => [...values, 'unknown'] as const

const facets = {
  kind: someOf(kinds, 'What it is').meta({ example: ['fellowship', 'role'] }),
  work_group: someOf(workGroups, 'What it works on'),
  side: someOf(sides, 'Whether it needs machine-learning knowledge'),
  skill: some(z.string(), 'A skill asked for, by its id in /taxonomy'),
  profession: some(z.string(), 'A profession, by its id in /taxonomy'),
  commitment: someOf(commitmentValues, 'Full-time, fractional, or not stated').meta({ example: ['fractional'] }),
  months: some(z.int().min(1).max(12), 'A month that is worked'),
  level: someOf(orUnknown(levels), 'The level asked'),
  workplace: someOf(orUnknown(workplaces), 'Where the work is done'),
  country: some(z.string(), 'ISO 3166, two letters; also finds remote work open to it').meta({ example: ['FR'] }),
  region: someOf(
    regions.map(({ id }) => id),
    'Also finds its countries and remote work open to it',
  ),
  org: some(z.string(), 'An organization, by its id'),
  audience: some(z.string(), 'Whom it is made for; ids in /taxonomy, and others'),
  pay: someOf(payKinds, 'Whether and how it is paid'),
  visa: someOf(answers, 'Whether visas are supported'),
  language: some(z.string(), 'ISO 639'),
  closes: someOf(closesValues, 'When it closes'),
} satisfies Record<Facet, z.ZodType>

/** The parameters of a search as the API's document tells them; `parseBoardQuery` is what reads them. */
export const BoardParameters = z.object({
  q: z
    .string()
    .max(200)
    .optional()
    .describe('Words that must occur; "quoted words" stand together, the last may be a beginning'),
  ...facets,
  hours_max: z.number().positive().max(168).optional().describe('The most hours a week that can be given'),
  opportunity: z.string().optional().describe('One opportunity alone, by its id'),
  since: z.iso.date().optional().describe('Published on this day or later'),
  sort: z.enum(sorts).default('newest').describe('The order of a list'),
  cursor: z.string().optional().describe('`meta.next` of the page before'),
})
