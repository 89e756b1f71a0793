/** The rules of the board once more: plain loops over rows as SQL gives them, without sets of bits, indexes or FTS5. */
import { sql } from 'drizzle-orm'
import { DAY } from '../../src/calendar.ts'
import type { Db } from '../../src/db/client.ts'
import { regions } from '../../src/places/regions.ts'
import type { BoardQuery, Facet } from '../../src/search/schema.ts'

const MOST_TEXT_HITS = 1_000
const ANY = '*'

type Fixed = Exclude<Facet, 'closes'>
export type Row = {
  seq: number
  id: string
  published: number
  closesAt: number | null
  isListed: boolean
  rolling: boolean
  dated: boolean
  leastHours: number | null
  /** What it is found under; `*` stands for every value of the facet. */
  values: Record<Fixed, ReadonlySet<string>>
  /** The countries it names: the others are no choices of their own. */
  named: ReadonlySet<string>
  /** The folded words of each text column, a space around each. */
  texts: string[]
}

type Stored = Record<string, string | number | null>
type Time = {
  basis: string
  labels?: string[]
  hoursMin: number
  hoursMax: number
  per: string
  months?: number[] | null
  monthsPerYear?: number | null
  weeks?: number | null
}

export async function readRows(db: Db): Promise<Row[]> {
  const rows = await db.all<Stored>(
    sql`select o.*, g.name as organization, c.reason as closed from opportunities o
      join organizations g on g.id = o.organization_id left join closures c on c.opportunity_id = o.id`,
  )
  return rows.map(rowOf)
}

const parsed = <T>(value: string | number | null | undefined) => JSON.parse(String(value)) as T
const listed = (value: string | number | null | undefined) => new Set(parsed<string[]>(value))

function rowOf(stored: Stored): Row {
  const time = parsed<Time>(stored.commitment)
  const named = new Set([
    ...parsed<{ country: string }[]>(stored.places).map(({ country }) => country),
    ...parsed<string[]>(stored.remote_regions).filter((id) => id.length === 2),
  ])
  return {
    seq: Number(stored.seq),
    id: String(stored.id),
    published: Number(stored.published_at),
    closesAt: stored.closes_at === null ? null : Number(stored.closes_at),
    isListed: stored.published_at !== null && stored.closed === null,
    rolling: stored.rolling === 1,
    dated: stored.closes_on !== null,
    leastHours: leastHours(time),
    values: { ...plainValues(stored), ...placeValues(stored, named), ...timeValues(stored, time) },
    named,
    texts: [stored.title, stored.organization, stored.summary, stored.body_text, stored.terms].map(
      (text) => ` ${wordsOf(text).join(' ')} `,
    ),
  }
}

const plainValues = (stored: Stored) => ({
  kind: new Set([String(stored.kind)]),
  work_group: listed(stored.work_groups),
  side: listed(stored.sides),
  skill: new Set(parsed<{ id: string }[]>(stored.skills).map(({ id }) => id)),
  profession: listed(stored.professions),
  level: new Set([String(stored.level ?? 'unknown')]),
  workplace: new Set([String(stored.workplace ?? 'unknown')]),
  org: new Set([String(stored.organization_id)]),
  audience: listed(stored.audiences),
  pay: new Set([parsed<{ kind: string }>(stored.pay).kind]),
  visa: new Set([String(stored.visa)]),
  language: listed(stored.languages),
})

/** A country is found by its regions; a fence by itself, what holds it or lies in it; work without a fence by all. */
function placeValues(stored: Stored, named: ReadonlySet<string>) {
  const fences = parsed<string[]>(stored.remote_regions)
  const placeless = stored.workplace === 'remote' && fences.length === 0 && named.size === 0
  if (placeless || fences.includes('anywhere')) return { country: new Set([ANY, ...named]), region: new Set([ANY]) }
  const inside = (a: { countries: readonly string[] }, b: { countries: readonly string[] }) =>
    a.countries.every((code) => b.countries.includes(code))
  const fencing = regions.filter(({ id }) => fences.includes(id))
  const related = regions.filter((region) => fencing.some((fence) => inside(region, fence) || inside(fence, region)))
  const holding = regions.filter(({ countries }) => countries.some((code) => named.has(code)))
  return {
    country: new Set([...named, ...fencing.flatMap(({ countries }) => countries)]),
    region: new Set([...related, ...holding].map(({ id }) => id)),
  }
}

const aWeek = (hours: number, per: string) => (per === 'week' ? hours : (hours * 12) / 52)

function leastHours({ basis, hoursMin, per, labels }: Time): number | null {
  if (basis === 'stated') return aWeek(hoursMin, per)
  if (basis === 'none') return 0
  return basis === 'label' && !labels?.includes('part_time') ? 30 : null
}

const timeValues = (stored: Stored, time: Time) => ({
  commitment: new Set(sharesOf(time)),
  months: new Set(monthsOf(time, stored.starts_on === null ? null : String(stored.starts_on))),
})

function sharesOf(time: Time): string[] {
  if (time.basis === 'unknown') return ['unknown']
  if (time.basis === 'label') return (time.labels ?? []).map((label) => label.replace('part_time', 'fractional'))
  if (time.basis === 'none') return []
  const tour = (time.monthsPerYear ?? 12) < 12
  const full = !tour && aWeek(time.hoursMax, time.per) >= 30
  const fractional = tour || aWeek(time.hoursMin, time.per) < 30
  return [...(full ? ['full_time'] : []), ...(fractional ? ['fractional'] : [])]
}

