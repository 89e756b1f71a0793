import { dayIn, endOfDay } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { type Issue, invalid } from '../errors.ts'
import type { opportunities } from './table.ts'

type Row = Pick<typeof opportunities.$inferSelect, 'zone' | 'opensOn' | 'rolling'>

/** What is wrong with a deadline that has passed. */
export const hasPassed: Issue = { path: 'closesOn', message: 'Give a deadline that is still to come, or none' }

/** The columns of another deadline, or of none: who moves it says that it is open. Refuses one nobody could meet. */
export function movedDeadline({ now }: Ctx, { zone, opensOn, rolling }: Row, closesOn: string | null) {
  const closesAt = closesOn ? endOfDay(closesOn, zone) : null
  if (closesAt !== null && closesAt <= now) throw invalid([hasPassed])
  if (closesOn && opensOn && opensOn > closesOn)
    throw invalid([{ path: 'closesOn', message: `It opens on ${opensOn}: give a later day` }])
  return { closesOn, closesAt, rolling: closesOn ? false : rolling, verifiedOn: dayIn(now, 'UTC'), updatedAt: now }
}
