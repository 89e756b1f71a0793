import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Profile } from '../profiles/schema.ts'
import { type Bits, countBits, hasBit, intersect, noBits, unite, without } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { columnsOf } from './columns.ts'
import { type Explained, explain } from './explaining.ts'
import type { Blocker } from './schema.ts'
import { type Ranked, rank } from './scoring.ts'
import { positionsIn, type ScreenCode, screens } from './screening.ts'
import { MOST_MATCHES, MOST_NEARLY } from './weights.ts'

type Nearly = { opportunity: OpportunityCard; blockers: Blocker[] }
export type Matches = {
  /** The best, in order: those that share a skill or a profession first, then score, then newest. */
  matches: Explained[]
  /** All that nothing blocks, shown or not. */
  total: number
  /** How many of them share a skill or a profession. */
  evident: number
  /** How many openings each reason blocks; one opening counts under each of its reasons. */
  blocked: Partial<Record<ScreenCode, number>>
  nearly: Nearly[]
}
type Options = { limit?: number; within?: Bits }

/** Matches a person with everything open at `now`, or with the part of it that `within` names. */
export async function matchOpenings(
  index: OpeningsIndex,
  profile: Profile,
  now: number,
  options: Options = {},
): Promise<Matches> {
  const columns = columnsOf(index, now)
  const open = columns.field.open.slice()
  if (options.within) intersect(open, options.within)
  const { eligible, nearly, blocked } = screen(index, profile, open)
  const ranked = rank(index, columns, profile, positionsIn(unite(eligible.slice(), nearly)))
  const best = [
    ...bestOf(positionsIn(eligible), ranked, options.limit ?? MOST_MATCHES),
    ...bestOf(positionsIn(nearly), ranked, MOST_NEARLY),
  ]
  const explained = (await index.openings.cardsAt(best)).map((card) => explain(profile, card, columns.field, now))
  return {
    matches: explained.filter(({ blockers }) => !blockers.length),
    total: countBits(eligible),
    evident: countBits(intersect(eligible.slice(), ranked.evident)),
    blocked,
    nearly: explained.flatMap(({ opportunity, blockers }) => (blockers.length ? { opportunity, blockers } : [])),
  }
}

/** What nothing blocks, and what one reason alone blocks; a kind not wanted is not nearly wanted. */
function screen(index: OpeningsIndex, profile: Profile, open: Bits) {
  const [once, twice] = [noBits(index.openings.length), noBits(index.openings.length)]
  const blocked: Matches['blocked'] = {}
  for (const code of Object.keys(screens) as ScreenCode[]) {
    const bits = screens[code](index, profile)
    if (!bits) continue
    const count = countBits(intersect(bits, open))
    if (count) blocked[code] = count
    unite(twice, intersect(once.slice(), bits))
    unite(once, bits)
    if (code === 'kind') unite(twice, bits)
  }
  return { eligible: without(open.slice(), once), nearly: without(once.slice(), twice), blocked }
}

const SCORES = 101

/** The best `limit` in order. Ranks are small whole numbers: a pile for each, newest first, is the whole sorting. */
function bestOf(among: Int32Array, { scores, evident }: Ranked, limit: number) {
  const piles: number[][] = Array.from({ length: 2 * SCORES }, () => [])
  for (let i = 0; i < among.length; i++) {
    const at = among[i] ?? 0
    const pile = piles[(scores[at] ?? 0) + (hasBit(evident, at) ? SCORES : 0)]
    if (pile && pile.length < limit) pile.push(at)
  }
  return piles.reverse().flat().slice(0, limit)
}
