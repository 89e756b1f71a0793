import type { OpeningsIndex } from '../../src/search/index-of-openings.ts'
import { describeFilter } from '../../src/search/naming.ts'
import { type BoardQuery, boardQueryString, facetNames, parseBoardQuery } from '../../src/search/schema.ts'

/** Where the names of organizations and opportunities come from. */
type Names = Pick<OpeningsIndex, 'organizations' | 'openings'>

const nameless: ReadonlyMap<string, string> = new Map()

/** A search in words: "fellowship · technical · up to 10 h a week", or "everything new". */
export function searchWords(search: string, names?: Names): string {
  const { query } = parseBoardQuery(new URLSearchParams(search))
  const parts = facetNames.flatMap((facet) =>
    (query.facets[facet] ?? []).map((value) => describeFilter(facet, value, names?.organizations ?? nameless)),
  )
  if (query.opportunity) parts.unshift(opportunityWords(query.opportunity, names))
  if (query.q) parts.unshift(`“${query.q}”`)
  if (query.hoursMax !== null) parts.push(`up to ${query.hoursMax} h a week`)
  if (query.since) parts.push(`since ${query.since}`)
  return parts.join(' · ') || 'everything new'
}

function opportunityWords(id: string, names?: Names): string {
  const found = names?.openings.find(id)
  return found ? `${found.title}, when it opens` : 'one opportunity, when it opens'
}

/** A search as far as closed lists go: text of strangers must not travel in a mail that its reader has not asked for. */
export function closedSearch(search: string): { words: string; query: BoardQuery } {
  const { query } = parseBoardQuery(new URLSearchParams(search))
  const { audience, ...facets } = query.facets
  const closed = { ...query, q: '', facets }
  const words = searchWords(boardQueryString(closed))
  if (!query.q && !audience) return { words, query: closed }
  const own = words === 'everything new' ? 'a search in words of your own' : `${words} · and words of your own`
  return { words: own, query: closed }
}
