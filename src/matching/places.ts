import type { OpportunityCard } from '../opportunities/queries.ts'
import { countryName } from '../places/countries.ts'
import { regions, regionsOf } from '../places/regions.ts'
import type { Profile } from './schema.ts'
import { any } from './words.ts'

type Somewhere = Pick<OpportunityCard, 'workplace' | 'places' | 'remoteRegions'>

/**
 * Whether it says from where it can be done: a place one has to come to, or remote work fenced to countries or regions.
 * Everything else, unfenced remote work too, is open to people anywhere.
 */
export function isBounded(o: Somewhere): boolean {
  if (o.remoteRegions.length) return !o.remoteRegions.includes('anywhere')
  return o.places.length > 0 && (o.workplace === 'onsite' || o.workplace === 'hybrid')
}

/** Someone who moves can take it up: it names a place to come to. */
export const isMovableTo = (o: Somewhere) => o.places.length > 0
export const isOnlyRemote = (o: Somewhere) => o.workplace === 'remote' && !o.places.length

export const isInReach = (o: Somewhere, profile: Profile) =>
  profile.places.some(({ country }) => isOpenIn(o, country, regionsOf(country)))

function isOpenIn(o: Somewhere, country: string, within: readonly string[]): boolean {
  if (o.places.some((place) => place.country === country)) return true
  return o.remoteRegions.some((id) => id === country || within.includes(id))
}

const regionNames = new Map(regions.map(({ id, name }) => [id, name]))
const NAMES_SHOWN = 3

/** "France or Germany"; "Europe" for a fence. */
export function whereWords(o: Somewhere): string {
  const countries = o.places.map((place) => countryName(place.country))
  const fence = o.remoteRegions.map((id) => regionNames.get(id) ?? countryName(id))
  const names = [...new Set([...countries, ...fence])]
  const more = names.length > NAMES_SHOWN ? [`${names.length - NAMES_SHOWN} more`] : []
  return any([...names.slice(0, NAMES_SHOWN), ...more])
}

/** What would change it, for someone who cannot take it where they are. */
export function outOfReach(o: Somewhere, profile: Profile): string {
  const yours = any(profile.places.map(({ country }) => countryName(country)))
  if (!isMovableTo(o)) return `Remote work in ${whereWords(o)} only, you are in ${yours}`
  return `In ${whereWords(o)}, you are in ${yours} and do not say that you would move`
}
