import type { Opportunity } from './queries.ts'
import type { ClosingReason } from './schema.ts'

/** Why it takes no applications at this instant, or null while it is open. Expiry is derived, never stored. */
export function closedBecause(o: Pick<Opportunity, 'closure' | 'closesAt'>, now: number): ClosingReason | null {
  if (o.closure) return o.closure.reason
  return o.closesAt !== null && o.closesAt <= now ? 'expired' : null
}
