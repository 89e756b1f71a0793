import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import type { Db } from '../../db/client.ts'
import { notFound } from '../../errors.ts'
import { requireGroup } from '../../groups/queries.ts'
import { cohorts, participants, programs } from '../table.ts'
import type { CohortChoice } from './cohort-choice.ts'
import { importChanges, importOutcomes, participantImports } from './table.ts'

/** The cohorts of a group's programs, as its lists may name them. */
export const listCohortChoices = async ({ db }: Ctx, groupId: string): Promise<CohortChoice[]> =>
  await selectCohortChoices(db, groupId)

export const selectCohortChoices = (db: Db, groupId: string) =>
  db
    .select({
      id: cohorts.id,
      number: cohorts.number,
      name: cohorts.name,
      // D1 answers a batch by column name: two called `name` would be one.
      programId: sql<string>`${programs.id}`.as('program_id'),
      program: sql<string>`${programs.name}`.as('program'),
    })
    .from(cohorts)
    .innerJoin(programs, eq(programs.id, cohorts.programId))
    .where(eq(programs.groupId, groupId))
    .orderBy(asc(programs.name), desc(cohorts.number))

export type Import = typeof participantImports.$inferSelect

/** An import of a group, for its members. */
export async function requireImport(ctx: Ctx, groupId: string, id: string): Promise<Import> {
  await requireGroup(ctx, groupId)
  const found = await findImport(ctx, id)
  if (found?.groupId !== groupId) throw notFound('Import')
  return found
}

export const selectImport = (db: Db, id: string) =>
  db.select().from(participantImports).where(eq(participantImports.id, id))

export async function findImport({ db }: Ctx, id: string): Promise<Import | undefined> {
  const [found] = await selectImport(db, id)
  return found
}

export const listImports = ({ db }: Ctx, groupId: string) =>
  db
    .select()
    .from(participantImports)
    .where(eq(participantImports.groupId, groupId))
    .orderBy(desc(participantImports.uploadedAt), desc(participantImports.id))
    .limit(20)

export const selectOutcomes = ({ db }: Ctx, importId: string, run: 'dry' | 'real') =>
  db
    .select({ number: importOutcomes.number, outcome: importOutcomes.outcome })
    .from(importOutcomes)
    .where(and(eq(importOutcomes.importId, importId), eq(importOutcomes.run, run)))

type Summed = { parts: number; problems: number } & Record<
  'created' | 'updated' | 'unchanged' | 'skipped' | 'failed',
  number
>

/** What became of the rows so far: added up, and the first that say why. A large file has more of them than a page. */
export const selectSummary = (db: Db, importId: string, { run, most }: { run: 'dry' | 'real'; most: number }) => {
  const of = sql`import_id = ${importId} and run = ${run}`
  const sum = (name: string) => sql`coalesce(sum(outcome ->> ${`$.counts.${name}`}), 0)`
  return [
    db.all<Summed>(sql`select count(*) as parts, coalesce(sum(json_array_length(outcome, '$.problems')), 0) as problems,
      ${sum('created')} as created, ${sum('updated')} as updated, ${sum('unchanged')} as unchanged,
      ${sum('skipped')} as skipped, ${sum('failed')} as failed from participant_import_outcomes where ${of}`),
    db.all<{ problem: string }>(sql`select p.value as problem from participant_import_outcomes,
      json_each(outcome, '$.problems') p where ${of} order by p.value ->> 'row' limit ${most}`),
  ] as const
}

/** An import of the same file that was begun and is not done: to be gone on with. */
export async function findUnfinished({ db }: Ctx, groupId: string, contentHash: string): Promise<Import | undefined> {
  const [found] = await db
    .select()
    .from(participantImports)
    .where(
      and(
        eq(participantImports.groupId, groupId),
        eq(participantImports.contentHash, contentHash),
        sql`${participantImports.finishedAt} is null and ${participantImports.forgottenAt} is null`,
      ),
    )
    .orderBy(desc(participantImports.uploadedAt))
    .limit(1)
  return found
}

/** Whom the undoing of an import left as they are, and why. */
export const listKept = ({ db }: Ctx, importId: string) =>
  db
    .select({ id: participants.id, name: participants.name, why: importChanges.kept })
    .from(importChanges)
    .innerJoin(participants, eq(participants.id, importChanges.participantId))
    .where(and(eq(importChanges.importId, importId), isNotNull(importChanges.kept)))
    .orderBy(asc(participants.nameKey))
    .limit(200)

/** How many people's changes by an import are still to be taken back. */
export async function countChanges({ db }: Ctx, importId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(importChanges)
    .where(and(eq(importChanges.importId, importId), isNull(importChanges.kept)))
  return row?.count ?? 0
}
