import { type Fragment, fitsPiece, sharedFits } from '../../../web/emails/digest-mail.tsx'
import type { OpportunityCard } from '../../opportunities/queries.ts'
import { hasBit } from '../../search/bits.ts'
import type { OpeningsIndex } from '../../search/index-of-openings.ts'
import { describeFilter } from '../../search/naming.ts'
import { type BoardQuery, type Facet, facetNames } from '../../search/schema.ts'

/** Says why a search finds an opportunity: the same words are the same piece for all its readers. */
export function whyFound(index: OpeningsIndex, query: BoardQuery): (card: OpportunityCard) => Fragment | null {
  const made = new Map<string, Fragment>()
  const asked = facetNames.flatMap((facet) => {
    const values = query.facets[facet]
    return values ? [[facet, values] as const] : []
  })
  return (card) => {
    const parts = asked.flatMap(([facet, values]) => wordsFor(index, card, facet, values))
    const { hoursMax, q } = query
    const least = index.leastHours[positionOf(index, card)] ?? -1
    if (hoursMax !== null && least >= 0) parts.push(`${hoursMax} h a week ${hoursMax === 1 ? 'is' : 'are'} enough`)
    if (q) parts.unshift(`“${q}”`)
    if (!parts.length) return null
    const words = `Fits: ${parts.join(', ')}`
    // A reader's own words are kept with their mails alone.
    const why = made.get(words) ?? (q ? fitsPiece(words) : sharedFits(words))
    made.set(words, why)
    return why
  }
}

const positionOf = ({ positions }: OpeningsIndex, { seq }: OpportunityCard) => positions[seq] ?? -1

/** Of the values asked those that it has; a single one that it fits without naming it, as anywhere fits a country. */
function wordsFor(index: OpeningsIndex, card: OpportunityCard, facet: Facet, values: readonly string[]): string[] {
  if (facet === 'org') return [card.organization.name]
  const position = positionOf(index, card)
  const has = (value: string) => {
    const bits = facet === 'closes' ? undefined : index.bits[facet].get(value)
    return bits !== undefined && hasBit(bits, position)
  }
  const said = values.length === 1 ? values : values.filter(has)
  return said.map((value) => describeFilter(facet, value, index.organizations))
}
