import { share } from '../../src/statistics/averages.ts'
import { tenthsText } from '../../src/statistics/rounding.ts'

export const roleWords = { participant: 'participants', mentor: 'mentors', organizer: 'organizers' } as const

/** In tenths, with its sign and a real minus; "no answer yet" where there is no figure. */
export const signed = (value: number) => (value > 0 ? `+${tenthsText(value)}` : plain(value))
const plain = (value: number) => tenthsText(value).replace('-', '−')

export const figure = (value: number | null, unit = '') => (value === null ? 'no answers' : `${plain(value)}${unit}`)

/** "12 of 40 (30 %)"; a share of nobody is not told. */
export function ofBase(part: number, base: number): string {
  const rate = share(part, base)
  return rate === null ? `${part} of ${base}` : `${part} of ${base} (${Math.floor(100 * rate + 0.5)} %)`
}
