import * as z from 'zod'
import { bytes } from '../fields.ts'
import {
  answers,
  Closing,
  degrees,
  kinds,
  levels,
  OpportunityInput,
  payKinds,
  payPeriods,
  sides,
  workGroups,
  workplaces,
} from './schema.ts'

const day = z.iso.date()
const instant = z.iso.datetime()
const month = z.int().min(1).max(12)
const share = z.number().min(0).max(1)
const side = z.enum(sides)

const TaughtSkill = z.object({ id: z.string(), name: z.string(), side: side.nullable() }).meta({ id: 'TaughtSkill' })
const AskedSkill = TaughtSkill.extend({ must: z.boolean().describe('False is nice to have') }).meta({
  id: 'AskedSkill',
})

export const Commitment = z
  .object({
    basis: z
      .enum(['stated', 'label', 'unknown', 'none'])
      .describe('`stated`: hours are known; `label`: only full-time or part-time is; `none`: a grant asks no hours'),
    hoursMin: z.number().nullable(),
    hoursMax: z.number().nullable(),
    per: z.enum(['week', 'month']).nullable().describe('What the hours are counted by'),
    months: z.array(month).nullable().describe('The months of each year that are worked, where they are named'),
    monthsPerYear: month.nullable().describe('Below 12: a part of each year'),
    weeks: z.int().nullable().describe('The whole length of a single engagement'),
    weeklyHours: z.number().nullable().describe('The middle of the range, while active'),
    fteActive: share.nullable().describe('Share of a 40-hour week while active'),
    fteYear: share.nullable().describe('Share of a year of 40-hour weeks'),
    fullTime: z.boolean().describe('30 hours a week or more while active, all year'),
    fractional: z.boolean().describe('Under 30 hours a week, or a part of each year; a range may be both'),
  })
  .meta({ id: 'Commitment', description: 'How much time is asked' })

const Pay = z
  .object({
    kind: z.enum(payKinds),
    min: z.number().nullable(),
    max: z.number().nullable(),
    currency: z.string().nullable().describe('ISO 4217'),
    per: z.enum(payPeriods).nullable(),
  })
  .meta({ id: 'Pay' })

const Place = z
  .object({ country: z.string().describe('ISO 3166, two letters'), city: z.string().nullable() })
  .meta({ id: 'Place' })

const organization = z.object({
  id: z.string(),
  name: z.string(),
  url: z.url().describe('Its page here'),
  website: z.url().nullable(),
})

export const OpportunityCardJson = z
  .object({
    id: z.string(),
    url: z.url().describe('Its page here'),
    kind: z.enum(kinds),
    title: z.string(),
    organization,
    workGroups: z.array(z.enum(workGroups)),
    sides: z.array(side).describe('Whether it needs machine-learning knowledge; several may fit'),
    professions: z.array(z.string()).describe('Ids, see /taxonomy'),
    skills: z.array(AskedSkill),
    teaches: z.array(TaughtSkill),
    commitment: Commitment,
    startsOn: day.nullable(),
    workplace: z.enum(workplaces).nullable(),
    places: z.array(Place),
    remoteRegions: z.array(z.string()).describe('Where remote work may be done from: countries, regions or `anywhere`'),
    zoneFence: z.string().nullable().describe('The time zones that remote work is fenced to, in words'),
    opensOn: day.nullable(),
    closesOn: day.nullable().describe('The last day to apply, to its end in `zone`'),
    zone: z
      .string()
      .nullable()
      .describe(
        'Null where none is stated: it stays open until the day is over everywhere. `Etc/GMT+12` is anywhere on Earth',
      ),
    rolling: z.boolean().describe('True: there is no deadline, on purpose'),
    approximate: z.boolean().describe('True: the dates are about right, no more'),
    status: z.enum(['published', 'closed']),
    pay: Pay,
    relocation: z.enum(answers),
    visa: z.enum(answers),
    level: z.enum(levels).nullable(),
    degree: z.enum(degrees).nullable(),
    languages: z.array(z.string()).describe('ISO 639'),
    seats: z.int().nullable(),
    audiences: z.array(z.string()).describe('Whom it is made for'),
    summary: z.string().nullable(),
    publishedAt: instant,
    updatedAt: instant,
    verifiedOn: day.nullable().describe('When it was last found open'),
    example: z.boolean().describe('True: it is invented, to show how things look; nobody can apply'),
  })
  .meta({ id: 'OpportunityCard', description: 'An opportunity in a list: all but what only its own page shows' })
export type OpportunityCardJson = z.infer<typeof OpportunityCardJson>

export const OpportunityJson = OpportunityCardJson.extend({
  validation: z.string().nullable().describe('How the project behind it was validated'),
  bodyHtml: z.string().nullable().describe('Safe HTML: text structure and links'),
  applyUrl: z.url().nullable(),
  source: z.string().nullable().describe('Where it was imported from'),
}).meta({ id: 'Opportunity', description: 'Everything said of one opportunity' })
export type OpportunityJson = z.infer<typeof OpportunityJson>

const { bodyHtml: _, verifiedOn: __, ...writable } = OpportunityInput.shape
const body = bytes(100_000).describe('Markdown; raw HTML in it is shown as text')

export const OpportunityWrite = z.strictObject({ ...writable, body: body.default('') }).meta({
  id: 'OpportunityWrite',
  description: 'What an organization says of an opportunity. All but kind and title may be left out',
})
/** Without the defaults: what a change leaves out stays as it is. */
const changeable = Object.fromEntries(
  Object.entries({ ...writable, body }).map(([name, schema]) => [
    name,
    (schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema).optional(),
  ]),
)
export const OpportunityChange = z
  .strictObject(changeable)
  .meta({ id: 'OpportunityChange', description: 'What is left out stays as it is' }) as unknown as z.ZodType<
  Partial<z.output<typeof OpportunityWrite>>
>

export const Closure = Closing.meta({
  id: 'Closure',
  description: 'Why it takes no more applications; two answers if you like',
})

export const SubmissionJson = z
  .object({
    id: z.string(),
    url: z.url().describe('Its page here, once it is public'),
    status: z
      .enum(['submitted', 'published', 'closed'])
      .describe(
        '`submitted` waits for a moderator; of a published one the public reads the approved version until then',
      ),
  })
  .meta({ id: 'Submission' })
