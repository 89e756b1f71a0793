import Papa from 'papaparse'
import type { PersonalRecords } from '../../privacy.ts'

/** Spreadsheets read a cell that begins so as a formula. */
const FORMULA = /^[=+\-@\t\r]/

const textOf = (value: unknown) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : ((value ?? '') as string | number | boolean)

/** All records as one table, a line a field: records of different kinds have no columns in common. */
export function recordsCsv(records: PersonalRecords): string {
  const lines = Object.entries(records).flatMap(([table, rows]) =>
    rows.flatMap((row, i) => Object.entries(row).map(([field, value]) => [table, i + 1, field, textOf(value)])),
  )
  const options = { escapeFormulae: FORMULA }
  return `\uFEFF${Papa.unparse([['table', 'row', 'field', 'value'], ...lines], options)}\r\n`
}
