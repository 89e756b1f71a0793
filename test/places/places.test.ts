import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countries, countryName, findCountry, isCountry } from '../../src/places/countries.ts'
import { parsePlace } from '../../src/places/parse-place.ts'
import { countriesIn, findRegion, regions, regionsOf } from '../../src/places/regions.ts'

const written = (text: string) => {
  const { places, remoteCountries, remoteRegions } = parsePlace(text)
  const fence = [...remoteCountries, ...remoteRegions].map((id) => `in ${id}`)
  return [...places.map(({ country, city }) => (city === null ? country : `${city} ${country}`)), ...fence].join(', ')
}

test('all 249 codes have a name, and the name finds the code', () => {
  expect(new Set(countries).size).toBe(249)
  for (const code of countries) {
    expect(countryName(code)).not.toBe(code)
    expect(findCountry(countryName(code)), countryName(code)).toBe(code)
    expect(findCountry(code)).toBe(code)
  }
})

test.each([
  ['UK', 'GB'],
  ['U.K.', 'GB'],
  ['Scotland', 'GB'],
  ['USA', 'US'],
  ['U.S.', 'US'],
  ['America', 'US'],
  ['Czech Republic', 'CZ'],
  ['south korea', 'KR'],
  ['Russia', 'RU'],
  ['Taiwan', 'TW'],
  ['Hong Kong', 'HK'],
  ['the netherlands', 'NL'],
  ['Holland', 'NL'],
  ['UAE', 'AE'],
  ['COTE D’IVOIRE', 'CI'],
  ['Türkiye', 'TR'],
  ['Saint Lucia', 'LC'],
  ['Trinidad and Tobago', 'TT'],
])('%s is %s', (text, code) => {
  expect(findCountry(text)).toBe(code)
})

test.each(['us', 'in', 'it', 'Korea', 'Congo', 'Europe', 'XK', 'UNO', ''])('"%s" is no country', (text) => {
  expect(findCountry(text)).toBeNull()
})

test('codes count in upper case only', () => {
  expect([isCountry('FR'), isCountry('fr'), isCountry('UK'), isCountry('ZZ')]).toEqual([true, false, false, false])
})

test('every inhabited country lies in a region, and regions and countries agree', () => {
  expect(countries.filter((code) => regionsOf(code).length === 0)).toEqual(['AQ', 'BV', 'GS', 'HM', 'IO', 'TF', 'UM'])
  fc.assert(
    fc.property(fc.constantFrom(...countries), fc.constantFrom(...regions), (country, region) => {
      expect(regionsOf(country).includes(region.id)).toBe(countriesIn(region.id).includes(country))
    }),
  )
  for (const region of regions) expect(region.countries.filter((code) => !isCountry(code))).toEqual([])
})

test('regions within regions', () => {
  const holds = (outer: string, inner: string) => countriesIn(inner).every((code) => countriesIn(outer).includes(code))
  expect(countriesIn('european_union')).toHaveLength(27)
  expect(holds('europe', 'european_union')).toBe(true)
  expect(holds('americas', 'north_america') && holds('americas', 'latin_america')).toBe(true)
  expect(regionsOf('FR')).toEqual(['europe', 'european_union'])
  expect(regionsOf('EG')).toEqual(['africa', 'middle_east'])
  expect(countriesIn('atlantis')).toEqual([])
})

test('what a caller does with an answer changes no other answer', () => {
  regionsOf('FR').push('asia')
  findRegion('EU').push('asia')
  expect(regionsOf('FR')).not.toContain('asia')
  expect(findRegion('EU')).toEqual(['european_union'])
})

test('region names', () => {
  expect(findRegion('EMEA')).toEqual(['europe', 'middle_east', 'africa'])
  expect(findRegion('the Middle East')).toEqual(['middle_east'])
  expect(findRegion('Asia-Pacific')).toEqual(['asia', 'oceania'])
  expect(findRegion('north_america')).toEqual(['north_america'])
  expect(findRegion('Mars')).toEqual([])
})

test.each([
  ['Boston, MA', 'Boston US'],
  ['Example University, Ann Arbor, Michigan', 'Ann Arbor US'],
  ['Example Lab, Upton NY', 'Upton US'],
  ['Example Lab, Eugene, OR', 'Eugene US'],
  ['Example Lab, Berkeley, CA 94720', 'Berkeley US'],
  ['Example Lab, Lemont, IL USA', 'Lemont US'],
  ['Example Inc, Burnaby, BC, Canada', 'Burnaby CA'],
  ['Institute of Examples, University of Oxford, UK', 'GB'],
  ['Example: Santa Monica, CA; Pittsburgh, PA; Washington, D.C.', 'Santa Monica US, Pittsburgh US, Washington US'],
  ['Tucson, AZ, USA | La Serena, Chile', 'Tucson US, La Serena CL'],
  ['Chicago, IL or San Francisco, CA', 'Chicago US, San Francisco US'],
  ['Richland or Seattle, WA', 'Richland US, Seattle US'],
  ['Offices in New York, Washington DC, London, and Tokyo', 'New York US, Washington US, London GB, Tokyo JP'],
  ['Greater Boston Area', 'Boston US'],
  ['Washington, DC metro area', 'Washington US'],
  ['Schrödinger, New York, NY', 'New York US'],
  ['New York, New York', 'New York US'],
  ['NY, NY', 'New York US'],
  ['Seattle, Washington, District of Columbia, United States', 'Seattle US, Washington US'],
  ['State College, Pennsylvania', 'State College US'],
  ['Rotorua, New Zealand', 'Rotorua NZ'],
  ['Bangalore, Karnataka, India', 'Bangalore IN'],
  ['Oxford, England, UK', 'Oxford GB'],
  ['Port of Spain, Trinidad and Tobago', 'Port of Spain TT'],
  ['Warwick/UK', 'Warwick GB'],
  ['Various cities (US)', 'US'],
  ['NY-NJ-CT', 'US'],
])('%s: %s', (text, expected) => {
  expect(written(text)).toBe(expected)
})

