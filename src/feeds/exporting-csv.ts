import Papa from 'papaparse'
import { dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { asPlaces } from '../imports/csv-cells.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Place } from '../opportunities/schema.ts'
import { countryName } from '../places/countries.ts'
import { type BesideCard, findBesideCards } from './queries.ts'

type Row = OpportunityCard & Partial<BesideCard>
type Cell = string | number | null | undefined

/** Opportunities as a CSV file that our own import reads: RFC 4180, with a byte order mark for spreadsheets. */
export async function csvOf({ db }: Ctx, openings: readonly OpportunityCard[]): Promise<string> {
  const beside = await findBesideCards(
    db,
    openings.map(({ id }) => id),
  )
  const data = openings.map((card) => {
    const row = { ...card, ...beside.get(card.id) }
    return Object.values(cells).map((cell) => tidy(cell(row)))
  })
  const csv = Papa.unparse({ fields: Object.keys(cells), data }, { escapeFormulae: FORMULA })
  return `\uFEFF${csv}\r\n`
}

/** The library's own pattern misses a formula that holds a line break. */
const FORMULA = /^[=+\-@\t\r]/

/** Text as the import keeps it. */
const tidy = (cell: Cell) => (typeof cell === 'string' ? cell.replace(/\r\n?/g, '\n').trim() : cell)

const list = (values: readonly (string | number)[] | null | undefined) =>
  values?.map((value) => String(value).replace(/[;|]/g, ',')).join(';')

const stated = ({ commitment }: Row) => (commitment.basis === 'stated' ? commitment : null)

/** The columns of `own-csv-columns.ts` without the body: thousands of bodies make no table. */
const cells: Record<string, (o: Row) => Cell> = {
  external_id: (o) => o.id,
  kind: (o) => o.kind,
  title: (o) => o.title,
  organization: (o) => o.organization.name,
  organization_website: (o) => o.organization.website,
  url: (o) => o.applyUrl,
  work_group: (o) => list(o.workGroups),
  side: (o) => list(o.sides),
  profession: (o) => list(o.professions),
  skills: (o) => list(o.skills.filter(({ must }) => !must).map(({ id }) => id)),
  must_skills: (o) => list(o.skills.filter(({ must }) => must).map(({ id }) => id)),
  teaches: (o) => list(o.teaches),
  hours_min: (o) => stated(o)?.hoursMin,
  hours_max: (o) => stated(o)?.hoursMax,
  per: (o) => stated(o)?.per,
  months: (o) => list(stated(o)?.months),
  months_per_year: (o) => stated(o)?.monthsPerYear,
  weeks: (o) => stated(o)?.weeks,
  label: ({ commitment: c }) => (c.basis === 'label' ? list(c.labels) : c.basis === 'none' ? 'none' : null),
  starts_on: (o) => o.startsOn,
  workplace: (o) => o.workplace,
  places: (o) => list(o.places.map(placeCell)),
  remote_regions: (o) => list(o.remoteRegions),
  opens_on: (o) => o.opensOn,
  closes_on: (o) => (o.rolling ? 'rolling' : o.closesOn),
  zone: (o) => o.zone,
  pay: (o) => o.pay.kind,
  pay_min: (o) => o.pay.min,
  pay_max: (o) => o.pay.max,
  currency: (o) => o.pay.currency,
  pay_per: (o) => o.pay.per,
  relocation: (o) => o.relocation,
  visa: (o) => o.visa,
  level: (o) => o.level,
  degree: (o) => o.degree,
  languages: (o) => list(o.languages),
  seats: (o) => o.seats,
  audiences: (o) => list(o.audiences),
  validation: (o) => o.validation,
  summary: (o) => o.summary,
  published_on: (o) => dayIn(o.publishedAt, 'UTC'),
  verified_on: (o) => o.verifiedOn,
}

/** "Casablanca, MA" would be read as Massachusetts: then the country by its name. */
function placeCell({ city, country }: Place): string {
  if (!city) return country
  const [code, name] = [`${city}, ${country}`, `${city}, ${countryName(country)}`]
  return !isRead(code, country) && isRead(name, country) ? name : code
}

function isRead(cell: string, country: string): boolean {
  try {
    return (asPlaces(cell, 'places') as Place[]).every((place) => place.city && place.country === country)
  } catch {
    return false
  }
}
