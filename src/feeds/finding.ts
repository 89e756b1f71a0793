import { searchWords } from '../../web/emails/search-words.ts'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { selectPublicAddresses } from '../programs/showing.ts'
import { positionsIn } from '../search/bits.ts'
import { type OpeningsIndex, openAt } from '../search/index-of-openings.ts'
import { organizationAt } from '../search/of-organizations.ts'
import { OpeningList } from '../search/opening-list.ts'
import { type Openings, openings } from '../search/openings.ts'
import { boardQueryString, parseBoardQuery, type Sort } from '../search/schema.ts'
import { searchBoard } from '../search/searching.ts'

/** What a search finds; `search` is the same search as its canonical string, `words` as people say it. */
export type Finding = { search: string; words: string; openings: OpportunityCard[]; total: number }

type How = { opened?: Openings<Statement>; sort?: Sort }

/** What a search of the board is made of, in one round trip. */
export const openSearch = (ctx: Ctx, params: URLSearchParams, fresh: boolean) =>
  openings(ctx, { q: parseBoardQuery(params).query.q, fresh })

/**
 * The first `most` of what board parameters find, in the order they ask or the one that is given. What they get wrong
 * is left out: nobody reads notices here.
 */
export async function findOpen(
  ctx: Ctx,
  params: URLSearchParams,
  most: number,
  { opened, sort }: How = {},
): Promise<Finding> {
  const { query } = parseBoardQuery(params)
  const search = boardQueryString(query)
  const found = await searchBoard(ctx, { ...query, sort: sort ?? query.sort, cursor: null }, most, opened)
  const words = searchWords(search, { ...found, openings: new OpeningList(found.openings) })
  return { search, words, openings: found.openings, total: found.total }
}

/** What a list of everything needs to know of an opening: the index alone holds it. */
export type Listed = Pick<OpportunityCard, 'id' | 'title' | 'updatedAt'> & {
  organization: { id: string; name: string }
}

/** Everything public, in one round trip. */
export const openPublic = (ctx: Ctx, fresh: boolean) => openings(ctx, { fresh, also: selectPublicAddresses(ctx.db) })

/** Everything open, newest first, and every public program. */
export const listPublic = ({ index, also: programs = [] }: Awaited<ReturnType<typeof openPublic>>, now: number) => ({
  openings: listOpen(index, now),
  programs,
})

function listOpen(index: OpeningsIndex, now: number): Listed[] {
  return [...positionsIn(openAt(index, now))].flatMap((position) => {
    const opening = index.openings.at(position)
    const organization = organizationAt(index, position)
    return opening ? { ...opening, organization, updatedAt: index.updatedAt[position] ?? 0 } : []
  })
}
