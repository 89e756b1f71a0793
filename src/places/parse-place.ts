import { isCountry } from './countries.ts'
import type { Area } from './known-places.ts'
import { looksLikeCity, type Piece, piecesOf } from './location-pieces.ts'
import { mentionsRemote, type Workplace, workplaceOf } from './workplace.ts'

// A location is a line; what lies beyond this many characters is a description in the wrong field.
const LONGEST = 1000

export type ParsedPlace = {
  places: { country: string; city: string | null }[]
  workplace: Workplace | null
  remoteRegions: string[]
  remoteCountries: string[]
}

/**
 * Reads the free-form location of a job board. What is not recognised gives no place: neither an institution's name nor
 * an unknown city alone says a country. A country without a city beside "remote" is a fence, not a place. Codes that
 * are both a state and a country (CA, DE, IN) are the state, unless the city is known to lie in the country.
 */
export function parsePlace(location: string): ParsedPlace {
  const text = location.slice(0, LONGEST)
  const pieces = piecesOf(text)
  const found = findPlaces(pieces)
  const fenced = mentionsRemote(text) ? fencesAmong(found, pieces) : new Set<Found>()
  const fences = found.filter((one) => fenced.has(one))
  return {
    places: distinct(found.filter((one) => !fenced.has(one) && one.country !== null)),
    workplace: workplaceOf(text),
    remoteRegions: [...new Set(fences.flatMap((one) => one.regions))],
    remoteCountries: [...new Set(fences.flatMap((one) => one.country ?? []))],
  }
}

// A place at pieces `from` to `to`; a region has no country.
type Found = { country: string | null; city: string | null; regions: string[]; from: number; to: number }

function findPlaces(pieces: readonly Piece[]): Found[] {
  const found: Found[] = []
  for (let at = 0; at < pieces.length; ) {
    const one = placeAt(pieces, at)
    if (one) found.push(...one.alternatives, one.place)
    at = (one?.place.to ?? at) + 1
  }
  return found
}

type PlaceAt = { place: Found; alternatives: Found[] } | null

function placeAt(pieces: readonly Piece[], at: number): PlaceAt {
  const piece = pieces[at]
  if (!piece) return null
  const lone = (country: string | null, regions: string[] = []): PlaceAt => ({
    place: { country, city: null, regions, from: at, to: country ? endOf(pieces, at, country) : at },
    alternatives: [],
  })
  const outer = outerCountry(pieces, at)
  if (outer) return cityAt(pieces, at, at + 1, outer)
  const { reading } = piece
  if (reading.kind === 'city') return cityAt(pieces, at, at, reading.country)
  if (reading.kind === 'country') return lone(reading.country)
  if (reading.kind === 'region') return lone(null, reading.regions)
  if (reading.kind === 'area')
    return areaAlone(pieces, at, reading.area) ? loneArea(pieces, at, reading.area, lone) : null
  return null
}

// "New York" alone is taken for the city; other areas give only their country.
function loneArea(pieces: readonly Piece[], at: number, area: Area, lone: (country: string) => PlaceAt): PlaceAt {
  return area.name === 'New York' && !area.isCode ? cityAt(pieces, at, at, area.country) : lone(area.country)
}

function cityAt(pieces: readonly Piece[], from: number, to: number, country: string): PlaceAt {
  const place = (at: number, end: number): Found => ({
    country,
    city: nameOf(pieces[at]),
    regions: [],
    from: at,
    to: end,
  })
  const alternatives: Found[] = []
  // "Richland or Seattle, WA": the state belongs to both.
  if (to > from) {
    for (let at = from - 1; at >= 0 && /or|\//.test(pieces[at + 1]?.joint ?? ''); at--) {
      const piece = pieces[at]
      if (piece?.reading.kind !== 'other' || !looksLikeCity(piece.text)) break
      alternatives.unshift(place(at, at))
    }
  }
  return { place: place(from, endOf(pieces, to, country)), alternatives }
}

// The first "NY" of "NY, NY" is the city.
const nameOf = (piece: Piece | undefined) =>
  (piece?.reading.kind === 'area' ? piece.reading.area.name : piece?.text) ?? null

// Takes in what only repeats the country: "Toronto, ON, Canada", "London, England, UK".
function endOf(pieces: readonly Piece[], at: number, country: string): number {
  const next = pieces[at + 1]
  if (!next || (next.joint !== ',' && next.joint !== '/')) return at
  // "Seattle, Washington, District of Columbia": this Washington is the next city.
  if (outerCountry(pieces, at + 1)) return at
  const { reading } = next
  const repeats =
    next.text === country ||
    (reading.kind === 'country' && reading.country === country) ||
    (reading.kind === 'area' && reading.area.country === country)
  return repeats && !next.framed ? endOf(pieces, at + 1, country) : at
}

