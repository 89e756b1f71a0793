import { formatDay } from '../calendar.ts'
import { type Commitment, leastWeeklyHours, namedMonths, toWeekly } from '../commitment.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Kind } from '../opportunities/schema.ts'
import type { Profile } from './schema.ts'
import { fitPoints } from './weights.ts'
import { hourWords } from './words.ts'

/** A set of months as twelve bits, January lowest; 0 where none is named. */
export const monthMask = (months: readonly number[]) => months.reduce((mask, month) => mask | (1 << (month - 1)), 0)
export const monthsAsked = (o: OpportunityCard) => monthMask(namedMonths(o.commitment, o.startsOn) ?? [])
export const monthsOf = (mask: number) =>
  Array.from({ length: 12 }, (_, i) => i + 1).filter((m) => mask & (1 << (m - 1)))

/** The most a person can give in a week; null where they do not say. */
export const weeklyGiven = ({ availability: { hours, per } }: Profile) => (hours === null ? null : toWeekly(hours, per))

/** The most hours a week asked, of a label the least; `NOT_STATED` where nothing says so. */
export function mostWeeklyHours(c: Commitment): number {
  return c.basis === 'stated' ? toWeekly(c.hoursMax, c.per) : (leastWeeklyHours(c) ?? NOT_STATED)
}

const cohortKinds: readonly Kind[] = ['internship', 'fellowship', 'training', 'event']

/** The day on which it surely starts: of a cohort or a single engagement. Roles and the like can wait for a person. */
export function fixedStart({ kind, commitment: c, startsOn }: OpportunityCard): string | null {
  return cohortKinds.includes(kind) || (c.basis === 'stated' && c.weeks) ? startsOn : null
}

export type Fit = 'well' | 'partly' | 'not'

/** Numbers in columns cannot be null: hours that nothing states. */
export const NOT_STATED = -1

/** Weekly hours asked (`NOT_STATED` where nothing says so) and given; whoever asks for none fits everyone. */
export function hoursFit(least: number, most: number, given: number | null): Fit | null {
  if (most === 0) return 'well'
  if (least < 0 || given === null) return null
  if (given < least) return 'not'
  return given >= most ? 'well' : 'partly'
}

/** Two sets of months, 0 where none is named. */
export function monthsFit(asked: number, given: number): Fit | null {
  if (!asked || !given) return null
  if ((asked & given) === asked) return 'well'
  return asked & given ? 'partly' : 'not'
}

/** The points of both together, the worse one counting; null where neither is known. */
export function commitmentPoints(hours: Fit | null, months: Fit | null): number | null {
  if (hours === null && months === null) return null
  if (hours === 'not' || months === 'not') return fitPoints.not
  return hours === 'partly' || months === 'partly' ? fitPoints.partly : fitPoints.well
}

/** "18 h a week asked, you give 10". */
export function tooManyHours(c: Commitment, profile: Profile): string {
  if (c.basis !== 'stated') return `Full-time asked (30 h a week or more), you give ${givenWords(profile, 'week')}`
  return `${hourWords(c.hoursMin)} h a ${c.per} asked, you give ${givenWords(profile, c.per)}`
}

/** "6", or "6 a month" beside an opportunity counted in weeks. */
export function givenWords({ availability: { hours, per } }: Profile, besides: 'week' | 'month'): string {
  return per === besides ? hourWords(hours ?? 0) : `${hourWords(hours ?? 0)} a ${per}`
}

export const startsBefore = (start: string, from: string) =>
  `Starts ${formatDay(start)}, you are free from ${formatDay(from)}`
