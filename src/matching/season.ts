import { type Commitment, describeMonths } from '../commitment.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { IN_A_ROW, MONTHS, seasonOf, WHICHEVER } from '../opportunities/season.ts'
import type { Fit } from './time.ts'
import { ENOUGH_MONTHS } from './weights.ts'
import { capital } from './words.ts'

const monthsOf = (mask: number) => Array.from({ length: MONTHS }, (_, i) => i + 1).filter((m) => mask & (1 << (m - 1)))
const wordsOf = (mask: number) => describeMonths(monthsOf(mask))

const WHOLE_YEAR = IN_A_ROW - 1
type Asking = Pick<OpportunityCard, 'commitment' | 'startsOn'>

/** How many months are in each of the 4,096 sets of them. */
const counts = new Uint8Array(1 << MONTHS)
for (let mask = 1; mask < counts.length; mask++) counts[mask] = (counts[mask >> 1] ?? 0) + (mask & 1)
const count = (mask: number) => counts[mask] ?? 0

/** So many months from a first one on, across the new year. */
const run = (first: number, length: number) =>
  ((((1 << length) - 1) * (1 + (1 << MONTHS))) >> (MONTHS - first)) & WHOLE_YEAR

const askedMonths = (season: number) => (season < IN_A_ROW ? count(season) : season & WHOLE_YEAR)

/** How many of the months asked a person gives; of a length that can start at any time, where it lies best. */
function givenMonths(season: number, given: number): number {
  if (season < IN_A_ROW) return count(season & given)
  const length = season & WHOLE_YEAR
  if (season >= WHICHEVER) return Math.min(length, count(given))
  let most = 0
  for (let first = 0; first < MONTHS && most < length; first++) most = Math.max(most, count(run(first, length) & given))
  return most
}

/** Null where one of the two names no months. Months that may be chosen never fail. */
export function monthsFit(season: number, given: number): Fit | null {
  if (!season || !given) return null
  const [asked, both] = [askedMonths(season), givenMonths(season, given)]
  if (both >= asked) return 'well'
  return season >= WHICHEVER || both >= asked * ENOUGH_MONTHS ? 'partly' : 'not'
}

/** "Jun–Jul suits you", "You give Jun of Jan–Jun: 1 of 6 months", "Jun–Aug asked, you give Jan–Feb". */
export function monthsWords(o: Asking, given: number): string {
  const season = seasonOf(o)
  const [asked, both] = [askedMonths(season), givenMonths(season, given)]
  const whole = season === WHOLE_YEAR
  const known = season < IN_A_ROW && !whole
  if (both >= asked)
    return known ? `${wordsOf(season)} suits you` : `Your months leave room for ${lengthOf(o.commitment)}`
  if (!both) return `${wordsOf(season)} asked, you give ${wordsOf(given)}`
  if (known) return `You give ${wordsOf(season & given)} of ${wordsOf(season)}: ${both} of ${asked} months`
  return `${capital(lengthOf(o.commitment))} asked, you give ${wordsOf(given)}: ${both} of ${asked} months`
}

/** "39 weeks", "3 months a year", "the whole year". */
function lengthOf(c: Commitment): string {
  if (c.basis !== 'stated') return ''
  if (c.weeks) return c.weeks === 1 ? '1 week' : `${c.weeks} weeks`
  if (c.monthsPerYear === null || c.monthsPerYear >= MONTHS) return 'the whole year'
  return c.monthsPerYear === 1 ? '1 month a year' : `${c.monthsPerYear} months a year`
}

/** What is said where work goes on and no month is named, to someone who cannot give every month. */
export function openEnded(o: Asking, given: number): string | null {
  const { basis } = o.commitment
  if (!given || given === WHOLE_YEAR || (basis !== 'stated' && basis !== 'label')) return null
  return seasonOf(o) ? null : `Its months are not stated, you give ${wordsOf(given)}`
}
