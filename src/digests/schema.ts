import * as z from 'zod'
import { day, zone } from '../fields.ts'

/**
 * What a digest tells of: what a search finds, a person's best matches, an organization's new talent, or a group's
 * pipeline.
 */
export const kinds = ['search', 'matches', 'talent', 'group'] as const
export type Kind = (typeof kinds)[number]

/** From the most to the least often. */
export const cadences = ['daily', 'weekly', 'fortnightly', 'monthly'] as const
export const Cadence = z.enum(cadences, `Choose from ${cadences.join(', ')}`)
export type Cadence = z.infer<typeof Cadence>

export const isRarer = (one: Cadence, other: Cadence) => cadences.indexOf(one) > cadences.indexOf(other)
/** One step down; null where nothing is rarer. */
export const lessOften = (cadence: Cadence): Cadence | null => cadences[cadences.indexOf(cadence) + 1] ?? null

const whole = (least: number, most: number, message: string) =>
  z.coerce.number(message).int(message).min(least, message).max(most, message)

/** When a reader wants mail. `weekday` 1 is Monday; `hour` is the hour on the clock in `zone`. */
export const Schedule = z.strictObject({
  cadence: Cadence,
  weekday: whole(1, 7, 'Choose a day from Monday (1) to Sunday (7)'),
  hour: whole(0, 23, 'Choose an hour from 0 to 23'),
  zone,
})
export type Schedule = z.infer<typeof Schedule>

/** What was mailed can be read again for so long; then its words are gone, and that it was sent stays. */
export const MAIL_KEPT_DAYS = 60

/** How many of the last runs of a kind tell how much of what is due has something new. */
export const RUNS_ASKED = 20

export const defaultSchedule = { cadence: 'weekly', weekday: 1, hour: 8 } as const

/** How often a search is looked at unless its reader says otherwise: daily where they wait for one opportunity to open. */
export const scheduleFor = (search: string) =>
  new URLSearchParams(search).has('opportunity') ? ({ ...defaultSchedule, cadence: 'daily' } as const) : defaultSchedule

export const Pause = z.strictObject({ until: day })

const MOST_WEEKS = 52
/** The weeks of a link that asks for a pause, such as `4w`; null for anything else. */
export function weeksOf(text: string): number | null {
  const weeks = Number(/^([1-9]\d?)w$/.exec(text)?.[1] ?? 0)
  return weeks >= 1 && weeks <= MOST_WEEKS ? weeks : null
}

/** The period of a digest as it stands in an address: `week 2026-03-02` is `week-2026-03-02`. */
export const periodInPath = (period: string) => period.replace(' ', '-')
export const periodOfPath = (text: string) => text.replace('-', ' ')

/** What somebody signed in has mailed with one press; `subject` is the organization or group, where it is about one. */
export const OwnKind = z.strictObject({
  kind: z.enum(['matches', 'talent', 'group'], 'Choose what you want mailed'),
  subject: z.string().max(60).default(''),
})
export type OwnKind = z.infer<typeof OwnKind>
