import { tenthsText } from '../statistics/rounding.ts'
import { type Basis, decimalOf, type Effect, type FigureName, figureNames, type PrintedFigures } from './schema.ts'

/** What a row stands on, in thousandths; null where it is not known. */
export type Hidden = 'few' | 'next' | null
type Sums = Record<'occurrences' | 'fte' | 'people' | 'cost', number | null>
export type RawRow = Sums & {
  activity: string
  currency: string | null
  /** Of the FTE, summed end by end: the widest there can be. */
  low: number | null
  high: number | null
  printed: PrintedFigures | null
  /** Over how many people the FTE are summed. */
  estimated: number | null
  /** Over too few people to be told outside, or the next smallest beside such a one. */
  hidden: Hidden
  note: string
}

/** Decimals as text, for "23.0" is not 23: FTE and quotients in tenths, the rest as it is. */
type Figures = Record<FigureName, string | null>
export type ReportRow = Figures & {
  activity: string
  currency: string | null
  low: string | null
  high: string | null
  estimated: number | null
  hidden: Hidden
  /** To the letter. */
  printed: Partial<Record<FigureName, string>> | null
  note: string
}

/** What is printed and what the figures beside it give, where they differ; neither is corrected. */
export type Flag = { activity: string | null; figure: FigureName; reported: string; computed: string }
export type Section = {
  basis: Basis
  source: string | null
  sourceUrl: string | null
  rows: ReportRow[]
  total: { computed: Figures & { low: string | null; high: string | null }; reported: Partial<Figures> | null }
  currency: string | null
  flags: Flag[]
  /** The FTE by effect, where they are told apart. */
  effects: { effect: Effect; fte: string }[]
  remarks: string[]
}

type Given = {
  basis: Basis
  source?: string
  sourceUrl?: string | null
  rows: readonly RawRow[]
  /** The total as printed. */
  printedTotal?: { figures: PrintedFigures; note: string } | null
  /** Where people are in several rows: how many they are in all. */
  people?: number | null
  effects?: Section['effects']
  remarks?: readonly string[]
}

const inTenths = (thousandths: number | null) => (thousandths === null ? null : tenthsText(thousandths / 1_000))
const asIs = (thousandths: number | null) => (thousandths === null ? null : decimalOf(thousandths))

function figuresOf({ occurrences, fte, people, cost }: Sums): Figures {
  return {
    occurrences: asIs(occurrences),
    fte: inTenths(fte),
    ftePerOccurrence: fte !== null && occurrences ? tenthsText(fte / occurrences) : null,
    people: asIs(people),
    cost: asIs(cost),
    costPerFte: cost !== null && fte !== null && fte > 0 ? tenthsText(cost / fte) : null,
  }
}

const lettersOf = (printed: PrintedFigures) =>
  Object.fromEntries(figureNames.flatMap((name) => (printed[name] ? [[name, printed[name].printed]] : [])))

function rowOf(raw: RawRow): ReportRow {
  const { activity, currency, printed, estimated, hidden, note } = raw
  const computed = figuresOf(raw)
  const orPrinted = (name: FigureName) => computed[name] ?? inTenths(printed?.[name]?.thousandths ?? null)
  return {
    ...{ activity, currency, estimated, hidden, note },
    ...computed,
    ftePerOccurrence: orPrinted('ftePerOccurrence'),
    costPerFte: orPrinted('costPerFte'),
    low: inTenths(raw.low),
    high: inTenths(raw.high),
    printed: printed && lettersOf(printed),
  }
}

/** What was printed of a quotient, where ours is another one in tenths. */
function quotientFlags(raw: RawRow): Flag[] {
  const computed = figuresOf(raw)
  return (['ftePerOccurrence', 'costPerFte'] as const).flatMap((figure) => {
    const [ours, theirs] = [computed[figure], raw.printed?.[figure]]
    if (!ours || !theirs || inTenths(theirs.thousandths) === ours) return []
    return [{ activity: raw.activity, figure, reported: theirs.printed, computed: ours }]
  })
}

/** The sum of what every row states; null where one does not state it. */
const sumOf = (rows: readonly RawRow[], of: (row: RawRow) => number | null) =>
  rows.reduce<number | null>((sum, row) => {
    const value = of(row)
    return sum === null || value === null ? null : sum + value
  }, 0)

function totalFlags(sums: Sums, printed: PrintedFigures): Flag[] {
  return (['occurrences', 'fte', 'people', 'cost'] as const).flatMap((figure) => {
    const [ours, theirs] = [sums[figure], printed[figure]]
    if (ours === null || !theirs || theirs.thousandths === ours) return []
    const computed = figure === 'fte' ? tenthsText(ours / 1_000) : decimalOf(ours)
    return [{ activity: null, figure, reported: theirs.printed, computed }]
  })
}

/** Rows on one basis with their total, computed beside what is printed. Hidden rows stay out of the total. */
export function sectionOf(given: Given): Section {
  const { basis, source = null, sourceUrl = null, rows, printedTotal = null, effects = [], remarks = [] } = given
  const shown = rows.filter(({ hidden }) => !hidden)
  const currencies = new Set(shown.flatMap(({ cost, currency }) => (cost === null || !currency ? [] : [currency])))
  const [currency = null, another] = currencies
  const sums: Sums = {
    occurrences: sumOf(shown, (row) => row.occurrences),
    fte: shown.length ? sumOf(shown, (row) => row.fte) : null,
    people: given.people === undefined ? sumOf(shown, (row) => row.people) : given.people,
    cost: another ? null : sumOf(shown, (row) => row.cost),
  }
  const figures = { ...figuresOf(sums), ftePerOccurrence: null }
  const [low, high] = [sumOf(shown, (row) => row.low), sumOf(shown, (row) => row.high)]
  return {
    ...{ basis, source, sourceUrl },
    rows: rows.map(rowOf),
    total: {
      computed: { ...figures, low: shown.length ? inTenths(low) : null, high: shown.length ? inTenths(high) : null },
      reported: printedTotal && lettersOf(printedTotal.figures),
    },
    currency: another ? null : currency,
    flags: [...shown.flatMap(quotientFlags), ...(printedTotal ? totalFlags(sums, printedTotal.figures) : [])],
    effects: [...effects],
    remarks: [
      ...remarks,
      ...(another ? ['Costs are in several currencies: they are not added.'] : []),
      ...(printedTotal?.note ? [printedTotal.note] : []),
    ],
  }
}
