import * as z from 'zod'
import { Commitment, unknownCommitment } from '../commitment.ts'
import { bytes, country, day, language, line, list, oneOf, webAddress, zone } from '../fields.ts'
import { isCountry } from '../places/countries.ts'
import { regions } from '../places/regions.ts'
import { professionById, skillById } from '../taxonomy/terms.ts'

export const kinds = ['internship', 'fellowship', 'role', 'phd', 'training', 'funding', 'project', 'event'] as const
export const workGroups = ['strategy', 'governance', 'technical', 'movement_building'] as const
export const sides = ['technical', 'non_technical'] as const
export const workplaces = ['remote', 'hybrid', 'onsite'] as const
export const payKinds = ['paid', 'stipend', 'unpaid', 'unknown'] as const
export const payPeriods = ['hour', 'month', 'year', 'total'] as const
export const answers = ['yes', 'no', 'unknown'] as const
export const levels = ['none', 'student', 'graduate', 'years_1_4', 'years_5_plus', 'senior'] as const
export const degrees = ['none', 'bachelor', 'master', 'doctorate'] as const
export const closingReasons = ['filled', 'withdrawn', 'expired', 'unreachable'] as const

export const verdicts = ['approved', 'changes_asked', 'rejected', 'superseded'] as const
export const retractionReasons = ['hazardous', 'misleading', 'duplicate', 'mistake'] as const
/** Whether who filled it had found it here. */
export const filledThrough = ['us', 'elsewhere'] as const

export type Verdict = (typeof verdicts)[number]
export type RetractionReason = (typeof retractionReasons)[number]
export type Kind = (typeof kinds)[number]
export type WorkGroup = (typeof workGroups)[number]
export type Side = (typeof sides)[number]
export type Level = (typeof levels)[number]
export type Degree = (typeof degrees)[number]
export type ClosingReason = (typeof closingReasons)[number]
export type Place = z.infer<typeof Place>
export type Pay = z.infer<typeof Pay>
export type RequiredSkill = z.infer<typeof RequiredSkill>

/** Where remote work may be done from: a country, a region, or `anywhere`. */
const remoteRegion = z
  .string()
  .refine((id) => id === 'anywhere' || isCountry(id) || regions.some((region) => region.id === id), {
    message: 'Give a country code, a region, or anywhere',
  })
const skillId = z.string().refine((id) => skillById.has(id), 'This skill is not in the list')

export const Place = z.strictObject({ country, city: bytes(120).nullable() })
export const RequiredSkill = z.strictObject({ id: skillId, must: z.boolean() })

export const Pay = z
  .strictObject({
    kind: oneOf(payKinds),
    min: z.number().nonnegative('Pay cannot be negative').nullable().default(null),
    max: z.number().nonnegative('Pay cannot be negative').nullable().default(null),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Give the currency as three letters such as EUR')
      .nullable()
      .default(null),
    per: oneOf(payPeriods).nullable().default(null),
  })
  .refine((pay) => pay.min === null || pay.max === null || pay.min <= pay.max, {
    path: ['max'],
    message: 'The most pay must not be below the least',
  })

/** What an opportunity says of itself. `body` is HTML that is already safe; everything not stated is null or empty. */
export const OpportunityInput = z
  .strictObject({
    kind: oneOf(kinds),
    title: line(300).pipe(z.string().min(1, 'Give a title')),
    summary: bytes(1_000).default(''),
    bodyHtml: bytes(100_000).default(''),
    applyUrl: webAddress.nullable().default(null),
    workGroups: list(oneOf(workGroups), 4).default([]),
    sides: list(oneOf(sides), 2).default([]),
    professions: list(
      z.string().refine((id) => professionById.has(id), 'This profession is not in the list'),
      16,
    ).default([]),
    skills: list(RequiredSkill, 30).default([]),
    teaches: list(skillId, 30).default([]),
    audiences: list(bytes(60), 20).default([]),
    languages: list(language, 10).default([]),
    commitment: Commitment.default(unknownCommitment),
    startsOn: day.nullable().default(null),
    workplace: oneOf(workplaces).nullable().default(null),
    places: list(Place, 30).default([]),
    remoteRegions: list(remoteRegion, 40).default([]),
    zoneFence: bytes(60).nullable().default(null),
    opensOn: day.nullable().default(null),
    closesOn: day.nullable().default(null),
    zone: zone.nullable().default(null),
    rolling: z.boolean().default(false),
    approximate: z.boolean().default(false),
    pay: Pay.default({ kind: 'unknown', min: null, max: null, currency: null, per: null }),
    relocation: oneOf(answers).default('unknown'),
    visa: oneOf(answers).default('unknown'),
    level: oneOf(levels).nullable().default(null),
    degree: oneOf(degrees).nullable().default(null),
    seats: z.int('Give a whole number of seats').min(1, 'At least 1 seat').max(100_000).nullable().default(null),
    validation: bytes(1_000).nullable().default(null),
    verifiedOn: day.nullable().default(null),
  })
  .refine((o) => !(o.rolling && o.closesOn), {
    path: ['closesOn'],
    message: 'Give a deadline or say rolling, not both',
  })
  .refine((o) => !o.opensOn || !o.closesOn || o.opensOn <= o.closesOn, {
    path: ['opensOn'],
    message: 'It must open before it closes',
  })
export type OpportunityInput = z.infer<typeof OpportunityInput>

/** A form's fields as they were typed. */
export type Typed = Record<string, string | string[]>

/** What nobody reads before it was approved: a published opportunity keeps its approved ones while others wait. */
export const approvedFields = [
  'kind',
  'title',
  'applyUrl',
  'summary',
  'bodyHtml',
  'validation',
  'audiences',
  'places',
  'zoneFence',
] as const
export type Approved = Pick<OpportunityInput, (typeof approvedFields)[number]>

/** What a moderator says of a revision. Sending it back needs words for its author. */
export const Decision = z
  .strictObject({
    verdict: z.enum(['approved', 'changes_asked', 'rejected'], 'Choose approve, ask for changes or reject'),
    reason: bytes(2_000).default(''),
  })
  .refine(({ verdict, reason }) => verdict === 'approved' || reason.trim() !== '', {
    path: ['reason'],
    message: 'Say why: the author reads this and acts on it',
  })
export type Decision = z.infer<typeof Decision>

const APPLICANTS = 'Give a whole number of applications, or leave it empty'
export const Closing = z.strictObject({
  reason: z.enum(['filled', 'withdrawn'], 'Choose filled or withdrawn'),
  filledThrough: oneOf(filledThrough).nullable().default(null),
  applicants: z.int(APPLICANTS).min(0, APPLICANTS).max(1_000_000, APPLICANTS).nullable().default(null),
})
export type Closing = z.infer<typeof Closing>

export const Retraction = z.strictObject({
  reason: oneOf(retractionReasons),
  note: bytes(2_000).refine((note) => note.trim() !== '', 'Say why, for other moderators'),
})
export type Retraction = z.infer<typeof Retraction>
