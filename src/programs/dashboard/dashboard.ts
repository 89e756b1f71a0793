import { type Contributing, contributingOf } from './contributing.ts'
import { type DropOut, dropOutOf, type FunnelStep, funnelOf } from './funnel-of.ts'
import { type Known, knownOf } from './known.ts'
import { lastMonths, type MonthRow } from './months.ts'
import type { DashboardRows } from './rows.ts'
import { type Seats, seatsOf } from './seats.ts'
import {
  type CohortRate,
  cohortRates,
  type ProgramRate,
  programRates,
  type TimeToLanding,
  timeToLanding,
} from './waits.ts'
import { type Counts, countsOf, type Work, workOf } from './work.ts'

export type Dashboard = {
  counts: Counts
  work: Work[]
  funnel: FunnelStep[]
  dropOut: DropOut
  months: MonthRow[]
  known: Known
  time: TimeToLanding
  programs: ProgramRate[]
  cohorts: CohortRate[]
  contributing: Contributing
  seats: Seats
}

/** A group at a glance, as of a day. */
export function dashboardOf(rows: DashboardRows, today: string): Dashboard {
  const { tallies } = rows
  const counts = countsOf(tallies, rows.live, today)
  const cohorts = cohortRates(rows.cohorts, tallies, today)
  return {
    counts,
    work: workOf(counts, rows.surveys, tallies, today),
    funnel: funnelOf(tallies, counts.people, today),
    dropOut: dropOutOf(tallies),
    months: lastMonths(tallies, today),
    known: knownOf(tallies),
    time: timeToLanding(tallies, today),
    programs: programRates(cohorts, tallies, today),
    cohorts,
    contributing: contributingOf(tallies),
    seats: seatsOf(tallies, rows.asking),
  }
}
