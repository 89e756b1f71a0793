import { isMovableTo, type Somewhere } from '../opportunities/asking.ts'
import { regionsOf } from '../places/regions.ts'
import type { Profile } from '../profiles/schema.ts'
import { placeName } from './naming.ts'
import { any } from './words.ts'

export const isInReach = (o: Somewhere, profile: Profile) =>
  profile.places.some(({ country }) => isOpenIn(o, country, regionsOf(country)))

function isOpenIn(o: Somewhere, country: string, within: readonly string[]): boolean {
  if (o.places.some((place) => place.country === country)) return true
  return o.remoteRegions.some((id) => id === country || within.includes(id))
}

/** One has to come, to a country that the person does not name as theirs. */
export const isAbroad = ({ workplace, places }: Somewhere, profile: Profile) =>
  (workplace === 'onsite' || workplace === 'hybrid') &&
  !places.some((place) => profile.places.some(({ country }) => country === place.country))

const NAMES_SHOWN = 3

/** "France or Germany"; "Europe" for a fence. */
export function whereWords(o: Somewhere): string {
  const names = [...new Set([...o.places.map(({ country }) => country), ...o.remoteRegions])].map(placeName)
  const more = names.length > NAMES_SHOWN ? [`${names.length - NAMES_SHOWN} more`] : []
  return any([...names.slice(0, NAMES_SHOWN), ...more])
}

/** What would change it, for someone who cannot take it where they are. */
export function outOfReach(o: Somewhere, profile: Profile): string {
  const yours = any(profile.places.map(({ country }) => placeName(country)))
  if (!isMovableTo(o)) return `Remote work in ${whereWords(o)} only, you are in ${yours}`
  return `In ${whereWords(o)}, you are in ${yours} and do not say that you would move`
}
