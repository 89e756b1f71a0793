import { type Fragment, opportunityFragment } from '../../../web/emails/digest-mail.tsx'
import { ANYWHERE_ON_EARTH, DAY, dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import type { OpportunityCard } from '../../opportunities/queries.ts'
import { type Bits, hasBit } from '../../search/bits.ts'
import { countClosed, type OpeningsIndex } from '../../search/index-of-openings.ts'
import type { Reader } from '../claiming.ts'
import { type Item, type Mailed, mailedKey } from '../drafting.ts'

/** What closes soon is said again, once. */
const CLOSING = 'closing'
/** So many places of a mail are kept for it. */
const MOST_CLOSING = 5

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

/** What closes until an instant, the first to close first. */
export function closingBy(index: OpeningsIndex, among: Bits, until: number): number[] {
  const end = countClosed(index, until)
  return [...index.byDeadline.subarray(0, end)].filter((position) => hasBit(among, position))
}

/** An item about an opportunity; `why` says why it fits this reader. */
export function itemOf(
  { origin, now }: Ctx,
  opportunity: OpportunityCard,
  occasion: string,
  why: string | Fragment | null = null,
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

/** Items that say nothing of their reader, each made once for all who are told of it. */
export function itemsForAll(
  ctx: Ctx,
  why: (opportunity: OpportunityCard) => Fragment | null = () => null,
): (opportunity: OpportunityCard, occasion: string) => Item {
  const made = new Map<string, Map<string, Item>>()
  return (opportunity, occasion) => {
    const ofOccasion = made.get(occasion) ?? new Map<string, Item>()
    made.set(occasion, ofOccasion)
    const item = ofOccasion.get(opportunity.id) ?? itemOf(ctx, opportunity, occasion, why(opportunity))
    ofOccasion.set(opportunity.id, item)
    return item
  }
}

/** What of this has not been told to a reader; told now. Of what is too much nothing is told. */
export function untold(mailed: Mailed, emailKey: string, items: readonly Item[], most = items.length): Item[] {
  const found: Item[] = []
  for (const item of items) {
    if (found.length >= most) break
    const fresh = item.news.filter((one) => !mailed.has(mailedKey(emailKey, one)))
    for (const one of fresh) mailed.add(mailedKey(emailKey, one))
    if (fresh.length) found.push(item)
  }
  return found
}

export const firstToClose = (a: OpportunityCard, b: OpportunityCard) => (a.closesAt ?? 0) - (b.closesAt ?? 0)

type Closing = {
  /** The first to close first. */
  cards: readonly OpportunityCard[]
  /** The news of the same mail. */
  items: readonly Item[]
  about: (opportunity: OpportunityCard, occasion: string) => Item
}

/** What closes soon, is not among the news of the same mail and was not said before; said now, as far as there is room. */
export function closingItems(mailed: Mailed, { emailKey }: Reader, { cards, items, about }: Closing): Item[] {
  if (!cards.length) return []
  const told = new Set(items.flatMap(({ news }) => news.map(({ subjectId }) => subjectId)))
  const others = cards.filter(({ id }) => !told.has(id)).map((card) => about(card, CLOSING))
  return untold(mailed, emailKey, others, MOST_CLOSING)
}

/** Whether that an opportunity closes was told to a reader. */
export const isClosingTold = (mailed: Mailed, { emailKey }: Reader, subjectId: string) =>
  mailed.has(mailedKey(emailKey, { subjectId, occasion: CLOSING }))
