import { describeFilter } from '../../src/search/naming.ts'
import { boardQueryString, facetNames, parseBoardQuery } from '../../src/search/schema.ts'

/** Names of organizations by id. */
type Organizations = ReadonlyMap<string, string>

/** A search in words: "fellowship · technical · up to 10 h a week", or "everything new". */
export function searchWords(search: string, organizations: Organizations = new Map()): string {
  const { query } = parseBoardQuery(new URLSearchParams(search))
  const parts = facetNames.flatMap((facet) =>
    (query.facets[facet] ?? []).map((value) => describeFilter(facet, value, organizations)),
  )
  if (query.q) parts.unshift(`“${query.q}”`)
  if (query.hoursMax !== null) parts.push(`up to ${query.hoursMax} h a week`)
  if (query.since) parts.push(`since ${query.since}`)
  return parts.join(' · ') || 'everything new'
}

/** The same without words a stranger typed: they must not travel in a mail that its reader has not asked for. */
export function closedSearchWords(search: string, organizations: Organizations): string {
  const { query } = parseBoardQuery(new URLSearchParams(search))
  const { audience: _, ...facets } = query.facets
  const hasOwn = query.q !== '' || query.facets.audience !== undefined
  const words = searchWords(boardQueryString({ ...query, q: '', facets }), organizations)
  if (!hasOwn) return words
  return words === 'everything new' ? 'a search in words of your own' : `${words} · and words of your own`
}
