import { countryName, findCountry } from '../../places/countries.ts'
import { parsePlace } from '../../places/parse-place.ts'
import type { Workplace } from '../../places/workplace.ts'
import type { Place } from '../schema.ts'
import type { Understood } from './amounts.ts'

type Where = { places: Place[]; workplace: Workplace | null; remoteRegions: string[] }

/** Places as people type them, one a line: "Lyon, France", "Berlin or London", "Remote in Europe". */
export function readPlaces(text: string): Understood<Where> {
  const where: Where = { places: [], workplace: null, remoteRegions: [] }
  for (const line of text.split('\n').map((part) => part.trim())) {
    const one = line ? readLine(line) : null
    if (line && !one)
      return { problem: `We do not know the place “${line.slice(0, 80)}”. Write it like “Lyon, France”` }
    where.places.push(...(one?.places ?? []))
    where.workplace ??= one?.workplace ?? null
    where.remoteRegions.push(...(one?.remoteRegions ?? []))
  }
  return { value: { ...where, places: distinct(where.places) } }
}

/** A country in full behind one comma is surely that; everything else is read as free text. */
function readLine(line: string): Where | null {
  const [city = '', country = '', ...more] = line.split(',').map((part) => part.trim())
  const code = more.length ? null : country ? named(country) : named(city)
  if (code && code !== GEORGIA) return { places: [{ country: code, city: country ? city : null }], ...nothing }
  const { places, workplace, remoteRegions, remoteCountries } = parsePlace(line)
  if (places.length || workplace || remoteRegions.length || remoteCountries.length)
    return { places, workplace, remoteRegions: [...remoteRegions, ...remoteCountries] }
  return code ? { places: [{ country: code, city: country ? city : null }], ...nothing } : null
}

const nothing = { workplace: null, remoteRegions: [] }
/** The country, and a state of the USA. */
const GEORGIA = 'GE'
/** A country by its name in full; codes such as CA and IN are states too. */
const named = (text: string) => (text.length > 3 ? findCountry(text) : null)

const distinct = (places: readonly Place[]) => [
  ...new Map(places.map((place) => [`${place.country} ${place.city ?? ''}`, place])).values(),
]

export const writePlaces = (places: readonly Place[]) =>
  places.map(({ country, city }) => (city ? `${city}, ${countryName(country)}` : countryName(country))).join('\n')
