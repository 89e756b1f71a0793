import type { Issue } from '../errors.ts'
import { fromBase64url, toBase64url } from '../text/base64url.ts'
import { fold } from '../text/fold.ts'

/** Where a page ended or, `backwards`, began: the folded name of its last or first organization. */
export type From = { nameKey: string; backwards: boolean }

/** One question to the directory: what was typed, folded, and where its page begins; null is the first. */
export type DirectoryQuery = { q: string; words: string; from: From | null }

const NOT_OURS: Issue = { path: 'cursor', message: 'is not one of ours; start from the first page' }

/** Reads what was asked. What it cannot use it names in an issue and leaves out. */
export function readDirectoryQuery(q: string, cursor: string | null): { query: DirectoryQuery; issues: Issue[] } {
  const issues: Issue[] = []
  const words = fold(q)
  if (q && !words) issues.push({ path: 'q', message: 'has no word to look for' })
  const from = cursor === null ? null : readCursor(cursor)
  if (cursor !== null && from === null) issues.push(NOT_OURS)
  return { query: { q: words ? q : '', words, from }, issues }
}

type Row = { nameKey: string; total: number; restarted: number; others: number }

/**
 * One page out of the rows read, which were one more than it holds, with the cursors of the pages around it. A place
 * beyond which nothing stands is none of ours: the page is the first, and an issue says so.
 */
export function cutPage<R extends Row>(rows: readonly R[], { from }: Pick<DirectoryQuery, 'from'>, limit: number) {
  const [first] = rows
  const issues = first?.restarted ? [NOT_OURS] : []
  const start = first?.restarted ? null : from
  const page = rows.slice(0, limit)
  if (start?.backwards) page.reverse()
  const [isMore, hasOthers] = [rows.length > limit, start !== null && first?.others === 1]
  const [before, after] = start?.backwards ? [isMore, hasOthers] : [hasOthers, isMore]
  return {
    page,
    total: first?.total ?? 0,
    next: after ? writeCursor(page.at(-1), false) : null,
    previous: before ? writeCursor(page[0], true) : null,
    issues,
  }
}

/** A folded name as it stands in a URL, `bm9ydGg`; `bm9ydGg.b` leads backwards. */
const writeCursor = (row: { nameKey: string } | undefined, backwards: boolean) =>
  row ? toBase64url(new TextEncoder().encode(row.nameKey)) + (backwards ? '.b' : '') : null

function readCursor(text: string): From | null {
  const backwards = text.endsWith('.b')
  const bytes = fromBase64url(backwards ? text.slice(0, -2) : text)
  if (!bytes) return null
  try {
    const nameKey = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return fold(nameKey) === nameKey ? { nameKey, backwards } : null
  } catch {
    return null
  }
}
