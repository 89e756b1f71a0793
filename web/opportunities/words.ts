import { ANYWHERE_ON_EARTH, dayIn, daysBetween, formatDay, formatDayOfYear } from '../../src/calendar.ts'
import { describeCommitment } from '../../src/commitment.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import type { Pay } from '../../src/opportunities/schema.ts'
import { countryName } from '../../src/places/countries.ts'
import { regions } from '../../src/places/regions.ts'
import { say } from '../../src/search/naming.ts'

const regionNames = new Map(regions.map((region) => [region.id as string, region.name]))
const placeName = (id: string) => (id.length === 2 ? countryName(id) : (regionNames.get(id) ?? id))

const PLACES_SHOWN = 2

type Placed = Pick<OpportunityCard, 'places' | 'workplace' | 'remoteRegions'>
type Fenced = Placed & Pick<OpportunityCard, 'zoneFence'>

/**
 * "Berlin, Germany or remote in Europe", "Remote, anywhere", "Remote, UTC−3 to UTC+3", "Brussels, Belgium · hybrid";
 * many places are counted.
 */
export const placeWords = (o: Fenced) => placesUpTo(o, PLACES_SHOWN, o.zoneFence ?? '')

/** The same for one line: a city beside others or remote work goes without its country, many regions are counted. */
export const placeBriefly = (o: Fenced) => placesUpTo(o, PLACES_SHOWN, o.zoneFence ?? '', true)

/** The same with every place, and without the time zones. */
export const placesInFull = (o: Placed) => placesUpTo(o, Number.POSITIVE_INFINITY)

/** "UTC-3" as it is set. */
export const zoneFenceWords = (fence: string) => fence.replace(/(?<=UTC ?)-(?=\d)/gi, '−')

/** From where one may work: countries and regions, time zones; "anywhere" only where neither fences. */
function fenceOf({ remoteRegions }: Placed, zones: string, most: number): string {
  const regions = remoteRegions.map((id) => (id === 'anywhere' ? 'anywhere' : placeName(id)))
  const kept = zones ? [...regions.filter((name) => name !== 'anywhere'), zoneFenceWords(zones)] : regions
  return upTo(most, kept, ', ')
}

const upTo = (most: number, names: string[], between: string) =>
  names.slice(0, most).join(between) + (names.length > most ? ` + ${names.length - most} more` : '')

function placesUpTo(o: Placed, most: number, zones = '', brief = false): string {
  const isBare = brief && (o.places.length > 1 || o.workplace === 'remote')
  const names = o.places.map(({ city, country }) => {
    const land = placeName(country)
    return city && city !== land ? (isBare ? city : `${city}, ${land}`) : land
  })
  const places = upTo(most, names, ' · ')
  if (o.workplace === 'remote') {
    const fence = fenceOf(o, zones, brief ? most : Number.POSITIVE_INFINITY)
    if (places)
      return `${places} or remote${fence && (o.remoteRegions.length && !zones ? ` in ${fence}` : `, ${fence}`)}`
    return fence ? `Remote, ${fence}` : 'Remote'
  }
  if (!places) return o.workplace ? say(o.workplace) : 'place not stated'
  return o.workplace === 'hybrid' ? `${places} · hybrid` : places
}

const periods = { hour: '/h', month: '/mo', year: '/yr', total: ' in all' }
const currencies = new Map<string, Intl.NumberFormat>()

function money(amount: number, currency: string | null): string {
  const code = currency ?? 'none'
  let format = currencies.get(code)
  if (!format) {
    format = new Intl.NumberFormat('en', currency ? { style: 'currency', currency, maximumFractionDigits: 0 } : {})
    currencies.set(code, format)
  }
  return format.format(amount)
}

/** "€4,200/mo", "€58,000–64,000/yr", "stipend", "unpaid", "not stated". */
export function payWords(pay: Pay): string {
  const least = pay.min ?? pay.max
  if (least === null) return pay.kind === 'unknown' ? 'not stated' : pay.kind
  const range =
    pay.max !== null && pay.max > least
      ? `${money(least, pay.currency)}–${money(pay.max, null)}`
      : money(least, pay.currency)
  return `${range}${pay.per ? periods[pay.per] : ''}`
}

/** The same where no heading says that it is pay. */
export const payAlone = (pay: Pay) => (pay.kind === 'unknown' ? 'pay not stated' : payWords(pay))

