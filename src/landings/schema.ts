import * as z from 'zod'
import { day, webAddress } from '../fields.ts'

const blankAsNull = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : value)

/** What is typed of a landing, beside its time. Who starts next year has landed; who ends has started. */
export const LandingForm = z
  .strictObject({
    startsOn: z.string().min(1, { error: 'Give the first day', abort: true }).pipe(day),
    endedOn: z.preprocess(blankAsNull, day.nullable()),
    evidenceUrl: z.preprocess(blankAsNull, webAddress.nullable()),
  })
  .refine(({ startsOn, endedOn }) => endedOn === null || startsOn <= endedOn, {
    path: ['endedOn'],
    message: 'It cannot end before it starts',
  })