// The country that the next piece gives to the city at this one; null where this is no city or the next gives none.
function outerCountry(pieces: readonly Piece[], at: number): string | null {
  const piece = pieces[at]
  const next = pieces[at + 1]
  if (!piece || !next || (next.joint !== ',' && next.joint !== '/') || next.framed) return null
  const known = piece.reading.kind === 'city' ? piece.reading.country : null
  if (!known && !mayBeCity(piece, next)) return null
  const { reading } = next
  if (reading.kind === 'country') return reading.country
  if (reading.kind === 'area') return areaCountry(piece, known, reading.area, next.text, pieces[at + 2])
  return /^[A-Z]{2}$/.test(next.text) && (known === next.text || SAFE_CODES.has(next.text)) ? next.text : null
}

// Country codes that stand after a city and for little else; AI, IT, PM or QA stand for other things too.
const SAFE_CODES = new Set(
  'AT AU BE BR CH CZ DK EE ES FI FR GB GR HK HU IE JP KE KR LT LU LV MX NG NZ PL PT RO SE SG TR TW UA ZA'.split(' '),
)

function areaCountry(city: Piece, known: string | null, area: Area, text: string, after: Piece | undefined) {
  const confirmed = after?.reading.kind === 'country' && after.reading.country === area.country
  if (confirmed) return area.country
  if (area.name === 'Georgia' && !area.isCode) return known === 'GE' || known === 'US' ? known : null
  if (isCityToo(area) && !area.isCode && !sameName(city, area)) {
    return known === area.country && after?.reading.kind !== 'area' ? known : null
  }
  if (!area.isCode) return area.country
  if (!isCountry(text)) return area.country
  // "Berlin, DE" and "Köln, DE" are not Delaware; "Delft, NL" is not Newfoundland.
  const abroad = known === text || area.country === 'CA' || /[äöüßøåłčšžãõ]/i.test(city.text)
  return abroad && known !== area.country ? text : area.country
}

// Both are a city and a state: after a name that is no known city, "New York" is the city.
const isCityToo = (area: Area) => area.name === 'New York' || area.name === 'Washington'
const sameName = (city: Piece, area: Area) => city.reading.kind === 'area' && city.reading.area.name === area.name

// Lebanon, NH and Nevada, MO are cities, and so is Washington before the District of Columbia.
function mayBeCity(piece: Piece, next: Piece): boolean {
  const { reading } = piece
  if (reading.kind === 'other') return looksLikeCity(piece.text)
  if (next.reading.kind !== 'area') return false
  const { area } = next.reading
  if (reading.kind === 'country') return area.isCode && area.country !== reading.country && /[a-z]/.test(piece.text)
  if (reading.kind !== 'area') return false
  if (reading.area.isCode) return area.isCode && area.name === 'New York' && sameName(piece, area)
  return area.isCode || sameName(piece, area) || (reading.area.name === 'Washington' && /^district/i.test(area.name))
}

// Without a city: a name counts (but Georgia may be the country), a code where it is no country and no word.
function areaAlone(pieces: readonly Piece[], at: number, area: Area): boolean {
  const next = pieces[at + 1]?.reading
  if (next?.kind === 'country' && next.country === area.country) return true
  if (!area.isCode) return area.name !== 'Georgia'
  const text = pieces[at]?.text ?? ''
  return pieces[at]?.joint !== '(' && !isCountry(text) && !/^(OR|OK|HI|ON|ACT|VIC|MB|AB)$/.test(text)
}

/**
 * Which of the places only limit where a remote person may be: those without a city, unless "or" sets them against
 * remote ("Remote or NY"). Beside a city, only those that remote stands directly before ("Boston, MA or remote in US").
 */
function fencesAmong(found: readonly Found[], pieces: readonly Piece[]): Set<Found> {
  const fences = new Set<Found>()
  const besideCity = found.some((one) => one.city !== null)
  for (const one of found.filter((candidate) => candidate.city === null)) {
    const first = pieces[one.from]
    const before = pieces[one.from - 1]
    const after = pieces[one.to + 1]
    const follows = found.some((other) => fences.has(other) && other.to === one.from - 1)
    const directly = first?.remote || follows || (before?.remote && first?.joint !== 'or')
    const against = (before?.remote && first?.joint === 'or') || (after?.remote && after.joint === 'or')
    if (directly || (!besideCity && !against)) fences.add(one)
  }
  return fences
}

function distinct(found: readonly Found[]): ParsedPlace['places'] {
  const withCity = new Set(found.filter((one) => one.city !== null).map((one) => one.country))
  const places = new Map<string, { country: string; city: string | null }>()
  for (const { country, city } of found) {
    if (country === null || (city === null && withCity.has(country))) continue
    places.set(`${country} ${city?.toLowerCase() ?? ''}`, { country, city })
  }
  return [...places.values()]
}
