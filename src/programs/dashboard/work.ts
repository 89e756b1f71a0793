import { daysBetween } from '../../calendar.ts'
import type { OpenSurvey, WorkCounts } from './rows.ts'

/** What closes within so many days is work of this week. */
const SOON = 14

export type Work =
  | { what: 'survey'; survey: OpenSurvey; daysLeft: number }
  | { what: 'imports' | 'unverified' | 'never_told' | 'stale'; count: number; of: number | null }

/** What needs doing, what cannot wait first; what is done is not named. */
export function workOf(counts: WorkCounts, surveys: readonly OpenSurvey[], today: string): Work[] {
  const closing = surveys
    .map((survey) => ({ what: 'survey' as const, survey, daysLeft: daysBetween(today, survey.closesOn) }))
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
