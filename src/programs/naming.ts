import { countryName } from '../places/countries.ts'
import { audiences } from '../taxonomy/audiences.ts'
import { languageName } from '../taxonomy/languages.ts'
import { fold } from '../text/fold.ts'
import type { Activity, ProgramFacet } from './schema.ts'

/** An activity in words: "training day". */
export const activityName = (activity: Activity) => activity.replaceAll('_', ' ')

type Placed = { country: string | null; city: string | null }

/** "Lyon, France"; empty where it has no place. */
export const placeName = ({ country, city }: Placed) =>
  [city, country && countryName(country)].filter(Boolean).join(', ')

/** What the directory finds a program by, beside the name of its group. */
export const wordsOf = ({ name, activity, ...placed }: Placed & { name: string; activity: Activity }) =>
  fold([name, activityName(activity), placeName(placed)].join(' '))

const audienceNames = new Map(audiences.map(({ id, name }) => [id, name]))
export const audienceName = (id: string) => audienceNames.get(id) ?? id

/** A value of a facet as people read it. */
export function facetValueWords(facet: ProgramFacet, value: string): string {
  if (facet === 'country') return countryName(value)
  if (facet === 'language') return languageName(value)
  return facet === 'audience' ? audienceName(value) : value.replaceAll('_', ' ')
}
