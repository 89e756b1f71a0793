import { dayIn, daysBetween, formatDay, formatDayOfYear } from '../../src/calendar.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { agoWords } from './words.ts'

type Dated = Pick<OpportunityCard, 'publishedAt' | 'verifiedOn'>

const DAYS_COUNTED = 30
const YEAR_IS_CLEAR_DAYS = 300

/** "12 Nov", with its year where that is not clear. */
const shortDay = (day: string, now: number) =>
  daysBetween(day, dayIn(now, 'UTC')) < YEAR_IS_CLEAR_DAYS ? formatDayOfYear(day) : formatDay(day)

/** When it was listed and, if ever since, last found open: "21 Nov". */
export const listedDay = (o: Dated, now: number) => shortDay(dayIn(o.publishedAt, 'UTC'), now)
export const verifiedDay = (o: Dated, now: number) => (o.verifiedOn ? shortDay(o.verifiedOn, now) : null)

/** "listed 3 days ago · verified 12 Nov". */
export function datesWords(o: Dated, now: number): string {
  const listed = dayIn(o.publishedAt, 'UTC')
  const isRecent = daysBetween(listed, dayIn(now, 'UTC')) <= DAYS_COUNTED
  const verified = verifiedDay(o, now)
  const words = `listed ${isRecent ? agoWords(o.publishedAt, now) : listedDay(o, now)}`
  return verified ? `${words} · verified ${verified}` : words
}
