import { type Fragment, opportunityFragment } from '../../../web/emails/digest-mail.tsx'
import { ANYWHERE_ON_EARTH, DAY, dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import type { OpportunityCard } from '../../opportunities/queries.ts'
import { type Bits, hasBit } from '../../search/bits.ts'
import { countClosed, type OpeningsIndex } from '../../search/index-of-openings.ts'
import type { Reader } from '../claiming.ts'
import { type Item, type Mailed, mailedKey } from '../drafting.ts'

/** What closes within so long is said again, once. */
const SOON = 7 * DAY
const CLOSING = 'closing'

/**
 * On what occasion an opportunity is news to a reader, or null where it is not: it has opened since they confirmed, or
 * it was listed or reopened since.
 */
export function occasionFor(o: OpportunityCard, { confirmedAt, knownVersion }: Reader, now: number): string | null {
  const zone = o.zone ?? ANYWHERE_ON_EARTH
  if (o.opensOn && o.opensOn <= dayIn(now, zone) && o.opensOn > dayIn(confirmedAt, zone)) return `opened ${o.opensOn}`
  if (o.listedVersion <= knownVersion) return null
  return o.reopened ? `reopened ${o.reopened}` : 'new'
}

/** Positions by when they were listed, latest first, and those that open on a day: the same for all readers. */
type Recent = { listed: readonly number[]; opening: readonly number[] }
const recent = new WeakMap<OpeningsIndex, Recent>()

function recentOf(index: OpeningsIndex): Recent {
  const known = recent.get(index)
  if (known) return known
  const { listed, opensAt } = index
  const positions = [...listed.keys()]
  const made = {
    listed: positions.toSorted((a, b) => (listed[b] ?? 0) - (listed[a] ?? 0)),
    opening: positions.filter((position) => (opensAt[position] ?? 0) > 0),
  }
  recent.set(index, made)
  return made
}

/**
 * What may be news to a reader as far as the index alone can tell, in the order of the board: few cards are read. A day
 * begins somewhere up to a day from where it does here.
 */
export function mayBeNews(index: OpeningsIndex, among: Bits, { knownVersion, confirmedAt }: Reader): number[] {
  const { listed, opening } = recentOf(index)
  const found = opening.filter(
    (position) => hasBit(among, position) && (index.opensAt[position] ?? 0) > confirmedAt - DAY,
  )
  for (const position of listed) {
    if ((index.listed[position] ?? 0) <= knownVersion) break
    if (hasBit(among, position)) found.push(position)
  }
  return [...new Set(found)].sort((a, b) => a - b)
}

/** What closes within a week, the first to close first. */
export function closingSoon(index: OpeningsIndex, among: Bits, now: number): number[] {
  const end = countClosed(index, now + SOON)
  return [...index.byDeadline.subarray(0, end)].filter((position) => hasBit(among, position))
}

/** An item about an opportunity; `why` says why it fits this reader. */
export function itemOf(
  { origin, now }: Ctx,
  opportunity: OpportunityCard,
  occasion: string,
  why: string | null = null,
) {
  let shown: Fragment | undefined
  const item: Item = {
    title: opportunity.title,
    organization: opportunity.organization.name,
    news: [{ subjectId: opportunity.id, occasion }],
    show: () => {
      shown ??= opportunityFragment({ opportunity, occasion, why, origin, now })
      return shown
    },
  }
  return item
}

/** Items without a why, each made once for all readers who are told of it. */
export function itemsForAll(ctx: Ctx): (opportunity: OpportunityCard, occasion: string) => Item {
  const made = new Map<string, Map<string, Item>>()
  return (opportunity, occasion) => {
    const ofOccasion = made.get(occasion) ?? new Map<string, Item>()
    made.set(occasion, ofOccasion)
    const item = ofOccasion.get(opportunity.id) ?? itemOf(ctx, opportunity, occasion)
    ofOccasion.set(opportunity.id, item)
    return item
  }
}

/** What of this has not been told to a reader; told now. */
export function untold(mailed: Mailed, emailKey: string, items: readonly Item[]): Item[] {
  return items.filter(({ news }) => {
    const fresh = news.filter((one) => !mailed.has(mailedKey(emailKey, one)))
    for (const one of fresh) mailed.add(mailedKey(emailKey, one))
    return fresh.length > 0
  })
}

/** What closes soon and is not among the news of the same mail. */
export function closingItems(
  cards: readonly OpportunityCard[],
  items: readonly Item[],
  about: (opportunity: OpportunityCard, occasion: string) => Item,
): Item[] {
  if (!cards.length) return []
  const told = new Set(items.flatMap(({ news }) => news.map(({ subjectId }) => subjectId)))
  return cards.filter(({ id }) => !told.has(id)).map((card) => about(card, CLOSING))
}
