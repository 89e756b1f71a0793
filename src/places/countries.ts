import { fold } from '../text/fold.ts'

/** Every ISO 3166-1 alpha-2 code: 249 countries and territories. */
export const countries: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
  'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE ' +
  'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO ' +
  'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW ' +
  'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
  'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ')

const known: ReadonlySet<string> = new Set(countries)
const englishNames = new Intl.DisplayNames('en', { type: 'region' })

/** True for an alpha-2 code in upper case. */
export function isCountry(code: string): boolean {
  return known.has(code)
}

const names = new Map<string, string>()

/** The English name of a country, or the text itself when it is no country. */
export function countryName(code: string): string {
  if (!known.has(code)) return code
  const name = names.get(code) ?? shortNames[code] ?? englishNames.of(code) ?? code
  names.set(code, name)
  return name
}

/**
 * The code of a country named exactly: its English name or a common alias in any case, or its code in upper case
 * ("in" and "us" are words). Null when unknown or ambiguous, such as Korea or Congo. Georgia is the country.
 */
export function findCountry(text: string): string | null {
  const exact = text.trim()
  if (/^[A-Z]{2}$/.test(exact)) return known.has(exact) ? exact : exact === 'UK' ? 'GB' : null
  if (/^us$/i.test(exact)) return null
  codesByName ??= indexNames()
  return codesByName.get(nameKey(exact)) ?? null
}

const shortNames: Readonly<Record<string, string>> = {
  CC: 'Cocos Islands',
  CD: 'DR Congo',
  CG: 'Republic of the Congo',
  HK: 'Hong Kong',
  MM: 'Myanmar',
  MO: 'Macao',
  TR: 'Turkey',
}

const aliases: Readonly<Record<string, string>> = {
  AE: 'UAE, U.A.E., Emirates, The Emirates',
  BA: 'Bosnia, Bosnia-Herzegovina',
  BN: 'Brunei Darussalam',
  BO: 'Plurinational State of Bolivia',
  BR: 'Brasil',
  BS: 'The Bahamas',
  CD: 'DRC, DR Congo, Democratic Republic of the Congo, Democratic Republic of Congo, Congo-Kinshasa',
  CG: 'Republic of the Congo, Republic of Congo, Congo-Brazzaville',
  CI: 'Ivory Coast, Cote dIvoire',
  CN: "Mainland China, People's Republic of China, PRC, P.R. China",
  CV: 'Cabo Verde',
  CZ: 'Czech Republic',
  DE: 'Deutschland, Federal Republic of Germany',
  ES: 'España',
  FK: 'Falklands',
  FM: 'Federated States of Micronesia',
  FR: 'Metropolitan France',
  GB: 'UK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland',
  GM: 'The Gambia',
  HK: 'Hong Kong SAR, Hong Kong SAR China',
  IE: 'Republic of Ireland, Eire',
  IR: 'Islamic Republic of Iran',
  IT: 'Italia',
  KN: 'Saint Kitts and Nevis',
  KP: 'DPRK',
  KR: 'Republic of Korea, S. Korea, ROK',
  LA: 'Lao PDR',
  MD: 'Republic of Moldova',
  MF: 'Saint Martin',
  MK: 'Macedonia',
  MM: 'Burma',
  MO: 'Macau',
  NL: 'The Netherlands, Holland, Nederland',
  PH: 'The Philippines',
  PS: 'Palestine, State of Palestine, West Bank, Gaza',
  RU: 'Russian Federation',
  SH: 'Saint Helena',
  SY: 'Syrian Arab Republic',
  SZ: 'Swaziland',
  TL: 'East Timor',
  TR: 'Türkiye, Turkiye',
  TW: 'Taiwan ROC, Republic of China',
  TZ: 'United Republic of Tanzania',
  US: 'USA, U.S.A., U.S., United States of America, The United States, America',
  VA: 'Vatican, Holy See',
  VC: 'Saint Vincent, Saint Vincent and the Grenadines',
  VI: 'US Virgin Islands',
  VN: 'Viet Nam',
}

// Built on first use: 249 look-ups have no place in a worker's start.
let codesByName: Map<string, string> | undefined

function indexNames(): Map<string, string> {
  const codes = new Map<string, string>()
  for (const code of countries) {
    const named = [countryName(code), englishNames.of(code) ?? code, ...(aliases[code]?.split(', ') ?? [])]
    for (const name of named) codes.set(nameKey(name), code)
  }
  return codes
}

// Dots go before folding, so that "U.S.A." reads as "USA"; "St." and "Saint" are one.
function nameKey(name: string): string {
  const folded = fold(name.replace(/[.'’]/g, '').replaceAll('&', ' and '))
  return folded.replace(/^the /, '').replace(/^st /, 'saint ')
}
