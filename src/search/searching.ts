import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { listOrganizations } from '../organizations/queries.ts'
import { audiences } from '../taxonomy/audiences.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { foundIn } from './found-in.ts'
import { find, type OpeningsIndex } from './index-of-openings.ts'
import { namedIn, offerOf } from './named.ts'
import { type Openings, openings, type TextHits } from './openings.ts'
import { pageOf } from './paging.ts'
import { type BoardQuery, type Facet, type Notice, snippetMarks, without } from './schema.ts'
import { didYouMean } from './spelling.ts'

/**
 * One page of a search with its counts. A cursor that is none starts from the top, with a notice. `opened` is what the
 * caller has already read for the same words.
 */
export async function searchBoard(ctx: Ctx, query: BoardQuery, limit: number, opened?: Openings<Statement>) {
  const { index, text } = opened ?? (await openings(ctx, { q: query.q }))
  const cursor = query.cursor ? readCursor(query.cursor, query.sort) : null
  const notices: Notice[] = []
  if (query.cursor && !cursor)
    notices.push({ path: 'cursor', message: 'is not one of ours; start from the first page' })
  const found = find(index, query, text?.seqs ?? null, ctx.now)
  const { positions, next, previous } = pageOf(index, found.bits, query.sort, cursor, limit)
  const cards = await index.openings.cardsAt(positions)
  return {
    total: found.total,
    facets: found.facets,
    organizations: index.organizations,
    /** Full text found more: all of this is of the newest 1,000 that hold the words. */
    isCut: text?.isCut ?? false,
    openings: cards,
    snippets: text && snippetsFor(cards, query.q, text),
    next: next && writeCursor(next),
    previous: previous && writeCursor(previous),
    query: { ...query, cursor: cursor && query.cursor },
    notices,
  }
}

/** Where the words stand: in the body as the database found it, or in what else is known of an opening. */
function snippetsFor(
  found: readonly OpportunityCard[],
  q: string,
  { snippets }: TextHits,
): ReadonlyMap<number, string> {
  const inBody = (seq: number) => {
    const snippet = snippets.get(seq)
    return snippet?.includes(snippetMarks.open) ? snippet : null
  }
  return new Map(
    found.flatMap((card) => {
      const snippet = inBody(card.seq) ?? foundIn(card, q)
      return snippet ? [[card.seq, snippet] as const] : []
    }),
  )
}

/**
 * The same for people: what nothing open has is named and left out, a cursor that leads nowhere any more starts from the
 * top, and what the words may mean is offered.
 */
export async function searchForReader(ctx: Ctx, asked: BoardQuery, limit: number, opened: Openings<Statement>) {
  const { query, notices } = await withoutUnknown(ctx, opened.index, asked)
  const found = await searchBoard(ctx, query, limit, opened)
  const isLost = found.total > 0 && !found.openings.length
  const shown = isLost ? await searchBoard(ctx, { ...query, cursor: null }, limit, opened) : found
  const { index, text, rest } = opened
  const named = namedIn(query.q)
  const offer = named && offerOf(index, query, named, rest, ctx.now)
  if (isLost) notices.push({ path: 'cursor', message: 'leads to nothing any more; this is the first page' })
  if (shown.notices.length) notices.push({ path: 'cursor', message: 'is not one of ours; this is the first page' })
  return {
    ...shown,
    notices,
    offer,
    suggestion: text && !found.total && !offer ? didYouMean(index, query, ctx.now) : null,
  }
}

/** Audiences are an open vocabulary, organizations have ids: only what is open, or the database, knows which there are. */
async function withoutUnknown({ db }: Ctx, index: OpeningsIndex, asked: BoardQuery) {
  const { audience = [], org = [] } = asked.facets
  const strange = org.filter((id) => !index.organizations.has(id))
  const known = strange.length ? await listOrganizations(db, { ids: strange, nameKeys: [] }) : []
  const unknown: [Facet, string[]][] = [
    [
      'audience',
      audience.filter((value) => !audiences.some(({ id }) => id === value) && !index.bits.audience.has(value)),
    ],
    ['org', strange.filter((id) => !known.some((row) => row.id === id))],
  ]
  let query = asked
  const notices: Notice[] = []
  for (const [facet, values] of unknown)
    for (const value of values) {
      query = { ...without(query, facet, value), cursor: asked.cursor }
      notices.push({ path: facet, message: `“${value}” is none of its values; give one that the board lists` })
    }
  return { query, notices }
}

export type BoardResult = Awaited<ReturnType<typeof searchForReader>>
