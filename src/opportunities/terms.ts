import { describeShare } from '../commitment.ts'
import { countryName } from '../places/countries.ts'
import { regions } from '../places/regions.ts'
import { professionById, skillById } from '../taxonomy/terms.ts'
import type { OpportunityInput } from './schema.ts'

const regionName = new Map<string, string>(regions.map(({ id, name }) => [id, name]))
const placeName = (id: string) => (id.length === 2 ? countryName(id) : (regionName.get(id) ?? id))
const skillWords = (id: string) => [skillById.get(id)?.name ?? id, ...(skillById.get(id)?.aliases ?? [])]

/** What people type to find it that stands in fields and not in its text: kind, places, skills, share of time. */
export const termsOf = (o: OpportunityInput) =>
  [
    o.kind,
    ...o.workGroups,
    o.workplace ?? '',
    ...o.places.flatMap(({ city, country }) => [city ?? '', countryName(country)]),
    ...o.remoteRegions.map(placeName),
    ...[...o.skills.map(({ id }) => id), ...o.teaches].flatMap(skillWords),
    ...o.professions.map((id) => professionById.get(id)?.name ?? id),
    ...o.audiences,
    describeShare(o.commitment),
  ]
    .filter(Boolean)
    .join(' · ')
    .replaceAll('_', ' ')
