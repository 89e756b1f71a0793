import { describeFilter } from '../../src/search/naming.ts'
import { type BoardQuery, boardQueryString, facetNames, without } from '../../src/search/schema.ts'

export type Chip = { label: string; search: string }

/** What narrows a search, each with the search without it; `organizations` are names by id. */
export function chipsOf(query: BoardQuery, organizations: ReadonlyMap<string, string>): Chip[] {
  const chips: Chip[] = []
  const add = (label: string, name: string, value?: string) =>
    chips.push({ label, search: boardQueryString(without(query, name, value)) })
  if (query.q) add(`“${query.q}”`, 'q')
  if (query.hoursMax !== null) add(`up to ${query.hoursMax} h a week`, 'hours_max')
  for (const facet of facetNames)
    for (const value of query.facets[facet] ?? []) add(describeFilter(facet, value, organizations), facet, value)
  if (query.since) add(`since ${query.since}`, 'since')
  if (query.opportunity) add('one opportunity', 'opportunity')
  return chips
}
