import { findCountry, isCountry } from '../places/countries.ts'
import { parsePlace } from '../places/parse-place.ts'
import { findRegion } from '../places/regions.ts'
import { findProfessions, findSkills } from '../taxonomy/terms.ts'
import { RowProblem } from './mapped-row.ts'
import { withoutTracking } from './tracking.ts'

/** What one cell says; `column` names it in what is refused. */
export type ReadCell = (cell: string, column: string) => unknown

const quoted = (text: string) => JSON.stringify(text.slice(0, 60))

const list = (cell: string) =>
  cell
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter(Boolean)

export const asText: ReadCell = (cell) => cell
export const asLink: ReadCell = (cell) => withoutTracking(cell)
export const asTexts: ReadCell = (cell) => list(cell)

/** A word of the board however it is written: "Movement building" is movement_building. */
const word = (text: string) => text.toLowerCase().replace(/[\s-]+/g, '_')
export const asWord: ReadCell = (cell) => word(cell)
export const asWords: ReadCell = (cell) => list(cell).map(word)
export const asCodes: ReadCell = (cell) => list(cell).map((code) => code.toLowerCase())
export const asCurrency: ReadCell = (cell) => cell.toUpperCase()

export const asNumber: ReadCell = (cell, column) => {
  if (!/^\d+(\.\d+)?$/.test(cell)) throw new RowProblem(column, 'Give a number such as 10 or 7.5')
  return Number(cell)
}
export const asNumbers: ReadCell = (cell, column) => list(cell).map((part) => asNumber(part, column))

export const asSkills: ReadCell = (cell, column) =>
  list(cell).map((name) => only(findSkills(name), name, column, 'skill'))
export const asProfessions: ReadCell = (cell, column) =>
  list(cell).map((name) => only(findProfessions(name), name, column, 'profession'))

/** The key is name and side: a name on both sides is asked for by id. */
function only(found: readonly { id: string }[], name: string, column: string, what: string): string {
  const [first, ...others] = found
  if (!first) throw new RowProblem(column, `${quoted(name)} is not in the list of ${what}s`)
  if (!others.length) return first.id
  throw new RowProblem(column, `${quoted(name)} stands on both sides: give ${found.map(({ id }) => id).join(' or ')}`)
}

export const asPlaces: ReadCell = (cell, column) => list(cell).map((text) => placeOf(text, column))

function placeOf(text: string, column: string): { country: string; city: string | null } {
  const country = findCountry(text)
  if (country) return { country, city: null }
  const [, city = '', code = ''] = /^(.+),\s*([A-Z]{2})$/.exec(text) ?? []
  const [parsed, ...others] = parsePlace(text).places
  if (parsed && isCountry(code) && parsed.country !== code && !parsePlace(city).places.length)
    throw new RowProblem(column, `${quoted(text)} may be read in two ways: write the country's name`)
  if (parsed && !others.length) return parsed
  if (isCountry(code)) return { country: code, city: city.trim() }
  throw new RowProblem(column, `${quoted(text)}: give a city and its country, such as "Berlin, DE"`)
}

export const asRemoteRegions: ReadCell = (cell, column) =>
  list(cell).flatMap((text) => {
    if (/^(anywhere|worldwide)$/i.test(text)) return 'anywhere'
    const country = findCountry(text)
    const found = country ? [country] : findRegion(text.replaceAll('_', ' '))
    if (!found.length) throw new RowProblem(column, `${quoted(text)}: give a country, a region or anywhere`)
    return found
  })
