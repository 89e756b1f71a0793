import { isDay } from '../calendar.ts'
import { commitmentValues } from '../commitment.ts'
import { answers, kinds, levels, payKinds, sides, workGroups, workplaces } from '../opportunities/schema.ts'
import { isCountry } from '../places/countries.ts'
import { regions } from '../places/regions.ts'
import { isLanguage } from '../taxonomy/languages.ts'
import { professionById, skillById } from '../taxonomy/terms.ts'

export const closesValues = ['7d', '14d', '30d', 'rolling', 'unknown'] as const
export const sorts = ['newest', 'deadline'] as const
/** A file of what a search finds holds at most so many. */
export const MOST_EXPORTED = 10_000
export type Sort = (typeof sorts)[number]
/** How a page of the board is laid out; not a part of the search. */
export type BoardView = 'list' | 'table'

const among = (values: readonly string[]) => (value: string) => (values.includes(value) ? value : null)
const shaped = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value : null)

/** Around what was found in a snippet: characters that no text holds. */
export const snippetMarks = { open: '\u0002', close: '\u0003' }

/** Every facet of the board with what it takes: the value as kept, or null when it is none. */
const facetValues = {
  kind: among(kinds),
  work_group: among(workGroups),
  side: among(sides),
  skill: (value: string) => (skillById.has(value) ? value : null),
  profession: (value: string) => (professionById.has(value) ? value : null),
  commitment: among(commitmentValues),
  months: shaped(/^([1-9]|1[0-2])$/),
  level: among([...levels, 'unknown']),
  workplace: among([...workplaces, 'unknown']),
  country: (value: string) => (isCountry(value.toUpperCase()) ? value.toUpperCase() : null),
  region: among(regions.map((region) => region.id)),
  org: shaped(/^org_[0-9a-z]{1,40}$/),
  audience: shaped(/^\P{Cc}{1,60}$/u),
  pay: among(payKinds),
  visa: among(answers),
  language: (value: string) => (isLanguage(value) ? value : null),
  closes: among(closesValues),
} satisfies Record<string, (value: string) => string | null>

export type Facet = keyof typeof facetValues
export const facetNames = Object.keys(facetValues) as Facet[]

/** One search of the board: within a facet any value will do, different facets must all hold. */
export type BoardQuery = {
  q: string
  facets: Partial<Record<Facet, string[]>>
  /** The most hours a week the reader can give. */
  hoursMax: number | null
  /** Published on this day or later, `YYYY-MM-DD`. */
  since: string | null
  /** One opportunity alone, as for "tell me when it opens". */
  opportunity: string | null
  sort: Sort
  cursor: string | null
}

/** What was wrong with one parameter; the rest of the search holds. */
export type Notice = { path: string; message: string }

const MOST_VALUES = 20
/** Of words to look for. */
export const MOST_CHARACTERS = 200
const MOST_PARAMETERS = 50
const MOST_NOTICES = 8
/** These take one value. */
const single = ['q', 'hours_max', 'since', 'opportunity', 'sort', 'cursor']
const examples: Partial<Record<Facet, string>> = {
  country: 'a two-letter code such as FR',
  org: 'the id of an organization',
  months: '1 to 12',
}

type Refuse = (message: string) => void

/** Gives each parameter that has a value to `take`, which tells whether it knows the name, and collects what is wrong. */
export function readParameters(
  params: URLSearchParams,
  single: readonly string[],
  take: (name: string, values: [string, ...string[]], refuse: Refuse) => boolean,
): Notice[] {
  const notices: Notice[] = []
  for (const name of [...new Set(params.keys())].slice(0, MOST_PARAMETERS)) {
    const [first, ...others] = params
      .getAll(name)
      .map((value) => value.trim())
      .filter(Boolean)
    const refuse = (message: string) => notices.push({ path: name.slice(0, 40), message })
    if (first === undefined) continue
    if (others.length && single.includes(name)) refuse('takes one value; the first was taken')
    if (!take(name, [first, ...others], refuse)) refuse('is not a search parameter')
  }
  return shortened(notices, new Set(params.keys()).size - MOST_PARAMETERS)
}

/**
 * Reads board parameters. What it does not know it names in a notice and leaves out: a search never fails. `strange` are
 * the values that their facets do not have.
 */
