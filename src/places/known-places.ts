import { fold } from '../text/fold.ts'

// Parts of countries that a place is written with: "Seattle, WA", "Munich, Bavaria".
const unitedStates =
  'AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware, FL Florida, ' +
  'GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine, ' +
  'MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, ' +
  'NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota, OH Ohio, ' +
  'OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, ' +
  'TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming, ' +
  'DC District of Columbia'

const canada =
  'AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador, NS Nova Scotia, ' +
  'NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec, SK Saskatchewan, YT Yukon'

const australia =
  'NSW New South Wales, QLD Queensland, VIC Victoria, TAS Tasmania, ACT Australian Capital Territory, South Australia, ' +
  'Western Australia'

const elsewhere: Readonly<Record<string, string>> = {
  DE: 'Bavaria, Bayern, Baden-Württemberg, Hesse, Hessen, Saxony, Sachsen, North Rhine-Westphalia, Lower Saxony',
  ES: 'Catalonia, Catalunya',
  FR: 'Île-de-France',
  IN: 'Karnataka, Maharashtra, Tamil Nadu, Telangana, Kerala, Gujarat, Haryana, Uttar Pradesh, West Bengal',
  IT: 'Lombardy, Lazio',
  NL: 'North Holland, Noord-Holland, South Holland, Zuid-Holland',
}

