import type { Ctx } from '../context.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { hasBit } from '../search/bits.ts'
import { find } from '../search/index-of-openings.ts'
import { openings } from '../search/openings.ts'
import { listSpeaking } from '../search/queries.ts'
import { parseBoardQuery } from '../search/schema.ts'
import { listMailed, type Subscription } from './queries.ts'

export type Item = { opportunity: OpportunityCard; occasion: string }

const occasionOf = (o: OpportunityCard) => (o.reopened ? `reopened ${o.reopened}` : 'new')

/**
 * What a search finds now that is new to its reader, newest first: listed or reopened after the reader confirmed, and
 * not mailed to this address before on the same occasion.
 */
export async function newItems(ctx: Ctx, subscription: Subscription): Promise<Item[]> {
  const { query } = parseBoardQuery(new URLSearchParams(subscription.query))
  const { index } = await openings(ctx, { fresh: true })
  const { bits } = find(index, query, null, ctx.now)
  const known = subscription.knownVersion ?? Number.POSITIVE_INFINITY
  const items = index.openings
    .filter((opportunity, position) => hasBit(bits, position) && opportunity.listedVersion > known)
    .map((opportunity) => ({ opportunity, occasion: occasionOf(opportunity) }))
  if (!items.length) return []
  const [mailed, spoken] = await Promise.all([
    listMailed(
      ctx.db,
      subscription.emailKey,
      items.map((item) => item.opportunity.id),
    ),
    listSpeaking(
      ctx.db,
      query.q,
      items.map((item) => item.opportunity.seq),
    ),
  ])
  return items.filter(
    ({ opportunity, occasion }) => spoken.has(opportunity.seq) && !mailed.has(`${opportunity.id} ${occasion}`),
  )
}
