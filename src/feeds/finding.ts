import type { Ctx } from '../context.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { boardQueryString, parseBoardQuery, type Sort } from '../search/schema.ts'
import { searchBoard } from '../search/searching.ts'

/** What a search finds; `search` is the same search as its canonical string, in the order of newest first. */
export type Finding = { search: string; openings: OpportunityCard[]; total: number }

/** The first `most` of what board parameters find. What they get wrong is left out: nobody reads notices here. */
export async function findOpen(
  ctx: Ctx,
  params: URLSearchParams,
  most: number,
  sort: Sort = 'newest',
): Promise<Finding> {
  const { query } = parseBoardQuery(params)
  const { openings, total } = await searchBoard(ctx, { ...query, sort, cursor: null }, most)
  return { search: boardQueryString({ ...query, sort: 'newest' }), openings, total }
}
