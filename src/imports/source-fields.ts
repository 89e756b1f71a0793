import { isDay } from '../calendar.ts'
import { sanitiseHtml } from '../text/html.ts'
import { RowProblem } from './mapped-row.ts'
import { quoted } from './quoting.ts'
import { withoutTracking } from './tracking.ts'

export type SourceRow = Readonly<Record<string, unknown>>

/** Far above every cap on what is kept: it only spares the sanitiser what will be refused anyway. */
const MOST_HTML_CHARACTERS = 500_000

export const isRecord = (value: unknown): value is SourceRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function asRow(value: unknown): SourceRow {
  if (!isRecord(value)) throw new RowProblem('row', 'Give an object with named fields')
  return value
}

/** The trimmed text of a field, '' where it is missing. */
export function textOf(row: SourceRow, field: string): string {
  const value = row[field] ?? ''
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw new RowProblem(field, 'Give text')
  return value.trim()
}

/** A field with several values: a list, or text that stands between commas. */
export function textsOf(row: SourceRow, field: string, separator = /,/): string[] {
  const value = row[field]
  const parts = Array.isArray(value) ? value : textOf(row, field).split(separator)
  return parts.map((part: unknown) => textOf({ [field]: part }, field)).filter(Boolean)
}

/** A calendar day, also as 2012/1/31 or before an hour; null where it is missing. */
export function dayOf(row: SourceRow, field: string): string | null {
  const text = textOf(row, field)
  if (!text) return null
  const day = text
    .replace(/[T ]\d\d:\d\d.*$/, '')
    .replaceAll('/', '-')
    .replace(/-(?=\d(-|$))/g, '-0')
  if (!isDay(day)) throw new RowProblem(field, `${quoted(text)} ${whyNoDay(day)}`)
  return day
}

function whyNoDay(day: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return 'is no day: give it as YYYY-MM-DD'
  return /^(19|20|21)/.test(day) ? 'is no day of the calendar' : 'is not within the years 1900 to 2199'
}

/** The instant of a field such as `2022-08-18T06:51:30Z` or `2022/08/19 02:00`; without a zone it is UTC. */
export function instantOf(row: SourceRow, field: string): number | null {
  const day = dayOf(row, field)
  if (!day) return null
  const [, time = '00:00', zone = 'Z'] =
    /[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/.exec(textOf(row, field)) ?? []
  const at = Date.parse(`${day}T${time}${zone}`)
  if (Number.isNaN(at)) throw new RowProblem(field, 'Give an instant such as 2026-11-21T09:00:00Z')
  return at
}

export const startOfDay = (day: string | null) => (day ? Date.parse(`${day}T00:00:00Z`) : null)

/** Foreign HTML made safe, its links without tracking parameters. */
export function htmlOf(row: SourceRow, field: string): string {
  const html = textOf(row, field)
  if (html.length > MOST_HTML_CHARACTERS)
    throw new RowProblem(field, `Keep it to ${MOST_HTML_CHARACTERS.toLocaleString('en')} characters`)
  return sanitiseHtml(html).replace(/(<a href=")([^"]*)/g, (_, start: string, href: string) => {
    return start + withoutTracking(href.replaceAll('&amp;', '&')).replaceAll('&', '&amp;')
  })
}

export const linkOf = (row: SourceRow, field: string) => withoutTracking(textOf(row, field))

/** Sources write a far day where there is no deadline: a date that nobody meant. */
const NO_DEADLINE = '2050-01-01'

export function deadlineOf(row: SourceRow, field: string): { closesOn: string | null; rolling: boolean } {
  const closesOn = dayOf(row, field)
  const rolling = closesOn === NO_DEADLINE
  return { closesOn: rolling ? null : closesOn, rolling }
}

/** What a title surely says of the kind; everything else is a role. */
export function kindOfTitle(title: string): 'fellowship' | 'internship' | 'role' {
  if (/\bfellow(ship)?s?\b/i.test(title)) return 'fellowship'
  return /\bintern(ship)?s?\b/i.test(title) ? 'internship' : 'role'
}
