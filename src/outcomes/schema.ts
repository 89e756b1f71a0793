import * as z from 'zod'
import { Commitment, unknownCommitment } from '../commitment.ts'
import { day, line, list, oneOf, webAddress } from '../fields.ts'

/** What became of a participant. Missing is `no_answer`: nobody leaves the denominator. */
export const outcomes = [
  'full_time',
  'fixed_term',
  'fractional',
  'funded_independent',
  'unfunded_independent',
  'own_venture',
  'further_study',
  'outside',
  'looking',
  'not_looking',
  'no_answer',
] as const
export type Outcome = (typeof outcomes)[number]

/** What a landing can be. */
export const landed = [
  'full_time',
  'fixed_term',
  'fractional',
  'funded_independent',
  'unfunded_independent',
  'own_venture',
  'further_study',
  'outside',
] as const satisfies readonly Outcome[]
export type Landed = (typeof landed)[number]

const blankAsNull = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : value)

const NO_SHARE = 'Give a share from 0.01 to 1, with at most two decimals'
const share = z
  .number(NO_SHARE)
  .transform((given) => Math.round(given * 1e6) / 1e4)
  .refine((hundredths) => Number.isInteger(hundredths) && hundredths >= 1 && hundredths <= 100, NO_SHARE)

/** To which of the group's programs a landing is credited, in hundredths: each once, together at most 1. */
export const Credits = list(z.strictObject({ programId: z.string('Give a program').max(60), share }), 50)
  .default(() => [])
  .superRefine((credits, { addIssue }) => {
    const sum = credits.reduce((total, credit) => total + credit.share, 0)
    if (sum > 100)
      addIssue({ code: 'custom', message: `Credit is at most 1 for a landing in all: this adds to ${sum / 100}` })
    if (new Set(credits.map(({ programId }) => programId)).size < credits.length)
      addIssue({ code: 'custom', message: 'Give each program once' })
  })
export type Credit = { programId: string; share: number }

const https = webAddress.refine((text) => text.startsWith('https://'), 'Give a link that starts with https://')

/** A landing as a group records it. Where an opportunity is named, what is left out of where and as what is its own. */
export const LandingWrite = z
  .strictObject({
    participantId: z.string('Choose who it is').min(1, 'Choose who it is').max(60),
    organizationName: z.preprocess(blankAsNull, line(200).nullable()).default(null),
    title: z.preprocess(blankAsNull, line(200).nullable()).default(null),
    outcome: oneOf(landed),
    commitment: Commitment.default(unknownCommitment),
    startsOn: z.string('Give the first day').min(1, { error: 'Give the first day', abort: true }).pipe(day),
    endedOn: z.preprocess(blankAsNull, day.nullable()).default(null),
    opportunityId: z.preprocess(blankAsNull, z.string().max(60).nullable()).default(null),
    evidenceUrl: z.preprocess(blankAsNull, https.nullable()).default(null),
    credits: Credits,
  })
  .superRefine((given, { addIssue }) => {
    const refuse = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message })
    if (given.endedOn !== null && given.endedOn < given.startsOn) refuse('endedOn', 'It cannot end before it starts')
    if (given.opportunityId) return
    if (!given.organizationName) refuse('organizationName', 'Say where it is')
    if (!given.title) refuse('title', 'Say as what')
  })
export type LandingWrite = z.output<typeof LandingWrite>

export const OutcomesInput = z.strictObject({
  participants: list(z.string().max(60), 200).min(1, 'Choose at least one person'),
  outcome: oneOf(outcomes),
  on: z.string('Give the day').min(1, { error: 'Give the day', abort: true }).pipe(day),
})
export type OutcomesInput = z.output<typeof OutcomesInput>

export const states = ['current', 'ended', 'unverified'] as const
export type LandingState = (typeof states)[number]
