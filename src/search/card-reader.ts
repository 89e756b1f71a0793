import { LRUCache } from 'lru-cache'
import type { Db } from '../db/client.ts'
import { type OpportunityCard, selectCards } from '../opportunities/queries.ts'
import type { ReadCards } from './opening-list.ts'

/** So many cards are some 4 MB. */
const MOST_KEPT = 2_000
/** So many cards of one statement are some 1.3 MB. */
const AT_ONCE = 1_000

/**
 * Reads cards in one round trip and keeps those last asked for. It serves one snapshot and what follows from it: what
 * changes after that comes with its card, and is not asked for here.
 */
export function cardReader(db: Db): ReadCards {
  const kept = new LRUCache<number, OpportunityCard>({ max: MOST_KEPT })
  return async (seqs) => {
    const found = new Map<number, OpportunityCard>()
    const absent: number[] = []
    for (const seq of seqs) {
      const card = kept.get(seq)
      if (card) found.set(seq, card)
      else absent.push(seq)
    }
    for (const card of await readAll(db, absent)) {
      kept.set(card.seq, card)
      found.set(card.seq, card)
    }
    return found
  }
}

async function readAll(db: Db, seqs: readonly number[]): Promise<OpportunityCard[]> {
  const parts: ReturnType<typeof selectCards>[] = []
  for (let i = 0; i < seqs.length; i += AT_ONCE) parts.push(selectCards(db, seqs.slice(i, i + AT_ONCE)))
  const [first, ...rest] = parts
  return first ? (await db.batch([first, ...rest])).flat() : []
}
