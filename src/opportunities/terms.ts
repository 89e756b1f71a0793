import { describeShare } from '../commitment.ts'
import { countryName } from '../places/countries.ts'
import { regions } from '../places/regions.ts'
import { professionById, skillById } from '../taxonomy/terms.ts'
import type { Approved, OpportunityInput } from './schema.ts'

const regionName = new Map<string, string>(regions.map(({ id, name }) => [id, name]))
const placeName = (id: string) => (id.length === 2 ? countryName(id) : (regionName.get(id) ?? id))
/** What finds a skill; only its name is shown. */
export const skillWords = (id: string) => [skillById.get(id)?.name ?? id, ...(skillById.get(id)?.aliases ?? [])]

const line = (words: readonly string[]) => words.filter(Boolean).join(' · ').replaceAll('_', ' ').replace(/\s+/g, ' ')

type ApprovedWords = Pick<Approved, 'kind' | 'places' | 'audiences'>
type Other = Pick<
  OpportunityInput,
  'workGroups' | 'workplace' | 'remoteRegions' | 'skills' | 'teaches' | 'professions' | 'commitment'
>

/** Of the fields that nobody reads before they were approved. */
export const approvedTerms = (o: ApprovedWords) =>
  line([o.kind, ...o.places.flatMap(({ city, country }) => [city ?? '', countryName(country)]), ...o.audiences])

export const otherTerms = (o: Other) =>
  line([
    ...o.workGroups,
    o.workplace ?? '',
    ...o.remoteRegions.map(placeName),
    ...[...o.skills.map(({ id }) => id), ...o.teaches].flatMap(skillWords),
    ...o.professions.map((id) => professionById.get(id)?.name ?? id),
    describeShare(o.commitment),
  ])

/**
 * What people type to find it that stands in fields and not in its text: kind, places, skills, share of time. Two lines,
 * so that what is approved and what is not can be replaced apart.
 */
export const termsOf = (o: ApprovedWords & Other) => `${approvedTerms(o)}\n${otherTerms(o)}`
