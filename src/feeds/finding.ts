import { searchWords } from '../../web/emails/search-words.ts'
import type { Ctx } from '../context.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { selectPublicAddresses } from '../programs/showing.ts'
import { positionsIn } from '../search/bits.ts'
import { type OpeningsIndex, openAt } from '../search/index-of-openings.ts'
import { organizationAt } from '../search/of-organizations.ts'
import { OpeningList } from '../search/opening-list.ts'
import { openings } from '../search/openings.ts'
import { boardQueryString, parseBoardQuery, type Sort } from '../search/schema.ts'
import { searchBoard } from '../search/searching.ts'

/** What a search finds; `search` is the same search as its canonical string, `words` as people say it. */
export type Finding = { search: string; words: string; openings: OpportunityCard[]; total: number }

/**
 * The first `most` of what board parameters find, in the order they ask or the one that is given. What they get wrong
 * is left out: nobody reads notices here.
 */
export async function findOpen(ctx: Ctx, params: URLSearchParams, most: number, sort?: Sort): Promise<Finding> {
  const { query } = parseBoardQuery(params)
  const search = boardQueryString(query)
  const found = await searchBoard(ctx, { ...query, sort: sort ?? query.sort, cursor: null }, most)
  const words = searchWords(search, { ...found, openings: new OpeningList(found.openings) })
  return { search, words, openings: found.openings, total: found.total }
}

/** What a list of everything needs to know of an opening: the index alone holds it. */
export type Listed = Pick<OpportunityCard, 'id' | 'title' | 'updatedAt'> & {
  organization: { id: string; name: string }
}

/** Everything open, newest first, and every public program. */
export async function listPublic(ctx: Ctx) {
  const { index, also: programs = [] } = await openings(ctx, { also: selectPublicAddresses(ctx.db) })
  return { openings: listOpen(index, ctx.now), programs }
}

function listOpen(index: OpeningsIndex, now: number): Listed[] {
  return [...positionsIn(openAt(index, now))].flatMap((position) => {
    const opening = index.openings.at(position)
    const organization = organizationAt(index, position)
    return opening ? { ...opening, organization, updatedAt: index.updatedAt[position] ?? 0 } : []
  })
}
