/** Deadlines "anywhere on Earth" end with the day at UTC-12. */
export const ANYWHERE_ON_EARTH = 'Etc/GMT+12'
export const DAY = 24 * 60 * 60 * 1000
export const HOUR = 60 * 60 * 1000
export const MINUTE = 60 * 1000

/** A fresh formatter costs more than a page: one per zone, kept. */
const formatters = new Map<string, Intl.DateTimeFormat>()
const MOST_ZONES = 500

function partsIn(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    if (formatters.size >= MOST_ZONES) formatters.clear()
    formatters.set(zone, formatter)
  }
  return formatter
}

/** A zone name of the IANA database. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(text)) return false
  // Not kept: people may spell a zone in any case, and every spelling would be one more.
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/** A calendar day `YYYY-MM-DD` that exists, from the year 1900 to 2199. */
export function isDay(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** What the clock on the wall shows in a zone, as if it were UTC, in milliseconds. */
function wallClock(at: number, zone: string): number {
  const part: Record<string, number> = {}
  for (const { type, value } of partsIn(zone).formatToParts(at)) part[type] = Number(value)
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second)
}

const offsetAt = (at: number, zone: string) => wallClock(at, zone) - Math.floor(at / 1000) * 1000

const MOST_OFFSETS_KEPT = 2_000
const offsetsKept = new Map<string, number>()

/** At midnight of UTC: the same few instants are asked for whatever the hour, a microsecond instead of ten. */
function offsetAtMidnight(at: number, zone: string): number {
  const key = `${zone} ${at}`
  let offset = offsetsKept.get(key)
  if (offset === undefined) {
    offset = offsetAt(at, zone)
    if (offsetsKept.size >= MOST_OFFSETS_KEPT) offsetsKept.clear()
    offsetsKept.set(key, offset)
  }
  return offset
}

/**
 * The instant at which a zone's clock shows `hour` on `day`. An hour skipped by a clock change is the instant after
 * the gap by as much; of an hour that comes twice it is the first.
 */
export function instantOf(day: string, hour: number, zone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const wall = midnight + hour * HOUR
  const before = wall - offsetAtMidnight(midnight - DAY, zone)
  const after = wall - offsetAtMidnight(midnight + 2 * DAY, zone)
  if (before === after || offsetAt(before, zone) === wall - before) return before
  return offsetAt(after, zone) === wall - after ? after : before
}

const QUARTER = 15 * MINUTE
/** Quarters of an hour since 1970. On whole ones a day begins in every zone, and with days deadlines end. */
export const quarterOf = (at: number) => Math.floor(at / QUARTER)

const MOST_DAYS_KEPT = 2_000
const daysKept = new Map<string, string>()

/** The calendar day in a zone. One answer serves for a quarter of an hour. */
export function dayIn(at: number, zone: string): string {
  const key = `${zone} ${quarterOf(at)}`
  let day = daysKept.get(key)
  if (!day) {
    day = new Date(wallClock(at, zone)).toISOString().slice(0, 10)
    if (daysKept.size >= MOST_DAYS_KEPT) daysKept.clear()
    daysKept.set(key, day)
  }
  return day
}

export const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** Whole days from one day to another; negative when the other lies before. */
export const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** The instant a deadline has passed: the end of its day in its zone. */
export const endOfDay = (day: string, zone: string | null) => instantOf(addDays(day, 1), 0, zone ?? ANYWHERE_ON_EARTH)

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "21 Nov", where the year is clear. */
export const formatDayOfYear = (day: string) => `${Number(day.slice(8))} ${months[Number(day.slice(5, 7)) - 1]}`

/** "21 Nov 2026". */
export const formatDay = (day: string) => `${formatDayOfYear(day)} ${day.slice(0, 4)}`

export const isoInstant = (at: number) => new Date(at).toISOString()