const SOON_DAYS = 7
const COUNTED_DAYS = 60

/** How long one can still apply: "6 days", "rolling", "opens 3 Dec", "not stated"; `soon` within a week. */
export function deadlineWords(
  o: Pick<OpportunityCard, 'closesOn' | 'opensOn' | 'rolling' | 'zone' | 'approximate'>,
  now: number,
  opening: (day: string, today: string) => string = nearDay,
): { text: string; soon: boolean } {
  const today = dayIn(now, o.zone ?? ANYWHERE_ON_EARTH)
  const about = o.approximate ? 'about ' : ''
  if (o.opensOn && !isOpenYet(o, now)) return { text: `opens ${about}${opening(o.opensOn, today)}`, soon: false }
  if (!o.closesOn) return { text: o.rolling ? 'rolling' : 'not stated', soon: false }
  const days = daysBetween(today, o.closesOn)
  if (days > COUNTED_DAYS) return { text: about + formatDay(o.closesOn), soon: false }
  return { text: about + daysWords(days), soon: days <= SOON_DAYS }
}

const YEAR_IS_CLEAR_DAYS = 300
const nearDay = (day: string, today: string) =>
  daysBetween(today, day) < YEAR_IS_CLEAR_DAYS ? formatDayOfYear(day) : formatDay(day)

function daysWords(days: number): string {
  if (days <= 0) return 'today'
  return days === 1 ? 'tomorrow' : `${days} days`
}

/** "New York time" of `America/New_York`. */
function zoneWords(zone: string): string {
  if (zone === ANYWHERE_ON_EARTH) return 'anywhere on Earth'
  return zone.includes('/') ? `${zone.split('/').at(-1)?.replaceAll('_', ' ')} time` : zone
}

type Deadline = Pick<OpportunityCard, 'closesOn' | 'zone' | 'approximate'>

/** "end of 8 Mar 2026, Berlin time", "about 8 Mar 2026, Berlin time"; where no zone is stated the day alone, which says so. */
export function deadlineInFull(o: Deadline): string | null {
  if (!o.closesOn) return null
  const before = o.approximate ? 'about ' : o.zone ? 'end of ' : ''
  return `${before}${formatDay(o.closesOn)}, ${o.zone ? zoneWords(o.zone) : 'zone not stated'}`
}

/** The same in days for paper: "opens 2 Feb 2026, end of 8 Mar 2026, Berlin time", "about 8 Mar 2026, ...", "rolling". */
export function deadlineOnPaper(o: OpportunityCard, now: number): string {
  const words = o.closesOn && isOpenYet(o, now) ? null : deadlineWords(o, now, formatDay).text
  return [words, deadlineInFull(o)].filter(Boolean).join(', ')
}

/** "closes at the end of 8 Mar 2026, Berlin time", "closes on 8 Mar 2026, zone not stated". */
export function closesInFull(o: Deadline): string | null {
  const day = deadlineInFull(o)
  return day && `closes ${o.approximate ? '' : o.zone ? 'at the ' : 'on '}${day}`
}

/** "today", "yesterday", "5 days ago" or the day. */
export function agoWords(at: number, now: number): string {
  const day = dayIn(at, 'UTC')
  const days = daysBetween(day, dayIn(now, 'UTC'))
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  return days <= 30 ? `${days} days ago` : formatDay(day)
}

/** `Organization | Title | Place | hours | pay | visa`, for pasting where people pass opportunities on. */
export const copyLine = (o: OpportunityCard) =>
  [
    o.organization.name,
    o.title,
    placeWords(o),
    describeCommitment(o.commitment),
    payAlone(o.pay),
    o.visa === 'unknown' ? 'visa not stated' : o.visa === 'yes' ? 'visa support' : 'no visa support',
  ].join(' | ')

export const levelWords = (level: string) => (level === 'none' ? 'no experience asked' : say(level))
export const levelBriefly = (level: string) => (level === 'none' ? 'any level' : say(level))

/** Whether one can apply already; recurring programs are listed before they open. */
export const isOpenYet = (o: Pick<OpportunityCard, 'opensOn' | 'zone'>, now: number) =>
  !o.opensOn || o.opensOn <= dayIn(now, o.zone ?? ANYWHERE_ON_EARTH)
