import { dayIn } from '../calendar.ts'
import type { Opportunity } from './queries.ts'
import type { ClosingReason } from './schema.ts'

type Ending = Pick<Opportunity, 'closure' | 'closesOn' | 'closesAt'>

/**
 * Why it takes no applications at this instant, or null while it is open. Expiry is derived, never stored: what was
 * taken down on a day after its deadline had expired.
 */
export function closedBecause({ closure, closesOn, closesAt }: Ending, now: number): ClosingReason | null {
  const isOver = closesAt !== null && closesAt <= now
  if (!closure) return isOver ? 'expired' : null
  const wasOver = isOver && closesOn !== null && closesOn < dayIn(closure.closedAt, 'UTC')
  return closure.reason === 'withdrawn' && wasOver ? 'expired' : closure.reason
}
