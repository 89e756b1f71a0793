import { findCountry, isCountry } from '../places/countries.ts'
import { parsePlace } from '../places/parse-place.ts'
import { findRegion } from '../places/regions.ts'
import { RowProblem } from './mapped-row.ts'
import { quoted } from './quoting.ts'
import { dayOf } from './source-fields.ts'
import { withoutTracking } from './tracking.ts'

/** What one cell says; `column` names it in what is refused. */
export type ReadCell = (cell: string, column: string) => unknown

const list = (cell: string) =>
  cell
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter(Boolean)

export const asText: ReadCell = (cell) => cell
export const asLink: ReadCell = (cell) => withoutTracking(cell)
export const asDay: ReadCell = (cell, column) => dayOf({ [column]: cell }, column)
export const asDeadline: ReadCell = (cell, column) => (/^rolling$/i.test(cell) ? 'rolling' : asDay(cell, column))
export const asTexts: ReadCell = (cell) => list(cell)

/** A word of the board however it is written: "Movement building" is movement_building. */
const word = (text: string) => text.toLowerCase().replace(/[\s-]+/g, '_')
export const asWord: ReadCell = (cell) => word(cell)
export const asWords: ReadCell = (cell) => list(cell).map(word)
export const asCodes: ReadCell = (cell) => list(cell).map((code) => code.toLowerCase())
export const asCurrency: ReadCell = (cell) => cell.toUpperCase()

/** Reads the parts of a list; everything that is wrong in it is told at once. */
export function eachOf<T>(cell: string, column: string, read: (part: string, column: string) => T): T[] {
  const reasons: string[] = []
  const values = list(cell).flatMap((part) => {
    try {
      return [read(part, column)]
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error
      reasons.push(error.reason)
      return []
    }
  })
  if (reasons.length) throw new RowProblem(column, reasons.join(' and '))
  return values
}

export const asNumber: ReadCell = (cell, column) => {
  if (/^-?\d+(\.\d+)?$/.test(cell)) return Number(cell)
  throw new RowProblem(column, `${quoted(cell)} is no number such as 10 or 7.5`)
}
export const asNumbers: ReadCell = (cell, column) => eachOf(cell, column, asNumber)

export const asPlaces: ReadCell = (cell, column) => eachOf(cell, column, placeOf)

function placeOf(text: string, column: string): { country: string; city: string | null } {
  const country = findCountry(text)
  if (country) return { country, city: null }
  if (/^(fully )?remote$/i.test(text)) throw new RowProblem(column, `${quoted(text)} belongs into the column workplace`)
  const [, city = '', code = ''] = /^(.+),\s*([A-Z]{2})$/.exec(text) ?? []
  const [parsed, ...others] = parsePlace(text).places
  if (parsed && isCountry(code) && parsed.country !== code && !parsePlace(city).places.length)
    throw new RowProblem(column, `${quoted(text)} may be read in two ways: write the country's name`)
  if (parsed && !others.length) return parsed
  if (isCountry(code)) return { country: code, city: city.trim() }
  throw new RowProblem(column, `${quoted(text)}: give a city and its country, such as "Berlin, DE"`)
}

export const asRemoteRegions: ReadCell = (cell, column) => eachOf(cell, column, remoteRegionsOf).flat()

function remoteRegionsOf(text: string, column: string): string[] {
  if (/^(anywhere|worldwide)$/i.test(text)) return ['anywhere']
  const country = findCountry(text)
  const found = country ? [country] : findRegion(text.replaceAll('_', ' '))
  if (!found.length) throw new RowProblem(column, `${quoted(text)}: give a country, a region or anywhere`)
  return [...found]
}

/** A column called "remote" answers yes or no, and no leaves open what else it is. */
export const asWorkplace: ReadCell = (cell, column) => {
  if (column !== 'remote') return word(cell)
  if (/^(yes|y|true|1|x|fully remote|100 ?%)$/i.test(cell)) return 'remote'
  return /^(no|n|false|0)$/i.test(cell) ? undefined : word(cell)
}

/** Yes or no, as people write it. */
export const asFlag: ReadCell = (cell, column) => {
  if (/^(yes|y|true|1)$/i.test(cell)) return true
  if (/^(no|n|false|0)$/i.test(cell)) return false
  throw new RowProblem(column, `${quoted(cell)} is neither yes nor no`)
}
