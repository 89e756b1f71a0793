import * as z from 'zod'
import { Address, day, line, oneOf, webAddress } from '../../fields.ts'
import { type Basis, bases, cohortRoles, engagements, stages } from '../schema.ts'

/** What a column of a group's own list can say of somebody. */
export const fields = [
  'name',
  'firstName',
  'lastName',
  'email',
  'externalId',
  'program',
  'cohort',
  'role',
  'finishedOn',
  'leftOn',
  'stage',
  'stageOn',
  'engagement',
  'engagementOn',
] as const
export type Field = (typeof fields)[number]

export const fieldNames: Readonly<Record<Field, string>> = {
  name: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail address',
  externalId: 'Id in your list',
  program: 'Program',
  cohort: 'Cohort',
  role: 'Role',
  finishedOn: 'Finished on',
  leftOn: 'Left on',
  stage: 'Stage',
  stageOn: 'Stage reached on',
  engagement: 'Engagement',
  engagementOn: 'Engagement since',
}
export const dayFields = ['finishedOn', 'leftOn', 'stageOn', 'engagementOn'] as const satisfies readonly Field[]

export type CohortRole = (typeof cohortRoles)[number]
/** How `03/04/2026` is read. */
export const dayOrders = ['dmy', 'mdy'] as const
export type DayOrder = (typeof dayOrders)[number]

/** A column of a file with examples of what it holds, without addresses. */
export type Column = { heading: string; examples: string[] }

/** How a file is read: which column says what, and what holds for all its rows. */
export type Mapping = {
  columns: Partial<Record<Field, number>>
  /** Where rows name no cohort. */
  cohortId: string | null
  /** Where rows name no role. */
  role: CohortRole
  order: DayOrder | null
  /** The day of a stage or engagement that has none of its own. */
  asOf: string
  basis: Basis
}

const column = z
  .string()
  .regex(/^\d{0,4}$/, 'Choose a column')
  .optional()
  .transform((text) => (text ? Number(text) : undefined))

/** The form that maps a file; `cohort_id` and the rest hold for all its rows. */
export const MappingForm = z.strictObject({
  ...(Object.fromEntries(fields.map((field) => [field, column])) as Record<Field, typeof column>),
  cohort_id: z
    .string()
    .max(60)
    .default('')
    .transform((id) => id || null),
  for_role: oneOf(cohortRoles).default('participant'),
  order: z
    .union([z.literal('').transform(() => null), oneOf(dayOrders)])
    .nullish()
    .transform((order) => order ?? null),
  as_of: day,
  basis: z.enum(bases, 'Say on which ground you hold this'),
})

const optional = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.literal('').transform(() => null), schema])
    .nullish()
    .transform((value) => value ?? null)

const personFields = {
  name: line(200).default(''),
  email: optional(Address),
  externalId: optional(line(200)),
}

const participationFields = {
  cohort: optional(z.string().max(60)),
  role: oneOf(cohortRoles).default('participant'),
  finishedOn: optional(day),
  leftOn: optional(day),
}

/** Somebody added by hand. */
export const PersonForm = z
  .strictObject({
    ...personFields,
    ...participationFields,
    basis: z.enum(bases, 'Say on which ground you hold this'),
  })
  .refine(({ name, email }) => name !== '' || email !== null, { path: ['name'], message: 'Give a name or an address' })
  .refine(({ finishedOn, leftOn }) => !(finishedOn && leftOn), {
    path: ['leftOn'],
    message: 'Give the day they finished or the day they left, not both',
  })
export type PersonForm = z.output<typeof PersonForm>

/** Changes to a record; an empty address keeps the one that is there. */
export const RecordForm = z.strictObject({
  ...personFields,
  basis: z.enum(bases, 'Say on which ground you hold this'),
  version: z.coerce.number().int(),
})
export type RecordForm = z.output<typeof RecordForm>

export const ParticipationForm = z
  .strictObject({ ...participationFields, cohort: z.string('Choose a cohort').min(1, 'Choose a cohort').max(60) })
  .refine(({ finishedOn, leftOn }) => !(finishedOn && leftOn), {
    path: ['leftOn'],
    message: 'Give the day they finished or the day they left, not both',
  })
export type ParticipationForm = z.output<typeof ParticipationForm>

/** A stage or an engagement, reached on a day. */
const standings = [...stages, ...engagements] as const
export type Standing = (typeof standings)[number]

/** Moves one or many people to a stage or an engagement. */
export const MoveForm = z.strictObject({
  ids: z.array(z.string().max(60)).min(1, 'Choose at least one person').max(500, 'Choose at most 500'),
  to: oneOf(standings),
  happenedOn: day,
  source: line(200).refine((text) => text !== '', 'Say how you know'),
  evidenceUrl: optional(webAddress),
})
export type MoveForm = z.output<typeof MoveForm>

const MOST_ON_A_PAGE = 50
/** For how many months of 30 days nothing new was written of somebody. */
export const quietMonths = ['6', '12', '24'] as const
const none = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.literal('').transform(() => null), schema])
    .nullish()
    .catch(null)

/** What narrows the list of a group's people; what makes no sense narrows nothing. */
export const PeopleFilter = z
  .object({
    program: none(z.string().max(60)),
    cohort: none(z.string().max(60)),
    stage: none(z.enum([...stages, 'none'])),
    engagement: none(z.enum([...engagements, 'none'])),
    told: none(z.literal('never')),
    stale: none(z.enum(quietMonths)),
    q: z.string().max(100).catch(''),
    cursor: none(z.string().max(60)),
  })
  .transform((filter) => ({ ...filter, limit: MOST_ON_A_PAGE }))
export type PeopleFilter = z.output<typeof PeopleFilter>

/** Whether two records are one person; one record of two cannot be taken apart again. */
export const MergeForm = z
  .strictObject({
    first: z.string().max(60),
    second: z.string().max(60),
    keep: z.string('Choose which record to keep').max(60),
    answer: oneOf(['same', 'different']),
    sure: z.literal('yes').optional(),
  })
  .refine(({ first, second, keep }) => keep === first || keep === second, {
    path: ['keep'],
    message: 'Choose which record to keep',
  })
  .refine(({ answer, sure }) => answer === 'different' || sure === 'yes', {
    path: ['sure'],
    message: 'Tick that you know that this cannot be undone',
  })
