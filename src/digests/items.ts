import { ANYWHERE_ON_EARTH, DAY, dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { positionsIn } from '../search/bits.ts'
import { find, type OpeningsIndex } from '../search/index-of-openings.ts'
import { openings } from '../search/openings.ts'
import { listSpeaking } from '../search/queries.ts'
import { parseBoardQuery } from '../search/schema.ts'
import { listMailed, type Subscription } from './queries.ts'

export type Item = { opportunity: OpportunityCard; occasion: string }

/**
 * On what occasion an opportunity is news to a reader, or null where it is not: it has opened since they confirmed, or
 * it was listed or reopened since.
 */
function occasionFor(o: OpportunityCard, subscription: Subscription, now: number): string | null {
  const { knownVersion, confirmedAt } = subscription
  if (knownVersion === null || confirmedAt === null) return null
  const zone = o.zone ?? ANYWHERE_ON_EARTH
  if (o.opensOn && o.opensOn <= dayIn(now, zone) && o.opensOn > dayIn(confirmedAt, zone)) return `opened ${o.opensOn}`
  if (o.listedVersion <= knownVersion) return null
  return o.reopened ? `reopened ${o.reopened}` : 'new'
}

/** What the index alone can tell of that: few cards are read. A day begins somewhere up to a day from where it does here. */
function mayBeNews({ listed, opensAt }: OpeningsIndex, position: number, subscription: Subscription): boolean {
  const { knownVersion, confirmedAt } = subscription
  if (knownVersion === null || confirmedAt === null) return false
  return (listed[position] ?? 0) > knownVersion || (opensAt[position] ?? 0) > confirmedAt - DAY
}

/**
 * What a search finds now that is new to its reader, newest first, and was not mailed to this address before on the
 * same occasion.
 */
export async function newItems(ctx: Ctx, subscription: Subscription): Promise<Item[]> {
  const { query } = parseBoardQuery(new URLSearchParams(subscription.query))
  const { index } = await openings(ctx, { fresh: true })
  const { bits } = find(index, query, null, ctx.now)
  const maybe = [...positionsIn(bits)].filter((position) => mayBeNews(index, position, subscription))
  const items = (await index.openings.cardsAt(maybe)).flatMap((opportunity) => {
    const occasion = occasionFor(opportunity, subscription, ctx.now)
    return occasion ? [{ opportunity, occasion }] : []
  })
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
