import type { Ctx } from '../context.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { closedBecause } from '../opportunities/state.ts'
import type { Purpose } from '../profiles/schema.ts'
import { openings } from '../search/openings.ts'
import type { Asking } from './blockers.ts'
import { fieldOf } from './field.ts'
import { people } from './people-held.ts'
import { everyoneMatching, type MatchedPeople, peopleMatching, type Whom } from './people-matching.ts'

/**
 * The people whom an opportunity matches: nothing blocks it for them, and they share a skill or a profession with it.
 * With `consented` the best are of those who allow that purpose now: a consent that was withdrawn holds from this call on.
 */
export async function matchPeople(ctx: Ctx, opportunity: OpportunityCard, options: Whom): Promise<MatchedPeople> {
  if (isClosed(opportunity, ctx.now)) return { count: 0, best: [] }
  const [{ index: board }, index] = await Promise.all([openings(ctx), people(ctx)])
  return peopleMatching(index, opportunity, fieldOf(board, ctx.now), options)
}

type Everyone = (opportunity: OpportunityCard, except: readonly string[]) => string[]

/** The same for many opportunities: all who allow a purpose now, however many. The database is asked once for all. */
export async function peopleAllowing(ctx: Ctx, consented: Purpose): Promise<Everyone> {
  const [{ index: board }, index] = await Promise.all([openings(ctx), people(ctx)])
  const field = fieldOf(board, ctx.now)
  return (opportunity, except) =>
    isClosed(opportunity, ctx.now) ? [] : everyoneMatching(index, opportunity, field, { consented, except })
}

const isClosed = ({ closure = null, closesOn, closesAt }: Asking, now: number) =>
  closedBecause({ closure, closesOn, closesAt }, now) !== null
