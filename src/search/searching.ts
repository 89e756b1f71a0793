import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { find } from './index-of-openings.ts'
import { type Openings, openings } from './openings.ts'
import { pageOf } from './paging.ts'
import type { BoardQuery, Notice } from './schema.ts'
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
  if (query.q && !text) notices.push({ path: 'q', message: 'has no word to look for' })
  const found = find(index, query, text?.seqs ?? null, ctx.now)
  const { positions, next, previous } = pageOf(index, found.bits, query.sort, cursor, limit)
  return {
    total: found.total,
    facets: found.facets,
    organizations: index.organizations,
    openings: await index.openings.cardsAt(positions),
    snippets: text?.snippets ?? null,
    suggestion: text && !found.total ? didYouMean(index, query.q) : null,
    next: next && writeCursor(next),
    previous: previous && writeCursor(previous),
    query: { ...query, cursor: cursor && query.cursor },
    notices,
  }
}

export type BoardResult = Awaited<ReturnType<typeof searchBoard>>
