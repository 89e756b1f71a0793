import Papa from 'papaparse'

/** The library's own pattern misses a formula that holds a line break. */
const FORMULA = /^[=+\-@\t\r]/

/** Columns by name, each with what its cell says of a row. */
export type CsvColumns<Row> = Record<string, (row: Row) => string | number | null | undefined>

/** Rows as a CSV file: RFC 4180, with a byte order mark for spreadsheets, and no cell that one would run as a formula. */
export function toCsv<Row>(columns: CsvColumns<Row>, rows: readonly Row[]): string {
  const lines = rows.map((row) => Object.values(columns).map((cell) => cell(row)))
  return `\uFEFF${Papa.unparse([Object.keys(columns), ...lines], { escapeFormulae: FORMULA })}\r\n`
}
