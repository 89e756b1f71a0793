import Papa from 'papaparse'
import { malformed } from '../errors.ts'

export type CsvRow = { row: number; cells: string[]; problem: string | null }

/**
 * The header and rows of a CSV file. The separator (comma, semicolon or tab) is the one of the header; line ends may
 * be mixed. Rows are counted as a spreadsheet does, the header being row 1; blank ones are left out.
 */
export function readCsvTable(text: string): { header: string[]; rows: CsvRow[] } {
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const { data, errors } = Papa.parse<string[]>(lines, { delimiter: separatorOf(lines), newline: '\n' })
  const [header = [], ...body] = data
  if (header.every((cell) => !cell.trim()))
    throw malformed('The file has no header: name the columns in its first line')
  const quotes = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row))
  const rows = body.map((cells, i) => ({ row: i + 2, cells, problem: problemOf(cells, header, quotes.has(i + 1)) }))
  return { header, rows: rows.filter(({ cells }) => cells.some((cell) => cell.trim())) }
}

// Lists inside cells hold semicolons, so the rows do not say which separator it is.
function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/\n|$/))
  const count = (separator: string) => header.split(separator).length
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best))
}

function problemOf(cells: string[], header: string[], badQuotes: boolean): string | null {
  if (badQuotes) return 'row: A quotation mark is not closed; write a quotation mark inside a cell twice'
  if (cells.length <= header.length) return null
  return `row: It has ${cells.length} cells, the header has ${header.length}; put cells with separators in quotation marks`
}
