import { DAY } from '../../calendar.ts'
import type { Claimed, Reader } from '../claiming.ts'
import type { Cadence } from '../schema.ts'

/** As far as two mails may be apart, and a day more: the next may go late. */
const DAYS: Record<Cadence, number> = { daily: 2, weekly: 8, fortnightly: 15, monthly: 32 }
const LEAST_DAYS = 7

/** How far ahead a reader is told what closes: at least a week, and all that does before their next mail. */
export const soonFor = ({ cadence }: Pick<Reader, 'cadence'>, least = LEAST_DAYS) =>
  Math.max(least, DAYS[cadence]) * DAY

/** The longest of some readers'. */
export const longestOf = (readers: readonly Claimed[], least = LEAST_DAYS) =>
  Math.max(0, ...readers.map(({ reader }) => soonFor(reader, least)))
