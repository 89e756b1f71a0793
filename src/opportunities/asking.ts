import { type Commitment, leastWeeklyHours, toWeekly } from '../commitment.ts'
import { skillById } from '../taxonomy/terms.ts'
import type { OpportunityCard } from './queries.ts'
import type { Kind } from './schema.ts'

/** Numbers in columns cannot be null: hours that nothing states. */
export const NOT_STATED = -1

/** The least hours a week asked; `NOT_STATED` where nothing says so. */
export const leastHoursAsked = (c: Commitment): number => leastWeeklyHours(c) ?? NOT_STATED

/** The most hours a week asked, of a label the least; `NOT_STATED` where nothing says so. */
export const mostHoursAsked = (c: Commitment): number =>
  c.basis === 'stated' ? toWeekly(c.hoursMax, c.per) : leastHoursAsked(c)

const cohortKinds: readonly Kind[] = ['internship', 'fellowship', 'training', 'event']

/** The day on which it surely starts: of a cohort or a single engagement. Roles and the like can wait for a person. */
export function fixedStart({ kind, commitment: c, startsOn }: OpportunityCard): string | null {
  return cohortKinds.includes(kind) || (c.basis === 'stated' && c.weeks) ? startsOn : null
}

export type Somewhere = Pick<OpportunityCard, 'workplace' | 'places' | 'remoteRegions'>

/**
 * Whether it says from where it can be done: a place one has to come to, or remote work fenced to countries or regions.
 * Everything else, unfenced remote work too, is open to people anywhere.
 */
export function isBounded(o: Somewhere): boolean {
  if (o.remoteRegions.length) return !o.remoteRegions.includes('anywhere')
  return o.places.length > 0 && (o.workplace === 'onsite' || o.workplace === 'hybrid')
}

/** Someone who moves can take it up: it names a place to come to. */
export const isMovableTo = (o: Somewhere) => o.places.length > 0
export const isOnlyRemote = (o: Somewhere) => o.workplace === 'remote' && !o.places.length

export const isTechnical = (skillId: string) => skillById.get(skillId)?.side === 'technical'

/** It is technical only; or it states no side, and a must-have skill comes with machine-learning knowledge. */
export const needsMachineLearning = ({ sides, skills }: OpportunityCard) =>
  sides.length ? sides.every((side) => side === 'technical') : skills.some(({ id, must }) => must && isTechnical(id))
