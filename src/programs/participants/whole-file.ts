import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { AppError, conflict, forbidden } from '../../errors.ts'
import type { Basis } from '../schema.ts'
import { guessColumns } from './columns.ts'
import { dropImport, type Run, startImport, workOnPart } from './importing.ts'
import { mapImport } from './mapping.ts'
import { type Outcome, readOutcomes } from './outcomes.ts'
import { findImport, type Import, requireImport } from './queries.ts'
import type { DayOrder } from './schema.ts'
import { type FileOfPeople, uploadPeople } from './uploading.ts'

type Asked = {
  basis: Basis
  order: DayOrder | null
  dryRun: boolean
  onProgress: (done: number, total: number) => void
}

/**
 * Imports a whole file in one go, for a group's key: the columns are told by their headings. One that was cut off is gone
 * on with when the same file comes again; tried, it is not: what is under way was not only looked at.
 */
export async function importPeople(ctx: Ctx, file: FileOfPeople, asked: Asked): Promise<Outcome> {
  const { actor } = ctx
  if (actor.type !== 'key' || actor.scope !== 'group') throw forbidden()
  const groupId = actor.subjectId
  const id = await uploadPeople(ctx, groupId, file)
  const run: Run = asked.dryRun ? 'dry' : 'real'
  const before = await findImport(ctx, id)
  if (before?.startedAt && asked.dryRun) throw conflict(UNDER_WAY)
  if (!before?.startedAt) await mapAsGuessed(ctx, before, asked)
  if (!asked.dryRun) await startImport(ctx, groupId, id)
  const { partCount, rowCount } = await requireImport(ctx, groupId, id)
  let { parts } = await readOutcomes(ctx, id, run)
  while (await workOnPart(ctx, id, run)) asked.onProgress(Math.round((++parts / partCount) * rowCount), rowCount)
  const outcome = await readOutcomes(ctx, id, run)
  if (outcome.parts < partCount) throw conflict(asked.dryRun ? UNDER_WAY : LET_GO)
  if (asked.dryRun) await dropImport(ctx, groupId, id)
  return outcome
}

const UNDER_WAY = 'An import of this file is under way: repeat it without --dry-run'
const LET_GO = 'The file was let go meanwhile: repeat the import'

async function mapAsGuessed(ctx: Ctx, found: Import | undefined, { basis, order }: Asked): Promise<void> {
  if (!found) return
  const columns = guessColumns(found.columns.map(({ heading }) => heading))
  const asOf = dayIn(ctx.now, 'UTC')
  const mapping = { columns, cohortId: null, role: 'participant' as const, order, asOf, basis }
  try {
    await mapImport(ctx, found.groupId, found.id, mapping)
  } catch (error) {
    // Started meanwhile: whoever did read it the same way, and it is gone on with.
    if (!(error instanceof AppError) || error.status !== 409) throw error
  }
}
