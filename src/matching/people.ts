import type { Ctx } from '../context.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { closedBecause } from '../opportunities/state.ts'
import { openings } from '../search/openings.ts'
import type { Asking } from './blockers.ts'
import { fieldOf } from './field.ts'
import { people } from './people-held.ts'
import { type MatchedPeople, peopleMatching, type Whom } from './people-matching.ts'

/**
 * The people whom an opportunity matches: nothing blocks it for them, and they share a skill or a profession with it.
 * With `consented` the best are of those who allow that purpose now: a consent that was withdrawn holds from this call on.
 */
export async function matchPeople(ctx: Ctx, opportunity: OpportunityCard, options: Whom): Promise<MatchedPeople> {
  if (isClosed(opportunity, ctx.now)) return { count: 0, best: [] }
  const [{ index: board }, index] = await Promise.all([openings(ctx), people(ctx)])
  return peopleMatching(index, opportunity, fieldOf(board, ctx.now), options)
}

const isClosed = ({ closure = null, closesAt }: Asking, now: number) =>
  closedBecause({ closure, closesAt }, now) !== null