export function parseBoardQuery(
  params: URLSearchParams,
  also: readonly string[] = [],
): { query: BoardQuery; strange: BoardQuery['facets']; notices: Notice[] } {
  const strange: BoardQuery['facets'] = {}
  const query: BoardQuery = {
    q: '',
    facets: {},
    hoursMax: null,
    since: null,
    opportunity: null,
    sort: 'newest',
    cursor: null,
  }
  const notices = readParameters(params, single, (name, values, refuse) => {
    const [first] = values
    if (name === 'q') query.q = readText(first, refuse)
    else if (name === 'hours_max') query.hoursMax = readHours(first, refuse)
    else if (name === 'since') {
      if (isDay(first)) query.since = first
      else refuse(`“${first.slice(0, 40)}” is no day; write it as YYYY-MM-DD`)
    } else if (name === 'opportunity') {
      if (/^opp_[0-9a-z]{1,40}$/.test(first)) query.opportunity = first
      else refuse('is not the id of an opportunity')
    } else if (name === 'sort') {
      if (sorts.includes(first as Sort)) query.sort = first as Sort
      else refuse(`“${first.slice(0, 40)}” is no order; choose from ${sorts.join(', ')}`)
    } else if (name === 'cursor') query.cursor = first
    else if (Object.hasOwn(facetValues, name)) {
      const { known, unknown } = readFacet(name as Facet, values, refuse)
      if (known.length) query.facets[name as Facet] = known
      if (unknown.length) strange[name as Facet] = unknown
    } else return also.includes(name)
    return true
  })
  return { query, strange, notices }
}

/** A page that names everything that is wrong with an address would be as long as the address. */
function shortened(notices: Notice[], unread: number): Notice[] {
  const shown = notices.slice(0, MOST_NOTICES)
  const more = notices.length - shown.length
  if (more > 0) shown.push({ path: `${more} more`, message: 'were not understood either' })
  if (unread > 0)
    shown.push({ path: `${unread} more`, message: `were not read: a search takes ${MOST_PARAMETERS} parameters` })
  return shown
}

/** Words to look for. */
export function readText(typed: string, refuse: Refuse): string {
  const text = typed.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  if (text.length > MOST_CHARACTERS) refuse(`was cut to ${MOST_CHARACTERS} characters`)
  const cut = text.slice(0, MOST_CHARACTERS)
  if (/[\p{L}\p{N}]/u.test(cut)) return cut
  if (text) refuse('has no word to look for')
  return ''
}

function readHours(text: string, refuse: Refuse): number | null {
  const hours = /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : 0
  if (hours > 0 && hours <= 168) return hours
  refuse(`“${text.slice(0, 40)}” is no number of hours; give up to 168 a week`)
  return null
}

function readFacet(name: Facet, values: string[], refuse: Refuse) {
  if (values.length > MOST_VALUES) refuse(`takes at most ${MOST_VALUES} values; the rest was left out`)
  const [known, unknown] = [new Set<string>(), new Set<string>()]
  for (const value of values.slice(0, MOST_VALUES)) {
    const kept = facetValues[name](value)
    if (kept) known.add(kept)
    else {
      unknown.add(value)
      refuse(`“${value.slice(0, 40)}” is none of its values; give ${examples[name] ?? suggestion(name)}`)
    }
  }
  return { known: [...known].sort(), unknown: [...unknown].sort() }
}

/** Every value of the facets that have few. */
export const choices: Partial<Record<Facet, readonly string[]>> = {
  kind: kinds,
  work_group: workGroups,
  side: sides,
  commitment: commitmentValues,
  level: [...levels, 'unknown'],
  workplace: [...workplaces, 'unknown'],
  pay: payKinds,
  visa: answers,
  closes: closesValues,
  region: regions.map((region) => region.id),
}
const suggestion = (name: Facet) => (choices[name] ? `one of ${choices[name].join(', ')}` : 'one that the board lists')

/** The same search always as the same string: known names in a fixed order, defaults left out, without the cursor. */
export function boardQueryString(query: BoardQuery): string {
  const params = new URLSearchParams()
  if (query.q) params.set('q', query.q)
  for (const name of facetNames) for (const value of query.facets[name] ?? []) params.append(name, value)
  if (query.hoursMax !== null) params.set('hours_max', String(query.hoursMax))
  if (query.since) params.set('since', query.since)
  if (query.opportunity) params.set('opportunity', query.opportunity)
  if (query.sort !== 'newest') params.set('sort', query.sort)
  return params.toString()
}

/** The search as parameters without one value, for the chip that removes it. */
export function without(query: BoardQuery, name: string, value?: string): BoardQuery {
  const facets = { ...query.facets }
  if (Object.hasOwn(facets, name)) {
    const rest = (facets[name as Facet] ?? []).filter((kept) => kept !== value)
    if (rest.length) facets[name as Facet] = rest
    else delete facets[name as Facet]
  }
  return {
    ...query,
    facets,
    q: name === 'q' ? '' : query.q,
    hoursMax: name === 'hours_max' ? null : query.hoursMax,
    since: name === 'since' ? null : query.since,
    opportunity: name === 'opportunity' ? null : query.opportunity,
    cursor: null,
  }
}
