import type { Issue } from '../errors.ts'
import { fromBase64url, toBase64url } from '../text/base64url.ts'
import { fold } from '../text/fold.ts'

/** One question to the directory: folded words, and the folded name the last page ended with. */
export type DirectoryQuery = { q: string; words: string; after: string | null }

/** Reads what was asked. What it cannot use it names in an issue and leaves out. */
export function readDirectoryQuery(q: string, cursor: string | null): { query: DirectoryQuery; issues: Issue[] } {
  const issues: Issue[] = []
  const words = fold(q)
  if (q && !words) issues.push({ path: 'q', message: 'has no word to look for' })
  const after = cursor === null ? null : readCursor(cursor)
  if (cursor !== null && after === null)
    issues.push({ path: 'cursor', message: 'is not one of ours; start from the first page' })
  return { query: { q: words ? q : '', words, after }, issues }
}

/** One page out of the rows read, which were one more than it holds. */
export function cutPage<Row extends { nameKey: string; total: number }>(rows: readonly Row[], limit: number) {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const next = last ? toBase64url(new TextEncoder().encode(last.nameKey)) : null
  return { page, total: rows[0]?.total ?? 0, next }
}

/** A folded name as it stands in a URL. */
function readCursor(text: string): string | null {
  const bytes = fromBase64url(text)
  if (!bytes) return null
  try {
    const nameKey = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return fold(nameKey) === nameKey ? nameKey : null
  } catch {
    return null
  }
}
