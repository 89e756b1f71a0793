import type { Subject } from './mapped-row.ts'

const results = ['created', 'updated', 'unchanged', 'skipped', 'failed'] as const
export type Result = (typeof results)[number]
export type Counts = Record<Result, number>

/** What became of one row; skipped and failed ones say why. */
export type Outcome = { row: number; subject: Subject; result: Result; reason?: string }

export type ImportReport = {
  total: Counts
  bySubject: Record<Subject, Counts>
  /** Skipped and failed rows, in the order of the file. */
  problems: Outcome[]
  /** Of the opportunities that were read, those that their source has taken down. */
  closed: number
  /** Of the others, those whose deadline has passed. */
  pastDeadline: number
  /** Organizations that no row describes, made because an opportunity names them. */
  organizationsNamed: number
}

const none = (): Counts => ({ created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 })

export const emptyReport = (): ImportReport => ({
  total: none(),
  bySubject: { opportunity: none(), organization: none() },
  problems: [],
  closed: 0,
  pastDeadline: 0,
  organizationsNamed: 0,
})

export function count(report: ImportReport, outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) {
    report.total[outcome.result]++
    report.bySubject[outcome.subject][outcome.result]++
    if (outcome.reason) report.problems.push(outcome)
  }
  report.problems.sort((a, b) => a.row - b.row)
}

/** The line that scripts read: `15 created, 0 updated, 212 unchanged, 0 skipped, 0 failed`. */
export const describeCounts = (counts: Counts) => results.map((result) => `${counts[result]} ${result}`).join(', ')
