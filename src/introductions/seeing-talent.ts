import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { inFives } from '../matching/disclosing.ts'
import { canSeeBehind } from '../opportunities/policy.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { findStanding } from '../opportunities/standing.ts'
import { closedBecause } from '../opportunities/state.ts'
import { openings } from '../search/openings.ts'
import { cardsOf, findByHandle, type TalentCard } from './cards.ts'
import { type Asked, selectAsked } from './queries.ts'
import { findTalent } from './talent.ts'

type Seen = {
  id: string
  title: string
  organizationId: string
  /** What the board shows; null where it is closed, which matches nobody. */
  card: OpportunityCard | null
  asked: Asked[]
}

/** A public opportunity for those who may look behind it; for others it is as if there were none. */
export async function requireSeen(ctx: Ctx, id: string): Promise<Seen> {
  const standing = await findStanding(ctx, id)
  if (!standing?.row || standing.retraction || !canSeeBehind(ctx.actor, standing)) throw notFound('Opportunity')
  const { row, closure, organizationId } = standing
  const { index, also = [] } = await openings(ctx, { fresh: true, also: selectAsked(ctx.db, id) })
  const closed = closedBecause({ ...row, closure }, ctx.now) !== null
  const [card = null] = closed ? [] : await index.openings.cardsAt([index.openings.positionOf(id)])
  return { id, title: row.title, organizationId, card, asked: also }
}

export type Answered = Omit<Asked, 'personId'>
export type Talent = {
  /** How many match, whether they let organizations see them or not, in whole fives; null for fewer. */
  count: number | null
  /** Who may be seen, the best first, and what they were asked for this opportunity. */
  cards: { card: TalentCard; asked: Answered | null }[]
}

const withoutPerson = ({ personId: _, ...asked }: Asked): Answered => asked

/** Whom an opportunity matches, as its organization may see them. */
export async function seeTalent(ctx: Ctx, { card, asked }: Seen): Promise<Talent> {
  if (!card) return { count: null, cards: [] }
  const { total, best } = await findTalent(ctx, card)
  const cards = (await cardsOf(ctx, best)).map((one, i) => {
    const before = asked.find(({ personId }) => personId === best[i]?.personId)
    return { card: one, asked: before ? withoutPerson(before) : null }
  })
  return { count: inFives(total), cards }
}

/** What was asked for it, without who it is. */
export const askedFor = ({ asked }: Seen): Answered[] => asked.map(withoutPerson)

/** The person behind a card and the card; one who is no longer shown is as if they had never been. */
export async function requireCandidate(ctx: Ctx, { card }: Seen, handle: string) {
  const candidate = card && (await findByHandle(ctx, card, handle))
  const [shown] = candidate ? await cardsOf(ctx, [candidate]) : []
  if (!candidate || !shown) throw notFound('Person')
  return { personId: candidate.personId, card: shown }
}
