import { LRUCache } from 'lru-cache'
import { isoInstant } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { asPlaces } from '../imports/csv-cells.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Place } from '../opportunities/schema.ts'
import { countryName } from '../places/countries.ts'
import { findSkills, skillById } from '../taxonomy/terms.ts'
import { type CsvColumns, toCsv } from '../text/csv.ts'
import { type BesideCard, findBesideCards } from './queries.ts'

type Row = OpportunityCard & Partial<BesideCard>

/** Opportunities as a CSV file that our own import reads: RFC 4180, with a byte order mark for spreadsheets. */
export async function csvOf({ db }: Ctx, openings: readonly OpportunityCard[]): Promise<string> {
  const beside = await findBesideCards(
    db,
    openings.map(({ id }) => id),
  )
  return toCsv(
    columns,
    openings.map((card) => ({ ...card, ...beside.get(card.id) })),
  )
}

/** Text as the import keeps it. */
const tidy = (cell: ReturnType<CsvColumns<Row>[string]>) =>
  typeof cell === 'string' ? cell.replace(/\r\n?/g, '\n').trim() : cell

const list = (values: readonly (string | number)[] | null | undefined) =>
  values?.map((value) => String(value).replace(/[;|]/g, ',')).join(';')

const stated = ({ commitment }: Row) => (commitment.basis === 'stated' ? commitment : null)

/** The columns of `own-csv-columns.ts` without the body: thousands of bodies make no table. */
const cells: CsvColumns<Row> = {
  external_id: (o) => o.id,
  kind: (o) => o.kind,
  title: (o) => o.title,
  organization: (o) => o.organization.name,
  organization_website: (o) => o.organization.website,
  url: (o) => o.applyUrl,
  work_group: (o) => list(o.workGroups),
  side: (o) => list(o.sides),
  profession: (o) => list(o.professions),
  skills: (o) => list(o.skills.filter(({ must }) => !must).map(skillCell)),
  must_skills: (o) => list(o.skills.filter(({ must }) => must).map(skillCell)),
  teaches: (o) => list(o.teaches.map((id) => skillCell({ id }))),
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
  approximate: (o) => (o.approximate ? 'yes' : null),
  zone_fence: (o) => o.zoneFence,
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
  example: (o) => (o.example ? 'yes' : null),
  published_on: (o) => isoInstant(o.publishedAt).slice(0, 10),
  verified_on: (o) => o.verifiedOn,
}

const columns: CsvColumns<Row> = Object.fromEntries(
  Object.entries(cells).map(([name, cell]) => [name, (row: Row) => tidy(cell(row))]),
)

/** The id `writing` is the name of a skill on the other side too: then an alias that names this one alone. */
const skillCell = ({ id }: { id: string }) =>
  [id, ...(skillById.get(id)?.aliases ?? [])].find((text) => findSkills(text).length === 1) ?? id

/** Reading a place back costs more than the rest of its row, and the same few cities come again and again. */
const placeCells = new LRUCache<string, string, Place>({
  max: 2_000,
  memoMethod: (_key, _old, { context }) => spell(context),
})

const placeCell = (place: Place) => placeCells.memo(`${place.city},${place.country}`, { context: place })

/**
 * "Casablanca, MA" would be read as Massachusetts and "Washington, US" as the state: the first spelling that says the
 * same place to the import.
 */
function spell(place: Place): string {
  const { city, country } = place
  if (!city) return country
  const spellings = [country, countryName(country), `${city}, ${country}`, `${city}, ${countryName(country)}`]
  const cells = spellings.map((rest) => `${city}, ${rest}`)
  return cells.find((cell) => reads(cell, place)) ?? `${city}, ${country}`
}

function reads(cell: string, { city, country }: Place): boolean {
  try {
    const found = asPlaces(cell, 'places') as Place[]
    return found.length === 1 && found[0]?.city === city && found[0].country === country
  } catch {
    return false
  }
}
