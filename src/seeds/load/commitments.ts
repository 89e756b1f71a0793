import type * as z from 'zod'
import type { Commitment } from '../../commitment.ts'
import type { Kind } from '../../opportunities/schema.ts'
import type { Random } from './random.ts'

type Given = z.input<typeof Commitment>
type Length = { weeks?: number; months?: number[]; monthsPerYear?: number }

const stated = (hoursMin: number, hoursMax: number, per: 'week' | 'month', length: Length = {}): Given => ({
  basis: 'stated',
  hoursMin,
  hoursMax,
  per,
  ...length,
})

const shapes: readonly (readonly [weight: number, draw: (random: Random) => Given])[] = [
  [28, (r) => stated(r.whole(35, 38), r.whole(38, 40), 'week')],
  [10, () => ({ basis: 'label', labels: ['full_time'] })],
  [5, () => ({ basis: 'label', labels: ['part_time'] })],
  [14, () => ({ basis: 'unknown' })],
  [10, (r) => stated(20, r.pick([30, 40]), 'week')],
  [9, (r) => stated(r.whole(1, 4), r.whole(4, 10), 'week')],
  [6, (r) => stated(r.whole(2, 4), r.whole(4, 20), 'month')],
  [5, (r) => stated(40, 40, 'week', { months: [6, 7, 8].slice(r.whole(0, 1)) })],
  [4, (r) => stated(r.whole(20, 40), 40, 'week', { monthsPerYear: r.whole(1, 6) })],
  [9, (r) => stated(r.pick([10, 30]), 40, 'week', { weeks: r.whole(2, 39) })],
]

/** Every basis and shape of commitment; a grant asks no hours. */
export const commitmentOf = (random: Random, kind: Kind): Given =>
  kind === 'funding' ? { basis: 'none' } : random.weighted(shapes)(random)
