import { type CsvColumns, toCsv } from '../text/csv.ts'
import type { Report } from './reading.ts'
import type { Hidden, Section } from './report.ts'
import { type FigureName, figureNames } from './schema.ts'

type Line = Partial<Record<FigureName | 'low' | 'high', string | null>> & {
  basis: Section['basis']
  source: string | null
  row: 'activity' | 'total computed' | 'total as printed' | 'difference'
  activity: string
  currency: string | null
  printed: Partial<Record<FigureName, string>> | null
  hidden: Hidden
  note: string
}

const hiddenWords = { few: 'fewer than 5', next: 'not shown' }
const names: Record<FigureName, string> = {
  occurrences: 'occurrences',
  fte: 'fte',
  ftePerOccurrence: 'fte_per_occurrence',
  people: 'people',
  cost: 'cost',
  costPerFte: 'cost_per_fte',
}

/** A negative figure goes as a number: as text it would be guarded like a formula, and added by no spreadsheet. */
const asCell = (figure: string | null | undefined) => (figure?.startsWith('-') ? Number(figure) : figure)

const columns: CsvColumns<Line> = {
  basis: (line) => line.basis,
  source: (line) => line.source,
  row: (line) => line.row,
  activity: (line) => line.activity,
  ...Object.fromEntries(
    figureNames.map((name) => [
      names[name],
      (line: Line) => (line.hidden && name === 'fte' ? hiddenWords[line.hidden] : asCell(line[name])),
    ]),
  ),
  currency: (line) => line.currency,
  fte_low: (line) => asCell(line.low),
  fte_high: (line) => asCell(line.high),
  ...Object.fromEntries(
    figureNames.map((name) => [`printed_${names[name]}`, (line: Line) => asCell(line.printed?.[name])]),
  ),
  note: (line) => line.note,
}

function linesOf({ basis, source, rows, total, currency, flags }: Section): Line[] {
  const common = { basis, source, printed: null, hidden: null, note: '' }
  return [
    ...rows.map((row): Line => ({ ...row, basis, source, row: 'activity' })),
    { ...common, ...total.computed, row: 'total computed', activity: 'Total', currency },
    ...(total.reported
      ? [{ ...common, ...total.reported, row: 'total as printed' as const, activity: 'Total', currency }]
      : []),
    ...flags.map(({ activity, figure, reported, computed }) => ({
      ...common,
      row: 'difference' as const,
      activity: activity ?? 'Total',
      currency: null,
      note: `${names[figure]}: printed ${reported}, computed ${computed}`,
    })),
  ]
}

/** The report as CSV: a line for each row, and totals of each basis by themselves. */
export const csvOfReport = ({ sections }: Report): string => toCsv(columns, sections.flatMap(linesOf))
