import { addDays, daysBetween } from '../calendar.ts'
import { kaplanMeier } from '../statistics/survival.ts'
import type { Activity } from './schema.ts'

/** The same for every cohort: a landing counts within so many days of its end, once they are over for it. */
export const HORIZON_DAYS = 365

type Compared = { id: string; name: string; activity: Activity; audiences: string[] }
/** So many of one's own people who took part in a cohort that is over, and stand alike. */
export type OwnRow = {
  programId: string
  number: number
  endsOn: string
  /** Days from the end of the cohort to the first landing; null while there is none. */
  landedAfter: number | null
  answered: boolean
  /** Whether it is the cohort by which they came: waits are of these. */
  isFirst: boolean
  count: number
}
export type OwnProgram = Compared & { rows: OwnRow[] }
/** What is told of others: of a cohort, or of all of them where the number is null. */
export type ToldRow = { number: number | null; count: number; outOf: number; answered: number | null; month: string }
export type OthersProgram = Compared & { group: string; told: ToldRow[] }

/** So many landed of so many, of whom so many gave an answer. */
export type Rate = { landed: number; outOf: number; answered: number }
export type Line = Compared & {
  /** Null where it is one's own: then figures are exact, else in whole fives. */
  group: string | null
  /** Null where the horizon is not over for anybody, or too few can be told of. */
  rate: Rate | null
  time: { people: number; medianDays: number | null } | null
}
/** Cohorts of one number: one's own, and those of others of which something is told. */
export type NumberLine = { number: number; own: Rate | null; others: (Rate & { programs: number }) | null }
export type Comparison = { lines: Line[]; numbers: NumberLine[]; month: string | null }

const isOver = (row: OwnRow, today: string) => addDays(row.endsOn, HORIZON_DAYS) <= today
const hasLanded = ({ landedAfter }: OwnRow) => landedAfter !== null && landedAfter <= HORIZON_DAYS

const add = (rates: readonly Rate[]): Rate | null =>
  rates.length
    ? rates.reduce((sum, one) => ({
        landed: sum.landed + one.landed,
        outOf: sum.outOf + one.outOf,
        answered: sum.answered + one.answered,
      }))
    : null

const rateOfRow = (row: OwnRow): Rate => ({
  landed: hasLanded(row) ? row.count : 0,
  outOf: row.count,
  answered: row.answered ? row.count : 0,
})
const rateOfTold = ({ count, outOf, answered }: ToldRow): Rate => ({
  landed: count,
  outOf,
  answered: answered ?? outOf,
})

/** One's own programs, exactly, beside what is told of others: by landing rate, and by the number of the cohort. */
export function compare(own: readonly OwnProgram[], others: readonly OthersProgram[], today: string): Comparison {
  const lines = [...own.map((program) => ownLine(program, today)), ...others.map(othersLine)]
  const share = ({ rate }: Line) => (rate?.outOf ? rate.landed / rate.outOf : -1)
  return {
    lines: lines.sort((a, b) => share(b) - share(a) || (a.name < b.name ? -1 : 1)),
    numbers: numbersOf(own, others, today),
    month:
      others
        .flatMap(({ told }) => told.map(({ month }) => month))
        .sort()
        .at(-1) ?? null,
  }
}

function ownLine({ rows, ...program }: OwnProgram, today: string): Line {
  const first = rows.filter(({ isFirst }) => isFirst)
  const waits = first.map(({ landedAfter, endsOn, count }) => {
    return { time: landedAfter ?? daysBetween(endsOn, today), happened: landedAfter !== null, count }
  })
  const { people, median } = kaplanMeier(waits)
  const over = rows.filter((row) => isOver(row, today))
  return {
    ...program,
    group: null,
    rate: add(over.map(rateOfRow)),
    time: people ? { people, medianDays: median } : null,
  }
}

function othersLine({ told, ...program }: OthersProgram): Line {
  const all = told.find(({ number }) => number === null)
  return { ...program, rate: all ? rateOfTold(all) : null, time: null }
}

function numbersOf(own: readonly OwnProgram[], others: readonly OthersProgram[], today: string): NumberLine[] {
  const ours = own.flatMap(({ rows }) => rows.filter((row) => isOver(row, today)))
  const told = others.flatMap((program) => program.told.filter(({ number }) => number !== null))
  const numbers = new Set([...ours, ...told].map(({ number }) => number ?? 0))
  return [...numbers]
    .sort((a, b) => a - b)
    .map((number) => {
      const theirs = told.filter((row) => row.number === number)
      const sum = add(theirs.map(rateOfTold))
      return {
        number,
        own: add(ours.filter((row) => row.number === number).map(rateOfRow)),
        others: sum && { ...sum, programs: theirs.length },
      }
    })
}
