import { asc, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { atomically, type Statement } from '../../db/client.ts'
import { authorize, conflict, type Issue, invalid } from '../../errors.ts'
import { recordEventOrStop } from '../../events.ts'
import { canRecordInGroup } from '../../groups/policy.ts'
import { mustAskOrder, type Orders, ordersOf, shownOrder } from './days.ts'
import { partsOf } from './grouping.ts'
import { isWaiting, whileWaiting } from './importing.ts'
import { type Part, packPart } from './packing.ts'
import { type Import, requireImport, selectCohortChoices } from './queries.ts'
import { type RawRow, readRow } from './reading-rows.ts'
import { dayFields, type Field, fields, type Mapping } from './schema.ts'
import { importFiles, importOutcomes, importParts, participantImports } from './table.ts'

/** Says how a file is read, and cuts it into parts that can be tried and done. May be said again until it is started. */
export async function mapImport(ctx: Ctx, groupId: string, importId: string, asked: Mapping): Promise<void> {
  const found = await requireImport(ctx, groupId, importId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  if (found.startedAt || found.forgottenAt) throw conflict(STARTED)
  const [pieces, cohorts] = await ctx.db.batch([selectPieces(ctx, importId), selectCohortChoices(ctx.db, groupId)])
  const orders = ordersOf(dayCells(rowsOf(pieces), asked))
  const issues = wrongWith(asked, found, { orders, cohorts })
  if (issues.length) throw invalid(issues)
  const mapping = { ...asked, order: asked.order ?? shownOrder(orders) }
  const parts = partsOf(Array.from(rowsOf(pieces), (row) => readRow(row, mapping, cohorts)))
  const isOurs = sql`import_id = ${importId}`
  const mapped = { mapping, partCount: parts.length, workedAt: ctx.now }
  await whileWaiting(STARTED, () =>
    atomically(ctx.db, [
      ctx.db.update(participantImports).set(mapped).where(isWaiting(importId)),
      recordEventOrStop(ctx, 'import.mapped', importId),
      ctx.db.delete(importOutcomes).where(isOurs),
      ctx.db.delete(importParts).where(isOurs),
      ...keepParts(ctx, importId, parts),
    ]),
  )
}

const STARTED = 'This import has been started: upload the file again'

const selectPieces = ({ db }: Ctx, importId: string) =>
  db
    .select({ rows: importFiles.rows })
    .from(importFiles)
    .where(eq(importFiles.importId, importId))
    .orderBy(asc(importFiles.number))

/** One piece after the other: all rows of a large file at once would take most of what a Worker has. */
function* rowsOf(pieces: readonly { rows: string }[]): Iterable<RawRow> {
  for (const { rows } of pieces) yield* JSON.parse(rows) as RawRow[]
}

/** D1 takes 100 parameters a statement: three of each part. */
const PARTS_A_STATEMENT = 30

function keepParts({ db }: Ctx, importId: string, parts: readonly Part[]): Statement[] {
  const rows = parts.map((part, number) => ({ importId, number, rows: packPart(part) }))
  return Array.from({ length: Math.ceil(rows.length / PARTS_A_STATEMENT) }, (_, i) =>
    db.insert(importParts).values(rows.slice(i * PARTS_A_STATEMENT, (i + 1) * PARTS_A_STATEMENT)),
  )
}

function* dayCells(rows: Iterable<RawRow>, { columns }: Mapping): Iterable<string> {
  for (const [, cells] of rows)
    for (const field of dayFields) {
      const at = columns[field]
      const cell = at === undefined ? undefined : cells[at]
      if (cell) yield cell
    }
}

type Given = { orders: Orders; cohorts: readonly { id: string }[] }

function wrongWith(mapping: Mapping, { columns }: Import, { orders, cohorts }: Given): Issue[] {
  const issues: Issue[] = []
  const taken = new Map<number, Field>()
  for (const field of fields) {
    const at = mapping.columns[field]
    if (at === undefined) continue
    if (!columns[at]) issues.push({ path: field, message: 'Choose one of the columns' })
    else if (taken.has(at)) issues.push({ path: field, message: 'This column is taken already' })
    taken.set(at, field)
  }
  const named: Field[] = ['name', 'firstName', 'lastName', 'email']
  if (named.every((field) => mapping.columns[field] === undefined))
    issues.push({ path: 'name', message: 'Choose the column with names, or the one with addresses' })
  if (mapping.cohortId && !cohorts.some(({ id }) => id === mapping.cohortId))
    issues.push({ path: 'cohort_id', message: 'Choose one of your cohorts' })
  if (!mapping.order && mustAskOrder(orders)) issues.push({ path: 'order', message: askOrder(orders) })
  return issues
}

const askOrder = ({ dmy, mdy, either }: Orders) =>
  dmy && mdy
    ? `Say which comes first: the file has ${dmy} and ${mdy}`
    : `Say which comes first: ${either} may be read in two ways`
