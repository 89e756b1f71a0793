import { findCountry } from '../places/countries.ts'
import { findRegion } from '../places/regions.ts'
import { audiences } from '../taxonomy/audiences.ts'
import { fold } from '../text/fold.ts'
import { countFound, type OpeningsIndex } from './index-of-openings.ts'
import { describeFilter, facetValueName } from './naming.ts'
import type { TextHits } from './openings.ts'
import { type BoardQuery, choices, type Facet, facetNames } from './schema.ts'

type Facets = BoardQuery['facets']

const MOST_WORDS = 5
const noNames: ReadonlyMap<string, string> = new Map()
const withoutSpaces = (name: string) => fold(name).replaceAll(' ', '')

/** Where two values share a name, the first has it. */
const valuesByName = new Map<string, readonly [Facet, string]>()
/** What values of facets are called, but for countries, of which there are many. */
export const valueNames: string[] = []
const vocabulary: Facets = {
  ...(choices as Facets),
  months: Array.from({ length: 12 }, (_, i) => String(i + 1)),
  audience: audiences.map(({ id }) => id),
}
for (const facet of facetNames)
  for (const value of vocabulary[facet] ?? []) {
    const name = describeFilter(facet, value, noNames).replace(/^in | work$/, '')
    valueNames.push(name)
    const key = withoutSpaces(name)
    if (!valuesByName.has(key)) valuesByName.set(key, [facet, value])
  }

function named(words: string): readonly [Facet, readonly string[]] | null {
  const text = fold(words).replace(/^in /, '')
  const key = withoutSpaces(text)
  const known = valuesByName.get(key) ?? valuesByName.get(key.replace(/s$/, ''))
  if (known) return [known[0], [known[1]]]
  const country = findCountry(text)
  if (country) return ['country', [country]]
  const regions = findRegion(text)
  return regions.length ? ['region', regions] : null
}

/** What of the words typed names values of facets, and the words that name none. */
type Named = { facets: Facets; rest: string }

/** The values of facets named in a search, the longest names first; null where none is. */
export function namedIn(q: string): Named | null {
  const words = q.split(' ').filter(fold)
  const facets: Facets = {}
  const rest: string[] = []
  while (words.length) {
    let length = Math.min(MOST_WORDS, words.length)
    let found = named(words.slice(0, length).join(' '))
    while (!found && --length) found = named(words.slice(0, length).join(' '))
    const taken = words.splice(0, length || 1)
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
  const open = `${total.toLocaleString('en')}${text?.isCut ? '+' : ''} open`
  return total ? { query: meant, words: open + saying(facets, rest) } : null
}

/** " to people in France", ": remote, unpaid, “research”". */
function saying({ country = [], region = [], ...others }: Facets, rest: string): string {
  const places = [
    ...country.map((code) => facetValueName('country', code)),
    ...region.map((id) => facetValueName('region', id)),
  ]
  const said = facetNames.flatMap((facet) =>
    facet === 'country' || facet === 'region'
      ? []
      : (others[facet] ?? []).map((value) => describeFilter(facet, value, noNames)),
  )
  if (rest) said.push(`“${rest}”`)
  return (places.length ? ` to people in ${places.join(', ')}` : '') + (said.length ? `: ${said.join(', ')}` : '')
}
