import { daysBetween } from '../calendar.ts'
import type { Commitment } from '../commitment.ts'

const number = String.raw`(\d+(?:\.\d+)?)`
const hours = new RegExp(
  String.raw`^${number}(?:\s*(?:-|–|to)\s*${number})?\s*(?:h|hrs?|hours?)\s*(?:per|an?|each|\/)\s*(week|wk|month)` +
    String.raw`(?:,?\s*(?:for|over|×|x)?\s*(\d+)\s*weeks)?$`,
  'i',
)

/** Hours that a text states as a whole ("5-10 hours per week for 8 weeks"), a label, or unknown: never a guess. */
export function readTimeCommitment(text: string): Commitment {
  if (/^full[ -]time$/i.test(text)) return { basis: 'label', labels: ['full_time'] }
  if (/^part[ -]time$/i.test(text)) return { basis: 'label', labels: ['part_time'] }
  const [, least, most = least, period, weeks] = hours.exec(text) ?? []
  if (!least) return { basis: 'unknown' }
  return {
    basis: 'stated',
    hoursMin: Number(least),
    hoursMax: Number(most),
    per: period === 'month' ? 'month' : 'week',
    months: null,
    monthsPerYear: null,
    weeks: weeks ? Number(weeks) : null,
  }
}

/** Stated hours with the length of the one engagement that starts and ends on these days. */
export function withLength(commitment: Commitment, startsOn: string | null, endsOn: string | null): Commitment {
  if (commitment.basis !== 'stated' || commitment.weeks || !startsOn || !endsOn || endsOn <= startsOn) return commitment
  return { ...commitment, weeks: Math.ceil(daysBetween(startsOn, endsOn) / 7) }
}
