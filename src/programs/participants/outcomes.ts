import type { Ctx } from '../../context.ts'
import type { Result, RowOutcome } from './deciding.ts'
import type { Run } from './importing.ts'
import { selectOutcomes, selectSummary } from './queries.ts'

export type Counts = Record<Result, number>
export type Problem = { row: number; result: Result; reason: string }

/** What became of some rows: how many of each, and those that say why. */
export type Outcome = { counts: Counts; problems: Problem[] }

const emptyOutcome = (): Outcome => ({
  counts: { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 },
  problems: [],
})

export function outcomeOf(rows: readonly RowOutcome[]): Outcome {
  const outcome = emptyOutcome()
  for (const { row, result, reason } of rows) {
    outcome.counts[result]++
    if (reason !== undefined) outcome.problems.push({ row, result, reason })
  }
  return outcome
}

/** What became of a whole import so far: how many parts are done, and all their rows, problems in the order of the file. */
export async function readOutcomes(ctx: Ctx, importId: string, run: Run): Promise<Outcome & { parts: number }> {
  const found = await selectOutcomes(ctx, importId, run)
  const whole = emptyOutcome()
  for (const { outcome } of found) {
    const { counts, problems } = JSON.parse(outcome) as Outcome
    for (const result of Object.keys(counts) as Result[]) whole.counts[result] += counts[result]
    whole.problems.push(...problems)
  }
  whole.problems.sort((a, b) => a.row - b.row)
  return { ...whole, parts: found.length }
}

/** The same for a page: how many of each, how many say why, and the first of those. */
export type Summary = Outcome & { parts: number; problemCount: number }

export async function summarizeOutcomes(ctx: Ctx, importId: string, run: Run, most: number): Promise<Summary> {
  const [[summed], first] = await ctx.db.batch(selectSummary(ctx.db, importId, { run, most }))
  if (!summed) return { ...emptyOutcome(), parts: 0, problemCount: 0 }
  const { parts, problems: problemCount, ...counts } = summed
  return { counts, parts, problemCount, problems: first.map(({ problem }) => JSON.parse(problem) as Problem) }
}

const order = ['created', 'updated', 'unchanged', 'skipped', 'failed'] as const

/** The line that scripts read: `15 created, 0 updated, 212 unchanged, 0 skipped, 0 failed`. */
export const describeOutcome = (counts: Counts) => order.map((result) => `${counts[result]} ${result}`).join(', ')
