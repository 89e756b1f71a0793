import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { countBits, hasBit } from '../search/bits.ts'
import { buildIndex, findBeforeWords, openAt } from '../search/index-of-openings.ts'
import { openings } from '../search/openings.ts'
import { selectSpeaking, speakingOf } from '../search/queries.ts'
import { parseBoardQuery } from '../search/schema.ts'

const MOST_SEARCHES = 5_000

/**
 * How many current subscriptions have each of these opportunities in their search: a count, never whose. Asked of an
 * index that holds these alone, so that thousands of searches cost little.
 */
export async function countReach(ctx: Ctx, ids: readonly string[]): Promise<Map<string, number>> {
  const reach = new Map(ids.map((id) => [id, 0]))
  if (!ids.length) return reach
  const searches = ctx.db.all<{ query: string; count: number }>(sql`
    select query, count(*) as count from subscriptions s
    where kind = 'search' and confirmed_at is not null and ended_at is null
      and not exists (select 1 from suppressions where email_key = s.email_key)
    group by query order by count desc limit ${MOST_SEARCHES}`)
  const { index: board, also = [] } = await openings(ctx, { also: searches })
  const open = [...board.openings].flatMap(({ id }, position) => (reach.has(id) ? [position] : []))
  const cards = await board.openings.cardsAt(open)
  const index = buildIndex(cards, board.version, ctx.now)
  if (!countBits(openAt(index, ctx.now))) return reach
  const parsed = also.map(({ query, count }) => ({ ...parseBoardQuery(new URLSearchParams(query)), count }))
  const words = parsed.map(({ query }) => query.q)
  const speaking = speakingOf(words, await selectSpeaking(ctx.db, words, [...index.seqs]))
  for (const { query, count } of parsed) {
    const holding = speaking.get(query.q)
    const bits = findBeforeWords(index, query, ctx.now)
    for (const [position, { id, seq }] of [...index.openings].entries())
      if (hasBit(bits, position) && (holding?.has(seq) ?? true)) reach.set(id, (reach.get(id) ?? 0) + count)
  }
  return reach
}
