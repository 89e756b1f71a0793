import { countryName } from '../../src/places/countries.ts'
import { regions } from '../../src/places/regions.ts'
import type { Facet } from '../../src/search/schema.ts'
import { professionById, skillById } from '../../src/taxonomy/terms.ts'
import { say } from './words.ts'

const regionName = (id: string) => regions.find((region) => region.id === id)?.name ?? id

/** A value of a facet as people read it. */
export function facetValueName(facet: Facet, value: string): string {
  if (facet === 'country') return countryName(value)
  if (facet === 'region') return regionName(value)
  if (facet === 'skill') return skillById.get(value)?.name ?? value
  if (facet === 'profession') return professionById.get(value)?.name ?? value
  return say(value)
}