function monthsOf({ basis, months, monthsPerYear, weeks }: Time, startsOn: string | null): string[] {
  if (basis !== 'stated') return []
  if (months) return months.map(String)
  if (weeks && startsOn) return monthsWithAWeek(Date.parse(startsOn), weeks * 7)
  const count = weeks ? Math.min(12, Math.ceil((weeks * 12) / 52)) : (monthsPerYear ?? 12)
  if (!startsOn && count < 12) return [ANY]
  const found: string[] = []
  for (let month = Number((startsOn ?? '2000-01').slice(5, 7)); found.length < count; month = (month % 12) + 1)
    found.push(String(month))
  return found
}

/** Day by day: a month counts that holds a week of it, or half of a shorter one. */
function monthsWithAWeek(from: number, days: number): string[] {
  const held = new Map<string, number>()
  for (let day = 0; day < days; day++) {
    const month = new Date(from + day * DAY).toISOString().slice(0, 7)
    held.set(month, (held.get(month) ?? 0) + 1)
  }
  const enough = [...held].filter(([, count]) => count >= Math.min(7, days / 2))
  return enough.map(([month]) => String(Number(month.slice(5))))
}

const wordsOf = (text: string | number | null | undefined) =>
  String(text ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

type Term = { words: string[]; beginning: boolean }

/** Between two quotes stands a phrase, all else is words; only a last word of two letters or more may be a beginning. */
function termsOf(q: string): Term[] {
  const parts = q.split('"').flatMap((part, i) => (i % 2 ? [{ part, phrase: true }] : spaced(part)))
  const terms = parts
    .map(({ part, phrase }) => ({ part, words: wordsOf(part), phrase }))
    .filter(({ words }) => words.length)
  return terms.map(({ part, words, phrase }, i) => {
    const isBegun = !phrase && i === terms.length - 1 && endsInLetters(part, words.at(-1) ?? '')
    return { words, beginning: isBegun }
  })
}
/** Two letters at the least, and no sign after them: "c" and "c++" begin nothing. */
const endsInLetters = (part: string, last: string) => [...last].length > 1 && wordsOf(part.slice(-1)).length === 1
const spaced = (text: string) => text.split(/\s+/).map((part) => ({ part, phrase: false }))

const holds = (text: string, { words, beginning }: Term) => text.includes(` ${words.join(' ')}${beginning ? '' : ' '}`)

/** All that hold the words, last written first; null where there is no word to look for. */
export function speaking(rows: readonly Row[], q: string): number[] | null {
  const terms = termsOf(q)
  if (!terms.length) return null
  return rows
    .filter(({ texts }) => terms.every((term) => texts.some((text) => holds(text, term))))
    .map(({ seq }) => seq)
    .sort((a, b) => b - a)
}

function isUnder(row: Row, facet: Facet, value: string, now: number): boolean {
  if (facet !== 'closes') return row.values[facet].has(value) || row.values[facet].has(ANY)
  if (value === 'rolling') return row.rolling
  if (value === 'unknown') return !row.rolling && !row.dated
  return row.closesAt !== null && row.closesAt <= now + Number.parseInt(value, 10) * DAY
}

/** What the whole search but one facet finds. */
export function remaining(rows: readonly Row[], query: BoardQuery, except: Facet | null, now: number): Row[] {
  const chosen = (Object.entries(query.facets) as [Facet, string[]][]).filter(([facet]) => facet !== except)
  return rows.filter((row) =>
    chosen.every(([facet, values]) => values.some((value) => isUnder(row, facet, value, now))),
  )
}

const isOpen = (row: Row, now: number) => row.isListed && (row.closesAt === null || row.closesAt > now)

/** What is open, holds the words, asks no more hours and is new enough. */
export function candidates(rows: readonly Row[], query: BoardQuery, hits: readonly number[] | null, now: number) {
  const open = new Set(rows.filter((row) => isOpen(row, now)).map(({ seq }) => seq))
  const newest = hits && new Set(hits.filter((seq) => open.has(seq)).slice(0, MOST_TEXT_HITS))
  return rows.filter(
    (row) =>
      isOpen(row, now) &&
      (!newest || newest.has(row.seq)) &&
      (query.hoursMax === null ||
        row.leastHours === null ||
        Math.round(row.leastHours * 100) <= Math.round(query.hoursMax * 100)) &&
      (!query.since || row.published >= Date.parse(query.since)),
  )
}

/** How many each of these values would show. */
export function counted(rows: readonly Row[], facet: Facet, values: readonly string[], now: number) {
  if (facet === 'closes') return values.map((value) => ({ value, count: closing(rows, value, now) }))
  const tally = new Map<string, number>()
  let everywhere = 0
  for (const { values: under } of rows) {
    if (under[facet].has(ANY)) everywhere++
    else for (const value of under[facet]) tally.set(value, (tally.get(value) ?? 0) + 1)
  }
  return values.map((value) => ({ value, count: everywhere + (tally.get(value) ?? 0) }))
}
const closing = (rows: readonly Row[], value: string, now: number) =>
  rows.filter((row) => isUnder(row, 'closes', value, now)).length

/** The values that something found stands under by name, and so must be offered. */
export function due(rows: readonly Row[], facet: Fixed): string[] {
  const values = new Set<string>()
  for (const row of rows) for (const value of facet === 'country' ? row.named : row.values[facet]) values.add(value)
  values.delete(ANY)
  return [...values]
}

const byNewest = (a: Row, b: Row) => b.published - a.published || b.seq - a.seq
const NEVER = Number.MAX_SAFE_INTEGER

export const inOrder = (rows: readonly Row[], sort: BoardQuery['sort']) =>
  [...rows].sort((a, b) =>
    sort === 'newest' ? byNewest(a, b) : (a.closesAt ?? NEVER) - (b.closesAt ?? NEVER) || byNewest(a, b),
  )
