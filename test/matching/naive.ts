import { type Explained, explain } from '../../src/matching/explaining.ts'
import type { Matches } from '../../src/matching/matching.ts'
import type { MatchedPeople, Whom } from '../../src/matching/people-matching.ts'
import type { Training } from '../../src/matching/schema.ts'
import { askedSkills, type Field } from '../../src/matching/skills-part.ts'
import { MOST_MATCHES, MOST_NEARLY, rarityOf } from '../../src/matching/weights.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import type { Profile, Purpose } from '../../src/profiles/schema.ts'

const inOrder = (a: Explained, b: Explained) =>
  Number(b.evidence) - Number(a.evidence) ||
  b.score - a.score ||
  b.opportunity.publishedAt - a.opportunity.publishedAt ||
  b.opportunity.seq - a.opportunity.seq

/** Newest first, as a board lists them. */
export const newestFirst = (a: OpportunityCard, b: OpportunityCard) => b.publishedAt - a.publishedAt || b.seq - a.seq

/** How rare each skill is among these openings, and which training teaches it: the first in their order. */
export function fieldOf(openings: readonly OpportunityCard[]): Field {
  const asking = new Map<string, number>()
  const teaching = new Map<string, Training>()
  for (const o of openings) {
    for (const { id } of askedSkills(o)) asking.set(id, (asking.get(id) ?? 0) + 1)
    if (o.kind !== 'training') continue
    for (const id of o.teaches) if (!teaching.has(id)) teaching.set(id, { id: o.id, title: o.title })
  }
  return {
    rarity: (id) => rarityOf(openings.length, asking.get(id) ?? 0),
    training: (id) => teaching.get(id) ?? null,
  }
}

/** The same answer the long way: explain every opening, then sort. What the engine is checked and measured against. */
export function matchNaively(
  cards: readonly OpportunityCard[],
  profile: Profile,
  now: number,
  limit = MOST_MATCHES,
): Matches {
  const open = cards.filter((o) => o.closesAt === null || o.closesAt > now).sort(newestFirst)
  const field = fieldOf(open)
  const explained = open.map((o) => explain(profile, o, field, now)).sort(inOrder)
  const free = explained.filter((one) => !one.blockers.length)
  const nearly = explained.filter(({ blockers: [only, second] }) => only && !second && only.code !== 'kind')
  return {
    matches: free.slice(0, limit),
    total: free.length,
    evident: free.filter(({ evidence }) => evidence).length,
    blocked: countBlockers(explained),
    nearly: nearly.slice(0, MOST_NEARLY).map(({ opportunity, blockers }) => ({ opportunity, blockers })),
  }
}

function countBlockers(explained: readonly Explained[]): Matches['blocked'] {
  const blocked: Matches['blocked'] = {}
  for (const { blockers } of explained)
    for (const { code } of blockers) if (code !== 'closed') blocked[code] = (blocked[code] ?? 0) + 1
  return blocked
}

export type Someone = { personId: string; profile: Profile; consents: readonly Purpose[] }

/** The people whom an opportunity matches, the long way; who changed theirs last comes last in the list. */
export function matchPeopleNaively(
  people: readonly Someone[],
  opportunity: OpportunityCard,
  field: Field,
  now: number,
  { consented, except = [], limit }: Whom,
): MatchedPeople {
  const fitting = people
    .filter(({ personId }) => !except.includes(personId))
    .map(({ personId, consents, profile }) => ({ personId, consents, ...explain(profile, opportunity, field, now) }))
    .filter(({ evidence, blockers }) => evidence && !blockers.length)
    .toReversed()
    .sort((a, b) => b.score - a.score)
  return {
    count: fitting.length,
    best: fitting
      .filter(({ consents }) => !consented || consents.includes(consented))
      .slice(0, limit)
      .map(({ personId, score }) => ({ personId, score })),
  }
}
