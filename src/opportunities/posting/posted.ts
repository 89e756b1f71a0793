import type { PostedState } from '../../../web/posting/posted-pages.tsx'
import type { Ctx } from '../../context.ts'
import { requireWriting, type Writing } from './queries.ts'
import { textIn } from './schema.ts'

/** Where what somebody posted is now, for those who may write it. */
export async function readPosted(ctx: Ctx, id: string) {
  const writing = await requireWriting(ctx, id)
  const { typed, standing } = writing
  return { id, title: textIn(typed, 'title'), state: stateOf(writing), isPublic: Boolean(standing?.row) }
}

function stateOf({ standing, version }: Writing): PostedState {
  if (!standing || version > 0) return 'draft'
  if (standing.waiting) return 'waiting'
  return standing.row ? 'published' : 'answered'
}
