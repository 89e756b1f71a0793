import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { countBits, hasBit } from '../search/bits.ts'
import { buildIndex, find, openAt } from '../search/index-of-openings.ts'
import { openings } from '../search/openings.ts'
import { parseBoardQuery } from '../search/schema.ts'
import { textMatch } from '../search/text.ts'

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
  const speaking = await listSpeaking(
    ctx,
    parsed.map(({ query }) => query.q),
    [...index.seqs],
  )
  for (const { query, count } of parsed) {
    const hits = speaking.get(query.q) ?? (textMatch(query.q) ? [] : null)
    const { bits } = find(index, query, hits, ctx.now)
    for (const [position, { id }] of [...index.openings].entries())
      if (hasBit(bits, position)) reach.set(id, (reach.get(id) ?? 0) + count)
  }
  return reach
}

/** For each of some searched words, which of these numbers hold them: one statement for all. */
async function listSpeaking(ctx: Ctx, words: readonly string[], seqs: readonly number[]) {
  const matches = [...new Set(words)].flatMap((q) => {
    const match = textMatch(q)
    return match ? [[q, match]] : []
  })
  const found = new Map<string, number[]>()
  if (!matches.length) return found
  const rows = await ctx.db.all<{ q: string; seq: number }>(sql`
    select j.value ->> 0 as q, t.rowid as seq
    from json_each(${JSON.stringify(matches)}) j cross join opportunity_text t
    where t.opportunity_text match (j.value ->> 1)
      and t.rowid in (select value from json_each(${JSON.stringify(seqs)}))`)
  for (const { q, seq } of rows) found.set(q, [...(found.get(q) ?? []), seq])
  return found
}
