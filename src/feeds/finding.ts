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
import { boardQueryString, facetNames, type Notice, parseBoardQuery, type Sort } from '../search/schema.ts'
import { searchBoard } from '../search/searching.ts'

/**
 * What a search finds; `search` is the same search as its canonical string, `words` as people say it, `next` the cursor
 * of what follows.
 */
export type Finding = {
  search: string
  words: string
  openings: OpportunityCard[]
  total: number
  next: string | null
  notices: Notice[]
}

type How = { opened?: Openings<Statement>; sort?: Sort; isPaged?: boolean }

/** These are no part of a search and lay out a page or an embedded list. */
const BESIDE = ['limit', 'view']

/** What a search of the board is made of, in one round trip. */
export const openSearch = (ctx: Ctx, params: URLSearchParams, fresh: boolean) =>
  openings(ctx, { q: parseBoardQuery(params).query.q, fresh })

/**
 * The first `most` of what board parameters find, in the order they ask or the one that is given. A value that its facet
 * does not have finds nothing: left out as on a page, where people read the notice, it would bring everything.
 */
export async function findOpen(
  ctx: Ctx,
  params: URLSearchParams,
  most: number,
  { opened, sort, isPaged = false }: How = {},
): Promise<Finding> {
  const { query, strange, notices } = parseBoardQuery(params, BESIDE)
  const facets = { ...query.facets }
  for (const name of facetNames) if (strange[name]) facets[name] = [...(facets[name] ?? []), ...strange[name]]
  const search = boardQueryString({ ...query, facets })
  if (facetNames.some((name) => strange[name] && !query.facets[name]))
    return { search, words: search, openings: [], total: 0, next: null, notices }
  const cursor = isPaged ? query.cursor : null
  const found = await searchBoard(ctx, { ...query, sort: sort ?? query.sort, cursor }, most, opened)
  const words = searchWords(search, { ...found, openings: new OpeningList(found.openings) })
  const { openings, total, next } = found
  return { search, words, openings, total, next, notices: [...notices, ...found.notices] }
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
