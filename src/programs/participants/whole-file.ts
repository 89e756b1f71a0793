import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { forbidden } from '../../errors.ts'
import type { Basis } from '../schema.ts'
import { guessColumns } from './columns.ts'
import { dropImport, runOf, startImport, workOnPart } from './importing.ts'
import { mapImport } from './mapping.ts'
import { type Outcome, readOutcomes } from './outcomes.ts'
import { findImport, type Import } from './queries.ts'
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
 * on with when the same file comes again.
 */
export async function importPeople(ctx: Ctx, file: FileOfPeople, asked: Asked): Promise<Outcome> {
  const { actor } = ctx
  if (actor.type !== 'key' || actor.scope !== 'group') throw forbidden()
  const groupId = actor.subjectId
  const id = await uploadPeople(ctx, groupId, file)
  const before = await findImport(ctx, id)
  if (!before?.startedAt) await mapAsGuessed(ctx, before, asked)
  if (!asked.dryRun) await startImport(ctx, groupId, id)
  const found = await findImport(ctx, id)
  const run = found && runOf(found)
  const total = found?.partCount ?? 0
  let { parts } = await readOutcomes(ctx, id, run ?? 'real')
  while (await workOnPart(ctx, id))
    asked.onProgress(Math.round((++parts / total) * (found?.rowCount ?? 0)), found?.rowCount ?? 0)
  const outcome = await readOutcomes(ctx, id, run ?? 'real')
  if (asked.dryRun && !found?.startedAt) await dropImport(ctx, groupId, id)
  return outcome
}

async function mapAsGuessed(ctx: Ctx, found: Import | undefined, { basis, order }: Asked): Promise<void> {
  if (!found) return
  const columns = guessColumns(found.columns.map(({ heading }) => heading))
  const asOf = dayIn(ctx.now, 'UTC')
  await mapImport(ctx, found.groupId, found.id, { columns, cohortId: null, role: 'participant', order, asOf, basis })
}
