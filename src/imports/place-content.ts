import type { ParsedPlace } from '../places/parse-place.ts'

/** What a place written as free text says of an opportunity; remote countries are regions too. */
export const placeContent = ({ places, workplace, remoteRegions, remoteCountries }: ParsedPlace) => ({
  places,
  workplace,
  remoteRegions: [...remoteRegions, ...remoteCountries],
})
