import { findCountry } from '../places/countries.ts'
import { findRegion } from '../places/regions.ts'
import { fold } from '../text/fold.ts'
import { countFound, type OpeningsIndex } from './index-of-openings.ts'
import { describeFilter } from './naming.ts'
import type { TextHits } from './openings.ts'
import { type BoardQuery, choices, type Facet, facetNames } from './schema.ts'

const MOST_WORDS = 5
const describe = (facet: Facet, value: string) => describeFilter(facet, value, new Map())

type Value = readonly [Facet, readonly string[]]

/** Values of facets by their names, but for countries, of which there are many. */
export const valuesByName: ReadonlyMap<string, Value> = new Map(
  facetNames.flatMap((facet) =>
    (choices[facet] ?? []).map((value) => [fold(describe(facet, value)).replace(/ work$/, ''), [facet, [value]]]),
  ),
)

function named(name: string): Value | undefined {
  const known = valuesByName.get(name) ?? valuesByName.get(name.replace(/s$/, ''))
  const country = known ? null : findCountry(name)
  if (country) return ['country', [country]]
  const regions = findRegion(name)
  return known ?? (regions.length ? ['region', regions] : undefined)
}

/** What of the words typed names values of facets, and the words that name none. */
type Named = { facets: BoardQuery['facets']; rest: string }

/** The values of facets named in a search, the longest names first; null where none is. */
export function namedIn(q: string): Named | null {
  const words = q.split(' ').filter(fold)
  const facets: Named['facets'] = {}
  const rest: string[] = []
  while (words.length) {
    let length = MOST_WORDS
    let found: Value | undefined
    while (length && !found) found = named(fold(words.slice(0, length--).join(' ')).replace(/^in /, ''))
    const taken = words.splice(0, length + 1)
    if (found) facets[found[0]] = [...new Set([...(facets[found[0]] ?? []), ...found[1]])].sort()
    else rest.push(...taken)
  }
  return Object.keys(facets).length ? { facets, rest: rest.join(' ') } : null
}

/** Another search that finds something, and how it is offered. */
export type Offer = { query: BoardQuery; words: string }

/** The search by the facets that its words name; `text` is what was found of the other words. */
export function offerOf(
  index: OpeningsIndex,
  query: BoardQuery,
  { facets, rest }: Named,
  text: TextHits | null,
  now: number,
): Offer | null {
  const meant = { ...query, q: rest, facets: { ...query.facets, ...facets }, cursor: null }
  const total = countFound(index, meant, text?.seqs ?? null, now)
  if (!total) return null
  const said = facetNames.flatMap((facet) =>
    (facets[facet] ?? []).map((value) => {
      const isPlace = facet === 'country' || facet === 'region'
      return (isPlace ? ' to people in ' : ', ') + describe(facet, value)
    }),
  )
  if (rest) said.push(`, “${rest}”`)
  return { query: meant, words: `${total.toLocaleString('en')}${text?.isCut ? '+' : ''} open${said.join('')}` }
}
