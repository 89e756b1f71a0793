import type { Stage } from '../schema.ts'

/** What the database adds up for the dashboard: few rows, however many people there are. */
export type WorkCounts = {
  /** On record, and of them with an address and neither erased nor objecting. */
  people: number
  held: number
  /** Of those held: never told of the record; nothing written for half a year. */
  neverTold: number
  stale: number
  landings: number
  unverified: number
  /** Imports with work left that nobody does. */
  restingImports: number
  programs: number
  cohorts: number
}

export type StageRow = { stage: Stage; reached: number; standing: number }
export type MonthRow = { month: string; count: number }

/** So many people who took part in a cohort that is over, and waited alike. */
export type WaitRow = {
  cohortId: string
  /** When they finished; the last day of the cohort where that is not known. */
  since: string
  /** Days from then to the first landing; null while there is none. */
  landedAfter: number | null
  /** Whether it is the first cohort that these people took part in. */
  isFirst: boolean
  count: number
}

export type OverCohort = {
  id: string
  name: string
  programId: string
  program: string
  endsOn: string
  people: number
  finished: number
  left: number
}

export type OpenSurvey = { id: string; title: string; closesOn: string; asked: number; answered: number }
