import * as z from 'zod'
import { bytes, day, line } from '../../fields.ts'
import { Closing } from '../schema.ts'

/** What to answer when asked whether, and through whom, it was filled. */
const fillings = ['us', 'elsewhere', 'nobody'] as const

const blankAsNull = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : value)
/** Digits as the number that they are; what is none stays, to be refused. */
const digitsAsNumber = (value: unknown) =>
  typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : blankAsNull(value)

/** The closing form as a closing. Both questions may stay without an answer. */
export const ClosingForm = z
  .strictObject({
    reason: Closing.shape.reason,
    filledThrough: z.preprocess(blankAsNull, z.enum(fillings, 'Choose one of the answers').nullable().default(null)),
    applicants: z.preprocess(digitsAsNumber, Closing.shape.applicants),
  })
  .superRefine(({ reason, filledThrough }, { addIssue }) => {
    if (reason === 'filled' && filledThrough === 'nobody')
      addIssue({ code: 'custom', path: ['filledThrough'], message: 'It says filled above: choose who, or no answer' })
    if (reason === 'withdrawn' && filledThrough && filledThrough !== 'nobody')
      addIssue({ code: 'custom', path: ['filledThrough'], message: 'If somebody took it, choose “It is filled” above' })
  })
  .transform(({ filledThrough, ...closing }): z.infer<typeof Closing> => {
    return { ...closing, filledThrough: filledThrough === 'nobody' ? null : filledThrough }
  })

/** A new deadline, or none. */
export const ReopeningForm = z.strictObject({ closesOn: z.preprocess(blankAsNull, day.nullable().default(null)) })

const MESSAGE_LENGTH = { least: 20, most: 4_000 }
const message = bytes(4 * MESSAGE_LENGTH.most).transform((text) => text.replaceAll('\r\n', '\n').trim())

/** A message from somebody who is interested. Lengths are in characters; what was not sent at all is empty. */
export const InterestForm = z.strictObject({
  name: line(120).pipe(z.string().min(1, 'Give a name to sign with')).prefault(''),
  message: message
    .pipe(
      z
        .string()
        .min(MESSAGE_LENGTH.least, `Write a message of at least ${MESSAGE_LENGTH.least} characters`)
        .max(MESSAGE_LENGTH.most, `Keep it to ${MESSAGE_LENGTH.most.toLocaleString('en')} characters`),
    )
    .prefault(''),
})
export type InterestInput = z.infer<typeof InterestForm>

export const AnswerForm = z.strictObject({
  answer: message
    .pipe(
      z
        .string()
        .min(2, 'Write an answer')
        .max(MESSAGE_LENGTH.most, `Keep it to ${MESSAGE_LENGTH.most.toLocaleString('en')} characters`),
    )
    .prefault(''),
})

/** Ids of chosen opportunities, as checkboxes post them. */
export const chosenIds = z.array(z.string().regex(/^opp_[0-9a-z]{1,40}$/)).max(200)
