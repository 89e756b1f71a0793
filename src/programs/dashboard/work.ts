import { DAY, daysBetween } from '../../calendar.ts'
import type { LiveCounts, OpenSurvey } from './rows.ts'
import { countOf, type Tallies } from './tallies.ts'

/** What closes within so many days is work of this week. */
const SOON = 14
/** Nothing written for so many days. */
const STALE = 180

export type Counts = LiveCounts & {
  /** On record, and of them with neither erasure nor objection. */
  people: number
  held: number
  /** Of those held: never told of the record; nothing written for half a year. */
  neverTold: number
  stale: number
  landings: number
  unverified: number
}

export function countsOf(tallies: Tallies, live: LiveCounts, today: string): Counts {
  const people = (isMeant: (state: string, day: number) => boolean) =>
    countOf(tallies, 'record', ({ a, b }) => isMeant(a, Number(b)))
  const fresh = Date.parse(today) / DAY - STALE
  return {
    ...live,
    people: people(() => true),
    held: people((state) => state !== 'gone'),
    neverTold: people((state) => state === 'untold'),
    stale: people((state, day) => state !== 'gone' && day < fresh),
    landings: countOf(tallies, 'landing'),
    unverified: countOf(tallies, 'landing', ({ a }) => a === 'unverified'),
  }
}

export type Work =
  | { what: 'survey'; survey: OpenSurvey & { asked: number; answered: number }; daysLeft: number }
  | { what: 'imports' | 'unverified' | 'never_told' | 'stale'; count: number; of: number | null }

/** What needs doing, what cannot wait first; what is done is not named. */
export function workOf(counts: Counts, surveys: readonly OpenSurvey[], tallies: Tallies, today: string): Work[] {
  const said = (what: 'asked' | 'answered', id: string) => countOf(tallies, what, ({ a }) => a === id)
  const closing = surveys
    .map((one) => ({
      what: 'survey' as const,
      survey: { ...one, asked: said('asked', one.id), answered: said('answered', one.id) },
      daysLeft: daysBetween(today, one.closesOn),
    }))
    .filter(({ daysLeft }) => daysLeft >= 0 && daysLeft <= SOON)
    .sort((a, b) => a.daysLeft - b.daysLeft)
  const rest: Work[] = [
    { what: 'imports', count: counts.restingImports, of: null },
    { what: 'unverified', count: counts.unverified, of: counts.landings },
    { what: 'never_told', count: counts.neverTold, of: counts.held },
    { what: 'stale', count: counts.stale, of: counts.held },
  ]
  return [...closing, ...rest.filter((one) => one.what !== 'survey' && one.count > 0)]
}
