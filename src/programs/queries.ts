import { and, asc, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { requireGroup } from '../groups/queries.ts'
import { cohorts, programs } from './table.ts'

/** A program with its group, for those who may see the group's workspace. */
export async function requireProgram(ctx: Ctx, groupId: string, id: string) {
  const group = await requireGroup(ctx, groupId)
  const [program] = await ctx.db
    .select()
    .from(programs)
    .where(and(eq(programs.id, id), eq(programs.groupId, groupId)))
  if (!program) throw notFound('Program')
  return { group, program }
}
export type Program = Awaited<ReturnType<typeof requireProgram>>['program']

/** A cohort of such a program. */
export async function requireCohort(ctx: Ctx, groupId: string, programId: string, id: string) {
  const found = await requireProgram(ctx, groupId, programId)
  const [cohort] = await ctx.db
    .select()
    .from(cohorts)
    .where(and(eq(cohorts.id, id), eq(cohorts.programId, programId)))
  if (!cohort) throw notFound('Cohort')
  return { ...found, cohort }
}
export type Cohort = Awaited<ReturnType<typeof requireCohort>>['cohort']

const peopleIn = (cohort: SQL) => sql<number>`(select count(distinct participant_id) from participations
  where role = 'participant' and cohort_id in (${cohort}))`

/** The programs of a group, those under way or coming first. */
export const listPrograms = (db: Db, groupId: string) =>
  db
    .select({
      id: programs.id,
      name: programs.name,
      activity: programs.activity,
      country: programs.country,
      city: programs.city,
      publishedAt: programs.publishedAt,
      cohorts: sql<number>`(select count(*) from cohorts where program_id = programs.id)`.as('cohorts'),
      lastEndsOn: sql<string | null>`(select max(ends_on) from cohorts where program_id = programs.id)`.as(
        'last_ends_on',
      ),
      people: peopleIn(sql`select id from cohorts where program_id = programs.id`).as('people'),
    })
    .from(programs)
    .where(eq(programs.groupId, groupId))
    .orderBy(desc(sql`last_ends_on`), asc(programs.name), asc(programs.id))
export type ListedProgram = Awaited<ReturnType<typeof listPrograms>>[number]

/** The cohorts of a program, the newest first, with how many took part. */
export const listCohorts = (db: Db, programId: string) =>
  db
    .select({ ...getTableColumns(cohorts), people: peopleIn(sql`cohorts.id`).as('people') })
    .from(cohorts)
    .where(eq(cohorts.programId, programId))
    .orderBy(desc(cohorts.number))
export type ListedCohort = Awaited<ReturnType<typeof listCohorts>>[number]
