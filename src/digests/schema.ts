import { z } from 'zod'
import { zone } from '../fields.ts'

/**
 * What a digest tells of: what a search finds, a person's best matches, an organization's new talent, or a group's
 * pipeline.
 */
export const kinds = ['search', 'matches', 'talent', 'group'] as const
export type Kind = (typeof kinds)[number]

export const cadences = ['daily', 'weekly', 'fortnightly', 'monthly'] as const

const whole = (least: number, most: number, message: string) =>
  z.coerce.number(message).int(message).min(least, message).max(most, message)

/** When a reader wants mail. `weekday` 1 is Monday; `hour` is the hour on the clock in `zone`. */
export const Schedule = z.strictObject({
  cadence: z.enum(cadences, `Choose from ${cadences.join(', ')}`),
  weekday: whole(1, 7, 'Choose a day from Monday (1) to Sunday (7)'),
  hour: whole(0, 23, 'Choose an hour from 0 to 23'),
  zone,
})
export type Schedule = z.infer<typeof Schedule>

export const defaultSchedule = { cadence: 'weekly', weekday: 1, hour: 8 } as const