test.each([
  ['Toronto, CA', 'Toronto CA'],
  ['Pasadena, CA', 'Pasadena US'],
  ['Berlin, DE', 'Berlin DE'],
  ['Newark, DE', 'Newark US'],
  ['Köln, DE', 'Köln DE'],
  ['Delft, NL', 'Delft NL'],
  ["St. John's, NL, Canada", "St. John's CA"],
  ['Lebanon, NH', 'Lebanon US'],
  ['Beirut, Lebanon', 'Beirut LB'],
  ['Tbilisi, Georgia', 'Tbilisi GE'],
  ['Atlanta, Georgia', 'Atlanta US'],
  ['Vancouver, WA', 'Vancouver US'],
  ['Vancouver', 'Vancouver CA'],
  ['Cambridge, UK', 'Cambridge GB'],
  ['San Juan, PR', 'San Juan PR'],
])('one name, several places: %s is %s', (text, expected) => {
  expect(written(text)).toBe(expected)
})

test.each([
  '',
  'Example University',
  'University of Washington',
  'Various cities, Various countries',
  'Cambridge',
  'Georgia',
  'CA',
  'join us in or near it',
  'Center for AI (AI)',
  'Engineering, AI, IT',
  'Anywhere',
])('never guessed: "%s"', (text) => {
  expect(written(text)).toBe('')
})

test.each([
  ['US Remote - Eastern Timezone', 'in US'],
  ['Example, Remote, US', 'in US'],
  ['Example, US Based, Remote', 'in US'],
  ['Remote (US/Canada)', 'in US, in CA'],
  ['remote in the US or Canada', 'in US, in CA'],
  ['Remote in Germany, Austria and Switzerland', 'in DE, in AT, in CH'],
  ['Remote (EU only)', 'in european_union'],
  ['Remote within EMEA', 'in europe, in middle_east, in africa'],
  ['Boston, MA or remote in US', 'Boston US, in US'],
  ['UK (remote)', 'in GB'],
  ['UK or remote', 'GB'],
  ['Remote or NY', 'US'],
  ['Austin, Texas, worldwide (remote OK)', 'Austin US'],
  ['Remote (Preference for Eastern time zones)', ''],
  ['Example, remote; U.S. work permit required', ''],
  ['London, UK (not remote)', 'London GB'],
])('fences of remote work: %s: %s', (text, expected) => {
  expect(written(text)).toBe(expected)
})

test.each([
  ['Remote', 'remote'],
  ['Boston, MA or remote', 'remote'],
  ['Oak Ridge, TN (can be remote)', 'remote'],
  ['Greenbelt, MD and telework eligible', 'remote'],
  ['Example University, Seattle, WA (remote/hybrid)', 'hybrid'],
  ['Remote or on-site in Butte, Montana', 'hybrid'],
  ['Boulder, CO - Remote, occasional on-site', 'hybrid'],
  ['Boulder, CO; part time telework', 'hybrid'],
  ['Stanford, CA (Hybrid/Not Remote)', 'hybrid'],
  ['Miami, FL (position is in-person, not remote or hybrid)', 'onsite'],
  ['Boston, MA (on-site)', 'onsite'],
  ['London (remote is not an option)', 'onsite'],
  ['London, UK', null],
  ['San Diego, CA (flexible)', null],
  ['Redwood City, CA (temporarily remote)', null],
  ['Seattle, WA (potential for remote)', null],
  ['Remote Sensing Lab, Boulder, CO', null],
])('workplace of %s: %s', (text, expected) => {
  expect(parsePlace(text).workplace).toBe(expected)
})

test('any text is read without failing, into known countries and regions', () => {
  const words = fc.constantFrom(
    'Remote',
    'US',
    'CA',
    'Georgia',
    'London',
    'or',
    'and',
    '(',
    ')',
    ',',
    '/',
    ' - ',
    'EU',
    'NY',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(words).map((list) => list.join(' ')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parsePlace(text)
      for (const { country } of parsed.places) expect(isCountry(country)).toBe(true)
      for (const country of parsed.remoteCountries) expect(isCountry(country)).toBe(true)
      for (const region of parsed.remoteRegions) expect(countriesIn(region)).not.toEqual([])
      if (/remote/i.test(text) === false) expect([parsed.remoteCountries, parsed.remoteRegions]).toEqual([[], []])
    }),
  )
})

test('every country is read after a city, but for Georgia and the two that are cities', () => {
  for (const code of countries.filter((one) => !['GE', 'HK', 'SG'].includes(one)))
    expect(parsePlace(`Exampleville, ${countryName(code)}`).places).toEqual([{ country: code, city: 'Exampleville' }])
})
