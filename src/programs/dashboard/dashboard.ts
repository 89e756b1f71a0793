import type { DropOut } from '../pipeline/funnel.ts'
import { type FunnelStep, funnelOf } from './funnel-of.ts'
import { lastMonths } from './months.ts'
import type { MonthRow, OpenSurvey, OverCohort, StageRow, WaitRow, WorkCounts } from './rows.ts'
import { type CohortRate, cohortRates, type TimeToLanding, timeToLanding } from './waits.ts'
import { type Work, workOf } from './work.ts'

export type DashboardRows = {
  counts: WorkCounts
  surveys: readonly OpenSurvey[]
  stages: readonly StageRow[]
  dropOut: DropOut
  months: readonly MonthRow[]
  waits: readonly WaitRow[]
  cohorts: readonly OverCohort[]
}

export type Dashboard = {
  counts: WorkCounts
  work: Work[]
  funnel: FunnelStep[]
  dropOut: DropOut
  months: MonthRow[]
  time: TimeToLanding
  cohorts: CohortRate[]
}

/** A group at a glance, as of a day. */
export const dashboardOf = (rows: DashboardRows, today: string): Dashboard => ({
  counts: rows.counts,
  work: workOf(rows.counts, rows.surveys, today),
  funnel: funnelOf(rows.stages, rows.counts.people),
  dropOut: rows.dropOut,
  months: lastMonths(rows.months, today),
  time: timeToLanding(rows.waits, today),
  cohorts: cohortRates(rows.cohorts, rows.waits, today),
})
