import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { insertMany } from '../db/bulk.ts'
import { atomically, violatesForeignKey, violatesUnique } from '../db/client.ts'
import { authorize, conflict, invalid } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { canRecordInGroup } from '../groups/policy.ts'
import { requireCohort, requireProgram } from './queries.ts'
import type { CohortForm } from './schema.ts'
import { cohorts, programFigures } from './table.ts'

const MOST_COHORTS = 500

/** Whether a cohort may start on this day: not before its program began. */
const isBehindProgram = (programId: string, startsOn: string) => sql`not exists (
  select 1 from programs where id = ${programId} and began_on > ${startsOn})`

/** Adds a cohort; answers its id. */
export async function addCohort(ctx: Ctx, groupId: string, programId: string, form: CohortForm): Promise<string> {
  const { program } = await requireProgram(ctx, groupId, programId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  checkDays(program, form)
  const id = ctx.newId('coh')
  const row = { ...form, id, programId, createdAt: ctx.now, updatedAt: ctx.now }
  const isRoom = sql`(select count(*) from cohorts where program_id = ${programId}) < ${MOST_COHORTS}`
  const guard = sql`and ${isBehindProgram(programId, form.startsOn)} and ${isRoom}`
  await atomically(ctx.db, [
    ...insertMany(ctx.db, cohorts, [row], guard),
    ...recordEventIfChanged(ctx, 'cohort.added', id),
  ]).catch(refuseNumber)
  const added = await ctx.db.select({ id: cohorts.id }).from(cohorts).where(eq(cohorts.id, id))
  if (!added.length) throw conflict(`A program has at most ${MOST_COHORTS} cohorts`)
  return id
}

/** Changes a cohort. */
export async function editCohort(
  ctx: Ctx,
  { groupId, programId, id }: { groupId: string; programId: string; id: string },
  form: CohortForm,
): Promise<void> {
  const { program } = await requireCohort(ctx, groupId, programId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  checkDays(program, form)
  const [changed] = await ctx.db
    .batch([
      ctx.db
        .update(cohorts)
        .set({ ...form, updatedAt: ctx.now })
        .where(and(eq(cohorts.id, id), isBehindProgram(programId, form.startsOn)))
        .returning({ id: cohorts.id }),
      ...recordEventIfChanged(ctx, 'cohort.edited', id),
    ])
    .catch(refuseNumber)
  if (!changed.length) throw conflict('The program or the cohort was changed meanwhile: look again')
}

function checkDays({ beganOn }: { beganOn: string | null }, { startsOn }: CohortForm): void {
  if (beganOn !== null && startsOn < beganOn)
    throw invalid([{ path: 'startsOn', message: `The program began on ${beganOn}: no cohort starts before` }])
}

/** Two may take a number at once: the second is told. */
function refuseNumber(error: unknown): never {
  if (!violatesUnique(error, 'cohorts.program_id, cohorts.number')) throw error
  throw invalid([{ path: 'number', message: 'Another cohort of this program has this number' }])
}

/** Removes a cohort that nobody took part in. */
export async function removeCohort(ctx: Ctx, groupId: string, programId: string, id: string): Promise<void> {
  await requireCohort(ctx, groupId, programId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const isEmpty = sql`not exists (select 1 from participations where cohort_id = ${id})`
  const removing = ctx.db.batch([
    ctx.db.delete(programFigures).where(and(eq(programFigures.cohortId, id), isEmpty)),
    ctx.db
      .delete(cohorts)
      .where(and(eq(cohorts.id, id), isEmpty))
      .returning({ id: cohorts.id }),
    ...recordEventIfChanged(ctx, 'cohort.removed', id),
  ])
  const [, removed] = await removing.catch((error) => {
    throw violatesForeignKey(error) ? conflict('Something is recorded about this cohort: it has to stay') : error
  })
  if (!removed.length) throw conflict('Somebody took part in this cohort: it has to stay')
}
