import type { Ctx } from '../context.ts'
import { atomically, type Statement, violatesUnique } from '../db/client.ts'
import type { Organization } from '../organizations/merging.ts'
import { type CheckedRow, checkRow, type FieldName } from './checking.ts'
import { planOpportunities } from './importing-opportunities.ts'
import { planOrganizations } from './importing-organizations.ts'
import type { MappedRow } from './mapped-row.ts'
import { count, emptyReport, type ImportReport, type Outcome } from './report.ts'

const ROWS_A_BATCH = 100
const TRIES = 3

export type Import = {
  /** Where the rows come from; with its external id a row is known again. */
  source: string
  rows: readonly MappedRow[]
  dryRun?: boolean
  onProgress?: (done: number, total: number) => void
  fieldName?: FieldName
}

/** One import under way: what earlier batches have seen and made, also where a dry run wrote nothing. */
export type Run = {
  ctx: Ctx
  source: string
  rowOf: Map<string, number>
  organizations: Map<string, Organization>
}

/** What a batch of rows comes to: its outcomes, and the statements that make it so. */
export type Plan = { outcomes: Outcome[]; statements: Statement[] } & Partial<
  Pick<ImportReport, 'closed' | 'pastDeadline' | 'organizationsNamed'>
>

/**
 * Writes the rows of a source, each batch all or nothing. A row stands or falls alone, and one that says what it said
 * last time is left alone. Organizations come first, so that opportunities find them.
 */
export async function importRows(ctx: Ctx, given: Import): Promise<ImportReport> {
  const run: Run = { ctx, source: given.source, rowOf: new Map(), organizations: new Map() }
  const report = emptyReport()
  let done = 0
  for (const batch of batchesOf(given.rows)) {
    await importBatch(run, batch, given, report)
    done += batch.length
    given.onProgress?.(done, given.rows.length)
  }
  return report
}

function batchesOf(rows: readonly MappedRow[]): MappedRow[][] {
  return (['organization', 'opportunity'] as const).flatMap((subject) => {
    const some = rows.filter((row) => row.subject === subject)
    return Array.from({ length: Math.ceil(some.length / ROWS_A_BATCH) }, (_, i) =>
      some.slice(i * ROWS_A_BATCH, (i + 1) * ROWS_A_BATCH),
    )
  })
}

async function importBatch(run: Run, batch: readonly MappedRow[], given: Import, report: ImportReport): Promise<void> {
  const { accepted, refused } = await sortOut(run, batch, given.fieldName ?? ((field) => field))
  const plan = await write(run, accepted, given.dryRun ?? false)
  count(report, [...refused, ...plan.outcomes])
  report.closed += plan.closed ?? 0
  report.pastDeadline += plan.pastDeadline ?? 0
  report.organizationsNamed += plan.organizationsNamed ?? 0
}

async function sortOut(run: Run, batch: readonly MappedRow[], fieldName: FieldName) {
  const accepted: CheckedRow[] = []
  const refused: Outcome[] = []
  for (const mapped of batch) {
    const { row, subject } = mapped
    const checked = await checkRow(mapped, fieldName)
    const first = 'problem' in checked ? undefined : run.rowOf.get(checked.externalId)
    if ('problem' in checked) refused.push({ row, subject, result: 'failed', reason: checked.problem })
    else if (first)
      refused.push({ row, subject, result: 'skipped', reason: `${fieldName('externalId')}: The same as row ${first}` })
    else {
      run.rowOf.set(checked.externalId, row)
      accepted.push(checked)
    }
  }
  return { accepted, refused }
}

/** Two imports at once settle by unique keys: the later one looks again and finds what the other has made. */
async function write(run: Run, rows: readonly CheckedRow[], dryRun: boolean): Promise<Plan> {
  for (let tried = 1; ; tried++) {
    const plan = await planOf(run, rows)
    try {
      if (!dryRun) await atomically(run.ctx.db, plan.statements)
      return plan
    } catch (error) {
      const raced = violatesUnique(error, 'imported.source') || violatesUnique(error, 'organizations.name_key')
      if (!raced || tried === TRIES) throw error
      run.organizations.clear()
    }
  }
}

const planOf = (run: Run, rows: readonly CheckedRow[]) =>
  rows[0]?.subject === 'organization'
    ? planOrganizations(
        run,
        rows.filter((row) => row.subject === 'organization'),
      )
    : planOpportunities(
        run,
        rows.filter((row) => row.subject === 'opportunity'),
      )
