import { searchWords } from '../../web/emails/search-words.ts'
import type { Ctx } from '../context.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { OpeningList } from '../search/opening-list.ts'
import { boardQueryString, parseBoardQuery, type Sort } from '../search/schema.ts'
import { searchBoard } from '../search/searching.ts'

/** What a search finds; `search` is the same search as its canonical string, `words` as people say it. */
export type Finding = { search: string; words: string; openings: OpportunityCard[]; total: number }

/** The first `most` of what board parameters find. What they get wrong is left out: nobody reads notices here. */
export async function findOpen(
  ctx: Ctx,
  params: URLSearchParams,
  most: number,
  sort: Sort = 'newest',
): Promise<Finding> {
  const { query } = parseBoardQuery(params)
  const search = boardQueryString({ ...query, sort: 'newest' })
  const { openings, total, organizations } = await searchBoard(ctx, { ...query, sort, cursor: null }, most)
  return { search, words: searchWords(search, { organizations, openings: new OpeningList(openings) }), openings, total }
}
