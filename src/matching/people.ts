import type { Ctx } from '../context.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Purpose } from '../profiles/schema.ts'
import { openings } from '../search/openings.ts'
import { explain } from './explaining.ts'
import { fieldOf } from './field.ts'
import { listPeople } from './people-rows.ts'

/** How many people an opportunity matches, and the best of them in order: higher score, then who changed theirs last. */
export type MatchedPeople = { count: number; best: { personId: string; score: number }[] }

/**
 * The people whom an opportunity matches: nothing blocks it for them, and they share a skill or a profession with it.
 * With `consented` only those who allow that purpose now: a consent that was withdrawn holds from this call on.
 */
export async function matchPeople(
  ctx: Ctx,
  opportunity: OpportunityCard,
  { consented, limit }: { consented?: Purpose; limit: number },
): Promise<MatchedPeople> {
  const { index } = await openings(ctx)
  const field = fieldOf(index, ctx.now)
  const people = await listPeople(ctx.db)
  const fitting = people
    .filter(({ consents }) => !consented || consents.includes(consented))
    .map(({ personId, profile, changed }) => ({ personId, changed, ...explain(profile, opportunity, field, ctx.now) }))
    .filter(({ blockers, evidence }) => evidence && !blockers.length)
    .sort((a, b) => b.score - a.score || b.changed - a.changed)
  const best = fitting.slice(0, limit).map(({ personId, score }) => ({ personId, score }))
  return { count: fitting.length, best }
}
