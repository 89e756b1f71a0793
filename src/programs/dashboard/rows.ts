import type { Tallies } from './tallies.ts'

/** What is counted beside the tallies: few rows, however many people there are. */
export type LiveCounts = {
  /** Imports with work left that nobody does. */
  restingImports: number
  programs: number
  cohorts: number
}

/** A cohort that is over. */
export type OverCohort = {
  id: string
  number: number
  name: string
  programId: string
  program: string
  endsOn: string
}

export type OpenSurvey = { id: string; title: string; closesOn: string }

/** Open opportunities alike in what they ask for, and how many seats those have that state any. */
export type AskingRow = {
  workGroups: string
  professions: string
  opportunities: number
  stating: number
  seats: number
}

export type DashboardRows = {
  tallies: Tallies
  live: LiveCounts
  surveys: readonly OpenSurvey[]
  cohorts: readonly OverCohort[]
  asking: readonly AskingRow[]
}
