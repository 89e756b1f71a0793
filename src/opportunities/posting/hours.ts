import { Commitment } from '../../commitment.ts'
import { readSeason } from './season.ts'
import { type Rest, restOf } from './wording.ts'

/** What was understood, with a word of advice where there is one, or what to write instead. */
export type ReadCommitment = { commitment: Commitment; advice?: string } | { problem: string }

const HOURS_A_DAY = 8
const HOURS_AN_EVENING = 3
const FULL_TIME_HOURS = 40
const HALF_TIME_HOURS = 20
const DAYS_A_WEEK = 5

const UNDERSTOOD =
  'Write it like “3 hours a month”, “4 days a week”, “June to August full-time”, “20-30 h a week for 10 weeks” or “not decided”'

/** Hours or days without a word of what they are counted by. */
const BARE = /^\d+(?:\.\d+)?(?:\s*-\s*\d+(?:\.\d+)?)?\s*(?:h|hrs?|hours?|days?)$/
/** Longer texts are refused unread: a pattern tries every place of a text. */
const MOST_TYPED = 200
const unknown =
  /^(?:flexible|not (?:yet )?(?:decided|known|stated|clear)|undecided|unknown|tbd|to be (?:decided|determined)|hours not stated)$/
const none = /^(?:none|no hours(?: asked)?|no time(?: asked)?)$/

/** Reads how much time is asked, as people say it: never a guess. 1 FTE is 40 hours a week, a day is 8 hours. */
export function readCommitment(text: string): ReadCommitment {
  if (text.length > MOST_TYPED) return { problem: `Say it in at most ${MOST_TYPED} signs. ${UNDERSTOOD}` }
  const rest = restOf(text)
  if (!rest.left || unknown.test(rest.left)) return { commitment: { basis: 'unknown' } }
  if (none.test(rest.left)) return { commitment: { basis: 'none' } }
  // Beside hours it says nothing more.
  rest.take(/\b(?:flexible|flexibly)\b/)
  const upTo = rest.take(/\bup to\b/) !== null
  const amount = readAmount(rest)
  const season = readSeason(rest)
  if ('problem' in season) return season
  const strange = rest.strange()
  if (strange && BARE.test(strange)) return { problem: `Is “${strange}” a week or a month? ${UNDERSTOOD}` }
  if (strange) return { problem: `“${strange}” was not understood. ${UNDERSTOOD}` }
  if (!amount) return { problem: `Say how many hours or days a week or month. ${UNDERSTOOD}` }
  const { advice, ...when } = season
  if ('labels' in amount) {
    if (Object.values(when).every((value) => value === null))
      return { commitment: { basis: 'label', labels: amount.labels } }
    if (amount.labels.includes('part_time')) return { problem: 'Say how many hours a week instead of “part-time”' }
  }
  const hours = 'labels' in amount ? fixed(FULL_TIME_HOURS) : { ...amount, ...(upTo ? { hoursMin: 0 } : {}) }
  const read = Commitment.safeParse({ basis: 'stated', ...hours, ...when })
  if (!read.success) return { problem: wrongWith(read.error.issues) }
  return { commitment: read.data, ...(advice ? { advice } : {}) }
}

/** Of a union zod tells what every member says: the one of stated hours is meant. */
function wrongWith(issues: readonly unknown[]): string {
  for (const { errors } of issues as { errors?: { message: string; path: PropertyKey[] }[][] }[]) {
    const meant = errors?.find((member) => !member.some(({ path }) => path[0] === 'basis'))
    if (meant?.[0]) return `${meant[0].message}. ${UNDERSTOOD}`
  }
  return UNDERSTOOD
}

/** The same in a form: a grant asks no hours, unless its poster says so. */
export const readTime = (text: string, kind: string): ReadCommitment =>
  text || kind !== 'funding' ? readCommitment(text) : { commitment: { basis: 'none' } }

type Hours = { hoursMin: number; hoursMax: number; per: 'week' | 'month' }
type Amount = Hours | { labels: ('full_time' | 'part_time')[] }

const fixed = (hours: number): Hours => ({ hoursMin: hours, hoursMax: hours, per: 'week' })

