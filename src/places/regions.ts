import { fold } from '../text/fold.ts'

export type Region = { id: string; name: string; countries: readonly string[] }

const union = (...lists: string[]) => [...new Set(lists.join(' ').split(' '))].sort()

// Members after UN M49 (https://unstats.un.org/unsd/methodology/m49/) and, for the Union, its treaties.
const europeanUnion = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'
// Cyprus is Western Asia to M49; as a member of the Union it is Europe here too, so that the Union lies within Europe.
const europe = `${europeanUnion} AD AL AX BA BY CH FO GB GG GI IM IS JE LI MC MD ME MK NO RS RU SJ SM UA VA`
// M49's Northern America, and Mexico, which job boards count to both Americas.
const northAmerica = 'BM CA GL MX PM US'
const centralAmerica = 'BZ CR GT HN MX NI PA SV'
const caribbean = 'AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI'
const southAmerica = 'AR BO BR CL CO EC FK GF GY PE PY SR UY VE'
const northAfrica = 'DZ EG EH LY MA SD TN'
const africa =
  `${northAfrica} AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW KE KM LR LS MG ML MR MU MW MZ NA NE NG ` +
  'RE RW SC SH SL SN SO SS ST SZ TD TG TZ UG YT ZA ZM ZW'
// M49 has no Middle East: Western Asia without the Caucasus, with Egypt and Iran.
const middleEast = 'AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE'
// M49 leaves Taiwan out of its tables.
const asia =
  'AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS ' +
  'QA SA SG SY TH TJ TL TM TR TW UZ VN YE'
const oceania = 'AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS'

/** Regions overlap: Egypt is Africa and Middle East. AQ, BV, GS, HM, IO, TF and UM have no residents and no region. */
export const regions: readonly Region[] = [
  { id: 'europe', name: 'Europe', countries: union(europe) },
  { id: 'european_union', name: 'European Union', countries: union(europeanUnion) },
  { id: 'north_america', name: 'North America', countries: union(northAmerica) },
  { id: 'latin_america', name: 'Latin America', countries: union(centralAmerica, caribbean, southAmerica) },
  { id: 'africa', name: 'Africa', countries: union(africa) },
  { id: 'middle_east', name: 'Middle East', countries: union(middleEast) },
  { id: 'asia', name: 'Asia', countries: union(asia) },
  { id: 'oceania', name: 'Oceania', countries: union(oceania) },
  { id: 'americas', name: 'Americas', countries: union(northAmerica, centralAmerica, caribbean, southAmerica) },
]

const countriesByRegion: ReadonlyMap<string, readonly string[]> = new Map(regions.map((r) => [r.id, r.countries]))
const regionsByCountry = new Map<string, string[]>()
for (const region of regions)
  for (const country of region.countries)
    regionsByCountry.set(country, [...(regionsByCountry.get(country) ?? []), region.id])

/** The ids of the regions a country belongs to; none for what is no country. */
export function regionsOf(country: string): string[] {
  return [...(regionsByCountry.get(country) ?? [])]
}

/** The codes of a region's countries; none for what is no region. */
export function countriesIn(region: string): readonly string[] {
  return countriesByRegion.get(region) ?? []
}

const holds = (outer: Region, inner: Region) => inner.countries.every((code) => outer.countries.includes(code))
const relatives = new Map(
  regions.map((region) => [region.id, regions.filter((r) => holds(r, region) || holds(region, r)).map(({ id }) => id)]),
)

/** The region itself with those that hold it or lie within it: Europe and the European Union find each other. */
export const relatedRegions = (region: string): readonly string[] => relatives.get(region) ?? []

/** The fewest regions that together hold what a text names exactly: "EMEA" is three, "Nordics" lie in Europe. */
export function findRegion(text: string): string[] {
  return [...(regionsByName.get(fold(text.replaceAll('&', ' and ')).replace(/^the /, '')) ?? [])]
}

const aliases: Readonly<Record<string, string>> = {
  europe:
    'european, eea, european economic area, eu eea, schengen, dach, nordics, nordic countries, scandinavia, benelux, ' +
    'baltics, western europe, eastern europe, central europe, northern europe, southern europe, continental europe, ' +
    'central and eastern europe, uk and europe, uk and eu, eu and uk, eu uk, uk eu, europe and uk, uk europe',
  european_union: 'eu, eu 27',
  north_america: 'us and canada, usa and canada, us canada, usa canada, northern america',
  latin_america: 'latam, lac, south america, central america, caribbean, latin america and caribbean',
  africa: 'sub saharan africa, north africa, west africa, east africa, southern africa, central africa',
  middle_east: 'gulf, gcc, western asia',
  asia: 'east asia, southeast asia, south east asia, south asia, central asia',
  oceania: 'australasia, anz, australia and new zealand, pacific islands',
  americas: 'amer, north and south america',
  'europe middle_east africa': 'emea, europe middle east and africa',
  'africa middle_east': 'mena, middle east and north africa',
  'asia oceania': 'apac, asia pacific, asia and pacific, asiapac',
}

const regionsByName = new Map<string, readonly string[]>(regions.map((r) => [fold(r.id), [r.id]]))
for (const [ids, names] of Object.entries(aliases))
  for (const name of names.split(', ')) regionsByName.set(name, ids.split(' '))
