import { facetValueName } from '../../src/search/naming.ts'
import { facetNames, parseBoardQuery } from '../../src/search/schema.ts'

/** A search in words: "fellowship · technical · up to 10 h a week", or "everything new". */
export function searchWords(search: string): string {
  const { query } = parseBoardQuery(new URLSearchParams(search))
  const parts = facetNames.flatMap((facet) => (query.facets[facet] ?? []).map((value) => facetValueName(facet, value)))
  if (query.q) parts.unshift(`“${query.q}”`)
  if (query.hoursMax !== null) parts.push(`up to ${query.hoursMax} h a week`)
  if (query.since) parts.push(`since ${query.since}`)
  return parts.join(' · ') || 'everything new'
}
