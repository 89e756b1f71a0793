import type { Ctx } from '../context.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { find, pageOf } from './index-of-openings.ts'
import { openings } from './openings.ts'
import type { BoardQuery, Notice } from './schema.ts'

/** One page of a search with its counts. A cursor that is none starts from the top, with a notice. */
export async function searchBoard(ctx: Ctx, query: BoardQuery, limit: number, fresh = false) {
  const { index, text } = await openings(ctx, { q: query.q, fresh })
  const cursor = query.cursor ? readCursor(query.cursor, query.sort) : null
  const notices: Notice[] = []
  if (query.cursor && !cursor) notices.push({ path: 'cursor', message: 'is not one of ours; this is the first page' })
  if (query.q && !text) notices.push({ path: 'q', message: 'has no word to look for and was left out' })
  const found = find(index, query, text, ctx.now)
  const { page, next } = pageOf(index, found.bits, query.sort, cursor, limit)
  return {
    total: found.total,
    facets: found.facets,
    openings: page,
    next: next && writeCursor(next),
    query: { ...query, cursor: cursor && query.cursor },
    notices,
  }
}
