import type { Rest } from './wording.ts'

/** When in the year, or for how long: what is not said is null. */
export type Season = { months: number[] | null; monthsPerYear: number | null; weeks: number | null; advice?: string }

const WEEKS_A_MONTH = 52 / 12
const WEEKS_A_YEAR = 52
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?'
const monthRun = new RegExp(`\\b${MONTH}(?:\\s*(?:-|to|until|till|through)\\s*(?:the end of )?${MONTH})?`)
const monthsAYear = /(?<!\d)(\d+)\s*months?\s*(?:per|an?|each|every|\/|in an?|of each|of the|out of the)\s*year/
const length = /(?<!\d|\d\.)(\d+(?:\.\d+)?)(\s*(?:-|to|or)\s*\d+)?\s*-?\s*(weeks?|months?|years?)\b/

const names = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const numberOf = (name: string) => names.indexOf(name.slice(0, 3)) + 1

export function readSeason(rest: Rest): Season | { problem: string } {
  const yearly = rest.take(monthsAYear)
  const long = rest.take(length)
  const months = readMonths(rest)
  if (long?.[2]) return { problem: `Give one length, such as “${long[2].replace(/\D+/, '')} ${long[3]}”` }
  const monthsPerYear = yearly ? Number(yearly[1]) : null
  const weeks = long && weeksOf(Number(long[1]), long[3] ?? '')
  if (weeks && months)
    return {
      months: null,
      monthsPerYear,
      weeks,
      advice: 'Give its first day under “Starts on”, so that its months show',
    }
  const named = months && months.length < 12 ? months : null
  return { months: named, monthsPerYear: monthsPerYear === 12 ? null : monthsPerYear, weeks }
}

function weeksOf(count: number, unit: string): number {
  if (unit.startsWith('month')) return Math.round(count * WEEKS_A_MONTH)
  return Math.round(unit.startsWith('year') ? count * WEEKS_A_YEAR : count)
}

/** Every month named, runs filled: "Nov–Feb, Jun" is 1, 2, 6, 11, 12. */
function readMonths(rest: Rest): number[] | null {
  const found = new Set<number>()
  for (let run = rest.take(monthRun); run; run = rest.take(monthRun)) {
    const [first, last] = [numberOf(run[1] ?? ''), numberOf(run[2] ?? run[1] ?? '')]
    found.add(last)
    for (let month = first; month !== last; month = (month % 12) + 1) found.add(month)
  }
  return found.size ? [...found].sort((a, b) => a - b) : null
}