/** A number begins where none is under way. */
const RANGE = String.raw`(?<!\d|\d\.)(\d+(?:\.\d+)?)(?:\s*(?:-|to|or)\s*(\d+(?:\.\d+)?))?\s*`
const EACH = String.raw`\s*(?:per|an?|each|every|\/|in an?|in each|in every)\s*`
const HOUR = '(?:h|hrs?|hours?)'
const hoursADay = new RegExp(`${RANGE}${HOUR}${EACH}day`)
const hoursAPeriod = new RegExp(`${RANGE}${HOUR}(?:${EACH}(week|month)|\\s*(weekly|monthly))`)
const daysAPeriod = new RegExp(`${RANGE}days?(?:${EACH}(week|month)|\\s*(weekly|monthly))`)
const aDayAPeriod = new RegExp(`(?:\\ba|\\bone|^)\\s*day${EACH}(week|month)`)
const eveningsAPeriod = new RegExp(`(?:${RANGE}|\\ban?\\s*)evenings?(?:${EACH}(week|month)|\\s*(weekly|monthly))`)
const weekendsAMonth = new RegExp(`${RANGE}weekends?${EACH}month`)

function readAmount(rest: Rest): Amount | null {
  const aDay = rangeOf(rest.take(hoursADay))
  return (
    readDays(rest, aDay) ??
    readHours(rest) ??
    (aDay && times(aDay, DAYS_A_WEEK, 'week')) ??
    readEvenings(rest) ??
    readShare(rest) ??
    readWeekends(rest)
  )
}

type Range = { least: number; most: number }

function rangeOf(found: RegExpExecArray | null): Range | null {
  if (!found) return null
  const least = Number(found[1])
  return { least, most: found[2] === undefined ? least : Number(found[2]) }
}
const round = (value: number) => Math.round(value * 100) / 100
const times = ({ least, most }: Range, factor: number, per: 'week' | 'month'): Hours => ({
  hoursMin: round(least * factor),
  hoursMax: round(most * factor),
  per,
})
const periodOf = (text = '') => (text.startsWith('month') ? 'month' : 'week')

function readHours(rest: Rest): Hours | null {
  const found = rest.take(hoursAPeriod)
  const range = rangeOf(found)
  return range && times(range, 1, periodOf(found?.[3] ?? found?.[4]))
}

function readDays(rest: Rest, aDay: Range | null): Hours | null {
  const found = rest.take(daysAPeriod)
  const single = found ? null : rest.take(aDayAPeriod)
  const days = rangeOf(found) ?? (single && { least: 1, most: 1 })
  if (!days) return null
  const hours = aDay ?? { least: HOURS_A_DAY, most: HOURS_A_DAY }
  const total = { least: days.least * hours.least, most: days.most * hours.most }
  return times(total, 1, periodOf(found?.[3] ?? found?.[4] ?? single?.[1]))
}

function readShare(rest: Rest): Amount | null {
  const percent = rangeOf(
    rest.take(/(?<!\d|\d\.)(\d+(?:\.\d+)?)(?:\s*(?:-|to)\s*(\d+(?:\.\d+)?))?\s*(?:%|percent)(?: fte| time)?/),
  )
  if (percent) return times(percent, FULL_TIME_HOURS / 100, 'week')
  const share = rangeOf(rest.take(/(?<!\d|\d\.)(\d+(?:\.\d+)?)(?:\s*(?:-|to)\s*(\d+(?:\.\d+)?))?\s*fte/))
  if (share) return times(share, FULL_TIME_HOURS, 'week')
  if (rest.take(/\bhalf[- ]?time\b/)) return fixed(HALF_TIME_HOURS)
  const full = rest.take(/\bfull[- ]?time\b/) !== null
  const part = rest.take(/\bpart[- ]?time\b/) !== null
  if (!full && !part) return null
  return { labels: [...(full ? (['full_time'] as const) : []), ...(part ? (['part_time'] as const) : [])] }
}

/** An evening is three hours. */
function readEvenings(rest: Rest): Hours | null {
  const found = rest.take(eveningsAPeriod)
  if (!found) return null
  const range = found[1] === undefined ? { least: 1, most: 1 } : rangeOf(found)
  return range && times(range, HOURS_AN_EVENING, periodOf(found[3] ?? found[4]))
}

/** A weekend is two days. */
function readWeekends(rest: Rest): Hours | null {
  const some = rangeOf(rest.take(weekendsAMonth))
  if (some) return times(some, 2 * HOURS_A_DAY, 'month')
  return rest.take(/\b(?:on |at |every )?weekends?\b/) ? fixed(2 * HOURS_A_DAY) : null
}
