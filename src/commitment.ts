import * as z from 'zod'

/** 1 full-time equivalent (FTE) is 40 hours a week; 30 or more count as full-time. */
export const FULL_TIME_EQUIVALENT_HOURS = 40
const FULL_TIME_HOURS = 30
const WEEKS_PER_YEAR = 52
const MONTHS_PER_YEAR = 12
const DAY_MS = 24 * 60 * 60 * 1000
const HOURS_PER_WEEK = 168
const HOURS_PER_MONTH = 744

const labels = ['full_time', 'part_time'] as const
export const commitmentValues = ['full_time', 'fractional', 'unknown'] as const
export type CommitmentValue = (typeof commitmentValues)[number]

const month = z.int('Name months by number').min(1, 'Months go from 1 to 12').max(12, 'Months go from 1 to 12')

const Stated = z
  .strictObject({
    basis: z.literal('stated'),
    hoursMin: z.number('Give the hours as a number').min(0, 'Hours cannot be negative'),
    hoursMax: z.number('Give the hours as a number').positive('Hours must be more than 0'),
    per: z.enum(['week', 'month'], 'Hours are per week or per month'),
    months: z.array(month).min(1).max(12).nullish(),
    monthsPerYear: month.nullish(),
    weeks: z.int('Give whole weeks').min(1, 'At least 1 week').max(520, 'At most 520 weeks').nullish(),
  })
  .check((given) => {
    const { hoursMin, hoursMax, per, months, monthsPerYear, weeks } = given.value
    const refuse = (path: string, message: string) =>
      given.issues.push({ code: 'custom', path: [path], message, input: given.value })
    if (hoursMin > hoursMax) refuse('hoursMax', 'The most hours must not be below the least')
    const most = per === 'week' ? HOURS_PER_WEEK : HOURS_PER_MONTH
    if (hoursMax > most) refuse('hoursMax', `A ${per} has only ${most} hours`)
    if (weeks && (months || monthsPerYear)) refuse('weeks', 'Give weeks for one engagement, or months for each year')
    if (months && monthsPerYear && new Set(months).size !== monthsPerYear)
      refuse('monthsPerYear', 'The number of months does not fit the months named')
  })
  .transform((stated) => {
    const months = stated.months ? [...new Set(stated.months)].sort((a, b) => a - b) : null
    return {
      ...stated,
      months,
      monthsPerYear: stated.monthsPerYear ?? months?.length ?? null,
      weeks: stated.weeks ?? null,
    }
  })

const Labelled = z.strictObject({ basis: z.literal('label'), labels: z.array(z.enum(labels)).min(1).max(2) })
const Unknown = z.strictObject({ basis: z.literal('unknown') })
const None = z.strictObject({ basis: z.literal('none') })

/** How much time is asked: hours known, only a label known, not stated, or none asked (a grant). */
export const Commitment = z.union([Stated, Labelled, Unknown, None])
export type Commitment = z.infer<typeof Commitment>
export type StatedCommitment = z.infer<typeof Stated>

export const unknownCommitment: Commitment = { basis: 'unknown' }

const round = (value: number, digits: number) => Number(`${Math.round(Number(`${value}e${digits}`))}e-${digits}`)

/** Hours of one active week; a month counts as 52/12 weeks. */
export const toWeekly = (hours: number, per: 'week' | 'month') =>
  per === 'week' ? hours : (hours * MONTHS_PER_YEAR) / WEEKS_PER_YEAR

const isTour = (c: StatedCommitment) => c.monthsPerYear !== null && c.monthsPerYear < MONTHS_PER_YEAR

const shareOfYear = (c: StatedCommitment) =>
  c.weeks ? Math.min(1, c.weeks / WEEKS_PER_YEAR) : (c.monthsPerYear ?? MONTHS_PER_YEAR) / MONTHS_PER_YEAR

/** The middle of the stated range, in hours a week while active. */
export const weeklyHours = (c: StatedCommitment) => toWeekly((c.hoursMin + c.hoursMax) / 2, c.per)

/** Least hours a week while active, or null where nothing says so. A "full-time" label means at least 30. */
export function leastWeeklyHours(c: Commitment): number | null {
  if (c.basis === 'stated') return toWeekly(c.hoursMin, c.per)
  if (c.basis === 'none') return 0
  if (c.basis === 'label' && !c.labels.includes('part_time')) return FULL_TIME_HOURS
  return null
}

/** FTE while active, 0 to 1: `min(1, weekly hours / 40)`; null where hours are not stated. */
export const fteActive = (c: Commitment) =>
  c.basis === 'stated' ? round(Math.min(1, weeklyHours(c) / FULL_TIME_EQUIVALENT_HOURS), 4) : null

/** FTE over a year, 0 to 1: the active FTE times the share of the year; null where hours are not stated. */
export const fteYear = (c: Commitment) =>
  c.basis === 'stated' ? round(Math.min(1, weeklyHours(c) / FULL_TIME_EQUIVALENT_HOURS) * shareOfYear(c), 4) : null

/** 30 hours a week or more while active, and not only a part of each year. */
export function isFullTime(c: Commitment): boolean {
  if (c.basis === 'label') return c.labels.includes('full_time')
  return c.basis === 'stated' && toWeekly(c.hoursMax, c.per) >= FULL_TIME_HOURS && !isTour(c)
}

/** Under 30 hours a week, or a part of each year. A range such as 20-40 h is both full-time and fractional. */
export function isFractional(c: Commitment): boolean {
  if (c.basis === 'label') return c.labels.includes('part_time')
  return c.basis === 'stated' && (toWeekly(c.hoursMin, c.per) < FULL_TIME_HOURS || isTour(c))
}

