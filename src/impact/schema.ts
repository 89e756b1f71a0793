import * as z from 'zod'
import { bytes, day, line, oneOf, webAddress } from '../fields.ts'

/** Bringing somebody in, and making somebody better, are effects of their own; `both` does not tell them apart. */
export const effects = ['kickstarting', 'upskilling', 'both'] as const
export type Effect = (typeof effects)[number]

export const methods = ['interview', 'survey', 'group', 'model', 'comparison', 'other'] as const
export type Method = (typeof methods)[number]

/** What a figure of the report stands on; two are never added. */
export const bases = ['reported', 'activity', 'people'] as const
export type Basis = (typeof bases)[number]

/** The figures of a report's row that are printed elsewhere too. */
export const figureNames = ['occurrences', 'fte', 'ftePerOccurrence', 'people', 'cost', 'costPerFte'] as const
export type FigureName = (typeof figureNames)[number]

/** A figure to the letter, and as a number in thousandths. */
type PrintedFigure = { printed: string; thousandths: number }
export type PrintedFigures = Partial<Record<FigureName, PrintedFigure>>

const THOUSANDTHS = 1_000
const MOST_FTE = 10_000

/** A decimal with a point or a comma and at most three places, in thousandths; null for any other text. */
export function thousandthsOf(text: string): number | null {
  const [, sign, whole, rest = ''] = /^(-?)(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text.trim()) ?? []
  if (whole === undefined) return null
  const size = Number(whole) * THOUSANDTHS + Number(rest.padEnd(3, '0'))
  return sign && size ? -size : size
}

/** Thousandths as the shortest decimal: 1500 is "1.5". */
export const decimalOf = (thousandths: number) => String(thousandths / THOUSANDTHS)

const NO_FTE = 'Give a number such as 0.8, with at most three decimals'
const asText = (value: unknown) => (typeof value === 'number' ? String(value) : value)
const fte = z.preprocess(
  asText,
  z
    .string(NO_FTE)
    .trim()
    .min(1, { error: 'Give the full-time equivalents', abort: true })
    .refine((text) => thousandthsOf(text) !== null, { error: NO_FTE, abort: true })
    .transform((text) => thousandthsOf(text) ?? 0)
    .refine((size) => Math.abs(size) <= MOST_FTE * THOUSANDTHS, `At most ${MOST_FTE.toLocaleString('en')} FTE`),
)
const share = fte.refine((size) => size >= 0, 'This cannot be below 0; the difference may be')
const blankAsNull = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : value)
const dayNeeded = (message: string) => z.string(message).min(1, { error: message, abort: true }).pipe(day)

/** One estimate: FTE with and without the program, the range of the difference, and how it was found. */
export const EstimateInput = z
  .strictObject({
    programId: z.string('Choose a program').min(1, 'Choose a program').max(60),
    participantId: z.preprocess(blankAsNull, z.string().max(60).nullable()).default(null),
    effect: oneOf(effects),
    with: share,
    without: share,
    low: fte,
    high: fte,
    method: oneOf(methods),
    note: bytes(2_000).default(''),
    startsOn: dayNeeded('Give the first day that it counts'),
    endsOn: dayNeeded('Give the last day that it counts'),
    estimatedOn: z.preprocess(blankAsNull, day.nullable()).default(null),
    /** The newest version its author knows of; 0 where they know of none. */
    after: z.coerce.number('Send the version that you saw').int().min(0).max(100_000).default(0),
  })
  .superRefine((given, { addIssue }) => {
    const refuse = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message })
    const difference = given.with - given.without
    if (given.startsOn > given.endsOn) refuse('endsOn', 'It cannot end before it starts')
    if (given.low > given.high) refuse('high', 'The high end must not be below the low end')
    else if (given.low > difference)
      refuse('low', `The difference is ${decimalOf(difference)}: the low end must not be above it`)
    else if (given.high < difference)
      refuse('high', `The difference is ${decimalOf(difference)}: the high end must not be below it`)
    if (given.participantId && Math.max(given.with, given.without) > THOUSANDTHS)
      refuse('with', 'One person is at most 1 FTE')
  })
export type EstimateInput = z.output<typeof EstimateInput>

const NO_FIGURE = 'Give the number as printed, such as 2.9 or 2,9, or leave it empty'
const printed = z.preprocess(
  (value) => (value === undefined ? null : blankAsNull(asText(value))),
  z
    .string(NO_FIGURE)
    .trim()
    .refine((text) => thousandthsOf(text) !== null, NO_FIGURE)
    .transform((text): PrintedFigure => ({ printed: text, thousandths: thousandthsOf(text) ?? 0 }))
    .nullable(),
)

/** One line of a table that was printed elsewhere. */
export const ReportedInput = z
  .strictObject({
    activity: line(200).pipe(z.string().min(1, 'Give the line its name, as printed')),
    total: z.preprocess((value) => value === 'yes' || value === true, z.boolean()).default(false),
    occurrences: printed,
    fte: printed,
    ftePerOccurrence: printed,
    people: printed,
    cost: printed,
    costPerFte: printed,
    currency: z.preprocess(
      blankAsNull,
      z
        .string()
        .trim()
        .regex(/^[A-Z]{3}$/, 'Give a currency as its three letters, such as EUR')
        .nullable()
        .default(null),
    ),
    source: line(200).pipe(z.string().min(1, 'Say where it is printed')),
    sourceUrl: z.preprocess(blankAsNull, webAddress.nullable().default(null)),
    note: bytes(2_000).default(''),
  })
  .superRefine((given, { addIssue }) => {
    if (figureNames.every((name) => given[name] === null))
      addIssue({ code: 'custom', path: ['fte'], message: 'Give at least one figure' })
    if (given.cost && !given.currency)
      addIssue({ code: 'custom', path: ['currency'], message: 'Say in which currency the cost is' })
  })
export type ReportedInput = z.output<typeof ReportedInput>

export const NotesInput = z.strictObject({
  instrumental: bytes(8_000).transform((text) => text.trim()),
  notes: bytes(8_000).transform((text) => text.trim()),
  version: z.coerce.number().int().min(0).max(100_000),
})

export const linkDays = ['7', '30', '90', '365'] as const
export const LinkInput = z.strictObject({
  name: line(80).pipe(z.string().min(1, 'Say for whom it is')),
  days: oneOf(linkDays).transform(Number),
})
