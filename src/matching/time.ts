import { formatDay } from '../calendar.ts'
import { type Commitment, toWeekly } from '../commitment.ts'
import type { Profile } from '../profiles/schema.ts'
import { fitPoints } from './weights.ts'
import { hourWords } from './words.ts'

/** The most a person can give in a week; null where they do not say. */
export const weeklyGiven = ({ availability: { hours, per } }: Profile) => (hours === null ? null : toWeekly(hours, per))

export type Fit = 'well' | 'partly' | 'not'

/** Weekly hours asked (`NOT_STATED` where nothing says so) and given; whoever asks for none fits everyone. */
export function hoursFit(least: number, most: number, given: number | null): Fit | null {
  if (most === 0) return 'well'
  if (least < 0 || given === null) return null
  if (given < least) return 'not'
  return given >= most ? 'well' : 'partly'
}

/** The points of both together, the worse one counting; null where neither is known. */
export function commitmentPoints(hours: Fit | null, months: Fit | null): number | null {
  if (hours === null && months === null) return null
  if (hours === 'not' || months === 'not') return fitPoints.not
  return hours === 'partly' || months === 'partly' ? fitPoints.partly : fitPoints.well
}

/** "18 h a week asked, you give 10". */
export function tooManyHours(c: Commitment, profile: Profile): string {
  if (c.basis !== 'stated') return `Full-time asked (30 h a week or more), you give ${givenHours(profile)}`
  return `${hourWords(c.hoursMin)} h a ${c.per} asked, you give ${givenWords(profile, c.per)}`
}

/** "6", or "6 a month" beside an opportunity counted in weeks. */
export function givenWords({ availability: { hours, per } }: Profile, besides: 'week' | 'month'): string {
  return per === besides ? hourWords(hours ?? 0) : `${hourWords(hours ?? 0)} a ${per}`
}

/** "40 h", or "160 h a month", beside a label. */
export const givenHours = ({ availability: { hours, per } }: Profile) =>
  `${hourWords(hours ?? 0)} h${per === 'month' ? ' a month' : ''}`

export const startsBefore = (start: string, from: string) =>
  `Starts ${formatDay(start)}, you are free from ${formatDay(from)}`