// Large cities and hubs of the field whose bare name is taken for one country. Left out: Cambridge, Birmingham, San Jose,
// Hyderabad, Athens and others that stand in several.
const cities: Readonly<Record<string, string>> = {
  AE: 'Dubai, Abu Dhabi',
  AR: 'Buenos Aires',
  AT: 'Vienna, Graz, Salzburg, Innsbruck',
  AU: 'Sydney, Melbourne, Brisbane, Canberra, Adelaide',
  BD: 'Dhaka',
  BE: 'Brussels, Leuven, Antwerp, Ghent',
  BG: 'Sofia',
  BR: 'São Paulo, Rio de Janeiro, Brasília, Belo Horizonte',
  CA:
    'Toronto, Montreal, Montréal, Vancouver, Ottawa, Calgary, Edmonton, Winnipeg, Saskatoon, Regina, Quebec City, ' +
    "St. John's, Charlottetown",
  CH: 'Zurich, Zürich, Geneva, Genève, Lausanne, Basel, Bern',
  CL: 'Santiago',
  CN: 'Beijing, Shanghai, Shenzhen, Guangzhou, Hangzhou',
  CO: 'Bogotá, Medellín',
  CR: 'San José',
  CY: 'Nicosia, Limassol',
  CZ: 'Prague, Praha, Brno',
  DE:
    'Berlin, Munich, München, Hamburg, Frankfurt, Frankfurt am Main, Cologne, Köln, Stuttgart, Tübingen, Heidelberg, ' +
    'Leipzig, Dresden, Bonn, Karlsruhe, Düsseldorf, Freiburg, Göttingen, Saarbrücken, Darmstadt',
  DK: 'Copenhagen, Aarhus',
  EE: 'Tallinn, Tartu',
  EG: 'Cairo',
  ES: 'Madrid, Barcelona, Bilbao, Seville, Málaga',
  ET: 'Addis Ababa',
  FI: 'Helsinki, Espoo, Tampere',
  FR: 'Paris, Lyon, Marseille, Toulouse, Grenoble, Bordeaux, Strasbourg',
  GB: 'London, Oxford, Edinburgh, Glasgow, Bristol, Leeds, Sheffield, Cardiff, Belfast, Nottingham, Liverpool',
  GE: 'Tbilisi, Batumi, Kutaisi',
  GH: 'Accra, Kumasi',
  GR: 'Thessaloniki',
  HK: 'Hong Kong',
  HR: 'Zagreb',
  HU: 'Budapest',
  ID: 'Jakarta',
  IE: 'Dublin, Cork, Galway',
  IL: 'Tel Aviv, Jerusalem, Haifa',
  IN: 'Bangalore, Bengaluru, Mumbai, New Delhi, Delhi, Chennai, Kolkata, Pune',
  IS: 'Reykjavik',
  IT: 'Rome, Roma, Milan, Milano, Turin, Bologna, Trento',
  JP: 'Tokyo, Kyoto, Osaka',
  KE: 'Nairobi, Mombasa',
  KR: 'Seoul, Daejeon',
  LK: 'Colombo',
  LT: 'Vilnius, Kaunas',
  LU: 'Luxembourg City',
  LV: 'Riga',
  MA: 'Casablanca, Rabat',
  MX: 'Mexico City, Ciudad de México, Guadalajara, Monterrey',
  MY: 'Kuala Lumpur',
  NG: 'Lagos, Abuja',
  NL: 'Amsterdam, Rotterdam, The Hague, Den Haag, Utrecht, Delft, Eindhoven, Leiden, Groningen, Nijmegen',
  NO: 'Oslo, Bergen, Trondheim',
  NZ: 'Auckland, Wellington, Christchurch, Dunedin',
  PE: 'Lima',
  PH: 'Manila, Quezon City',
  PK: 'Karachi, Lahore, Islamabad',
  PL: 'Warsaw, Warszawa, Krakow, Kraków, Wrocław, Poznań, Gdańsk',
  PT: 'Lisbon, Lisboa, Porto',
  RO: 'Bucharest, Cluj-Napoca',
  RS: 'Belgrade',
  RU: 'Moscow, Saint Petersburg',
  RW: 'Kigali',
  SE: 'Stockholm, Gothenburg, Göteborg, Uppsala, Lund, Malmö',
  SG: 'Singapore',
  SI: 'Ljubljana',
  SK: 'Bratislava',
  TH: 'Bangkok',
  TR: 'Istanbul, Ankara',
  TW: 'Taipei, Hsinchu',
  TZ: 'Dar es Salaam',
  UA: 'Kyiv, Kiev, Lviv',
  UG: 'Kampala',
  US:
    'New York City, San Francisco, San Francisco Bay Area, Bay Area, Los Angeles, San Diego, Berkeley, Oakland, Palo Alto, Mountain View, ' +
    'South San Francisco, Menlo Park, Seattle, Redmond, Bellevue, Kirkland, Tacoma, Spokane, Boston, Chicago, Evanston, ' +
    'Austin, Houston, Dallas, Denver, Boulder, Phoenix, Tucson, Philadelphia, Pittsburgh, Atlanta, Miami, Baltimore, ' +
    'Minneapolis, Detroit, Ann Arbor, Salt Lake City, Las Vegas, New Orleans, Nashville, Cleveland, Cincinnati, ' +
    'Milwaukee, Indianapolis, Brooklyn, Manhattan, Ithaca, Buffalo, Long Island, Stony Brook, Savannah, Sacramento, ' +
    'Santa Monica, Honolulu, Santa Barbara, Puget Sound, Silicon Valley',
  UY: 'Montevideo',
  VN: 'Hanoi, Ho Chi Minh City',
  ZA: 'Cape Town, Johannesburg, Pretoria, Stellenbosch',
}

/** A part of a country; `isCode` tells "CA" from "California". */
export type Area = { country: string; name: string; isCode: boolean }

const areas = new Map<string, Area>()
const cityCountries = new Map<string, string>()

function addAreas(country: string, list: string): void {
  for (const entry of list.split(', ')) {
    const [, code, name = entry] = /^([A-Z]{2,3}) (.+)$/.exec(entry) ?? []
    areas.set(fold(name), { country, name, isCode: false })
    if (code !== undefined && !areas.has(code)) areas.set(code, { country, name, isCode: true })
  }
}

addAreas('US', unitedStates)
addAreas('PR', 'PR Puerto Rico')
addAreas('CA', canada)
addAreas('AU', australia)
for (const [country, list] of Object.entries(elsewhere)) addAreas(country, list)
for (const [country, list] of Object.entries(cities))
  for (const city of list.split(', ')) cityCountries.set(fold(city), country)

/** The state, province or land that a text names exactly; postal codes in upper case only. */
export function findArea(text: string): Area | null {
  return areas.get(text) ?? areas.get(fold(text)) ?? null
}

/** The country of a city known well enough to stand without one. */
export function countryOfCity(text: string): string | null {
  return cityCountries.get(fold(text)) ?? null
}