/** The facet values an opportunity is found under; a grant that asks no hours has none. */
export function commitmentFacets(c: Commitment): CommitmentValue[] {
  if (c.basis === 'unknown') return ['unknown']
  const found: CommitmentValue[] = []
  if (isFullTime(c)) found.push('full_time')
  if (isFractional(c)) found.push('fractional')
  return found
}

export type Strip = { hours: number[]; activeMonths: number; floating: boolean }

/**
 * Hours a week in each calendar month, January first, or null where hours are not stated.
 * `floating` means that the months are not named: they are drawn from the start (or January) on.
 */
export function yearStrip(c: Commitment, startsOn: string | null): Strip | null {
  if (c.basis !== 'stated') return null
  const hours = weeklyHours(c)
  const months = c.months ?? monthsOf(c, startsOn)
  return {
    hours: Array.from({ length: MONTHS_PER_YEAR }, (_, i) => (months.includes(i + 1) ? hours : 0)),
    activeMonths: months.length,
    floating: !c.months && !startsOn && months.length < MONTHS_PER_YEAR,
  }
}

function activeMonths(c: StatedCommitment): number {
  if (c.weeks) return Math.min(MONTHS_PER_YEAR, Math.ceil((c.weeks * MONTHS_PER_YEAR) / WEEKS_PER_YEAR))
  return c.monthsPerYear ?? MONTHS_PER_YEAR
}

/** The months in which it takes place where they are not named: from its start on, or from January. */
function monthsOf(c: StatedCommitment, startsOn: string | null): number[] {
  if (startsOn && c.weeks) return monthsBetween(startsOn, c.weeks)
  const first = startsOn ? Number(startsOn.slice(5, 7)) : 1
  return Array.from({ length: activeMonths(c) }, (_, i) => ((first - 1 + i) % MONTHS_PER_YEAR) + 1)
}

/** The months that hold at least a week of an engagement (or most of a shorter one), from its start on. */
function monthsBetween(startsOn: string, weeks: number): number[] {
  const from = Date.parse(startsOn)
  const to = from + weeks * 7 * DAY_MS
  const [year, first] = [Number(startsOn.slice(0, 4)), Number(startsOn.slice(5, 7)) - 1]
  const found: number[] = []
  // Almost a year from late in a month ends in the same month of the next.
  for (let i = 0; i <= MONTHS_PER_YEAR; i++) {
    const [begins, ends] = [Date.UTC(year, first + i), Date.UTC(year, first + i + 1)]
    const days = (Math.min(to, ends) - Math.max(from, begins)) / DAY_MS
    if (days >= Math.min(7, (weeks * 7) / 2)) found.push(((first + i) % MONTHS_PER_YEAR) + 1)
  }
  return [...new Set(found)]
}

/** Months a year in which time is asked, by number; null where any month will do or nothing is said. */
export function namedMonths(c: Commitment, startsOn: string | null): number[] | null {
  if (c.basis !== 'stated') return null
  if (c.months) return c.months
  return startsOn && c.weeks ? monthsBetween(startsOn, c.weeks) : null
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Months as runs, "Jun–Aug, Dec"; a run may cross the new year ("Nov–Feb"). */
export function describeMonths(months: readonly number[], names = monthNames, to = '–'): string {
  if (months.length === MONTHS_PER_YEAR) return 'all year'
  const has = new Set(months)
  const starts = months.filter((m) => !has.has(m === 1 ? MONTHS_PER_YEAR : m - 1))
  return starts
    .map((start) => {
      let end = start
      while (has.has((end % MONTHS_PER_YEAR) + 1)) end = (end % MONTHS_PER_YEAR) + 1
      return start === end ? names[start - 1] : `${names[start - 1]}${to}${names[end - 1]}`
    })
    .join(', ')
}

const number = (value: number) => String(round(value, 2))

function describeHours(c: StatedCommitment): string {
  const range = c.hoursMin === c.hoursMax ? number(c.hoursMin) : `${number(c.hoursMin)}–${number(c.hoursMax)}`
  return `${range} h a ${c.per}`
}

function describeLength(c: StatedCommitment): string | null {
  if (c.weeks) return c.weeks === 1 ? '1 week' : `${c.weeks} weeks`
  if (c.months && isTour(c)) return describeMonths(c.months)
  if (isTour(c)) return c.monthsPerYear === 1 ? '1 month a year' : `${c.monthsPerYear} months a year`
  return null
}

/** In the words of the board: "3 h a month", "40 h a week · Jun–Aug", "full-time", "hours not stated". */
export function describeCommitment(c: Commitment): string {
  if (c.basis === 'unknown') return 'hours not stated'
  if (c.basis === 'none') return 'no hours asked'
  if (c.basis === 'label') return c.labels.map((label) => label.replace('_', '-')).join(' or ')
  return [describeHours(c), describeLength(c)].filter(Boolean).join(' · ')
}

/** "full-time", "fractional", "full-time or fractional", or nothing where neither is known. */
export function describeShare(c: Commitment): string {
  return commitmentFacets(c)
    .filter((value) => value !== 'unknown')
    .map((value) => value.replace('_', '-'))
    .join(' or ')
}

/** The commitment as the API shows it; what is not stated is null. */
export function commitmentJson(c: Commitment) {
  const stated = c.basis === 'stated' ? c : null
  return {
    basis: c.basis,
    hoursMin: stated?.hoursMin ?? null,
    hoursMax: stated?.hoursMax ?? null,
    per: stated?.per ?? null,
    months: stated?.months ?? null,
    monthsPerYear: stated?.monthsPerYear ?? null,
    weeks: stated?.weeks ?? null,
    weeklyHours: stated ? round(weeklyHours(stated), 2) : null,
    fteActive: fteActive(c),
    fteYear: fteYear(c),
    fullTime: isFullTime(c),
    fractional: isFractional(c),
  }
}
