import * as z from 'zod'
import { Address, bytes } from '../fields.ts'

export const answers = ['accepted', 'declined'] as const

export const MESSAGE_LENGTH = { least: 20, most: 4_000 }
const SHORT = 1_000

/** So many cards are shown of one opportunity. */
export const MOST_SHOWN = 50

/** Text of several lines; lengths are in characters, and what was not sent at all is empty. */
const text = (most: number) =>
  bytes(4 * most)
    .transform((typed) => typed.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(most, `Keep it to ${most.toLocaleString('en')} characters`))

/** What a member writes to somebody they know only by a card. */
export const AskingForm = z.strictObject({
  message: text(MESSAGE_LENGTH.most)
    .pipe(z.string().min(MESSAGE_LENGTH.least, `Write a message of at least ${MESSAGE_LENGTH.least} characters`))
    .prefault(''),
})
export type Asking = z.infer<typeof AskingForm>

/** The person's answer. What they say of how to reach them goes nowhere when they decline. */
export const AnswerForm = z.strictObject({
  answer: z.enum(answers, 'Choose one of the two answers'),
  note: text(SHORT).prefault(''),
})
export type Answering = z.infer<typeof AnswerForm>

export const SuggestionForm = z.strictObject({ email: Address.prefault(''), note: text(SHORT).prefault('') })
export type Suggesting = z.infer<typeof SuggestionForm>
