import * as z from 'zod'
import { addDays } from '../../calendar.ts'
import { Address, bytes, day, oneOf } from '../../fields.ts'
import { kinds } from '../schema.ts'

const id = (what: string) => bytes(200).refine((text) => text !== '', `Name the ${what}`)

const reason = (ask: string) =>
  bytes(300)
    .default('')
    .transform((text) => text.trim())
    .refine((text) => text !== '', ask)

export const Resumption = z.strictObject({ kind: oneOf(kinds), run: id('run') })
export type Resumption = z.infer<typeof Resumption>

export const Resending = z.strictObject({ subscription: id('subscription'), period: id('period') })
export type Resending = z.infer<typeof Resending>

/** What an operator found at the provider, of everything that one call carried. */
export const Settlement = z.strictObject({
  call: id('call'),
  arrived: z.enum(['yes', 'no'], 'Say whether it arrived'),
  reason: reason('Say how you know: it is kept in the log, with your name'),
})
export type Settlement = z.infer<typeof Settlement>

/** An address that mail may go to again, and why. */
export const Lifting = z.strictObject({
  email: Address,
  reason: reason('Say why: it is kept in the log, with your name'),
})
export type Lifting = z.infer<typeof Lifting>

/** Behind which run the next page begins. */
export const OverviewQuery = z.object({
  before: z
    .string()
    .regex(/^\S{1,40} [a-z]+$/)
    .optional()
    .catch(undefined),
  done: z.string().default('').catch(''),
})

/** A day (UTC) from today on, at most a year ahead. */
export const forecastDay = (today: string) =>
  day
    .refine((text) => text >= today, 'Choose today, or a day that is still to come')
    .refine((text) => text <= addDays(today, 366), 'Choose a day within a year')
