import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Profile } from '../profiles/schema.ts'
import { type Bits, countBits, countBoth, intersect, noBits, unite, without } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { columnsOf } from './columns.ts'
import { type Explained, explain } from './explaining.ts'
import type { Blocker } from './schema.ts'
import { rankOpenings } from './scoring.ts'
import { type ScreenCode, screens } from './screening.ts'
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
  const { open } = columns.field
  const { eligible, nearly, blocked } = screen(
    index,
    profile,
    options.within ? intersect(open.slice(), options.within) : open,
  )
  const { evident, best } = rankOpenings(index, columns, profile, [
    { among: eligible, limit: options.limit ?? MOST_MATCHES },
    { among: nearly, limit: MOST_NEARLY },
  ])
  const explained = (await index.openings.cardsAt(best.flat())).map((card) =>
    explain(profile, card, columns.field, now),
  )
  return {
    matches: explained.filter(({ blockers }) => !blockers.length),
    total: countBits(eligible),
    evident: countBoth(eligible, evident),
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
    const count = countBoth(bits, open)
    if (count) blocked[code] = count
    addOnce(once, twice, bits)
    if (code === 'kind') unite(twice, bits)
  }
  const nearly = intersect(without(once.slice(), twice), open)
  return { eligible: without(open.slice(), once), nearly, blocked }
}

function addOnce(once: Bits, twice: Bits, bits: Bits): void {
  for (let i = 0; i < once.length; i++) {
    const word = bits[i] ?? 0
    twice[i] = (twice[i] ?? 0) | ((once[i] ?? 0) & word)
    once[i] = (once[i] ?? 0) | word
  }
}
