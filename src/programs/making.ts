import { and, eq, sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically, violatesForeignKey } from '../db/client.ts'
import { authorize, conflict, invalid, tooMany } from '../errors.ts'
import { isPastLimit, recordEventIfChanged, recordEventWithin } from '../events.ts'
import { canRecordInGroup } from '../groups/policy.ts'
import { requireGroup } from '../groups/queries.ts'
import { renderMarkdown } from '../text/html.ts'
import { wordsOf } from './naming.ts'
import { requireProgram } from './queries.ts'
import type { ProgramForm } from './schema.ts'
import { programFigures, programs, toldCrowds } from './table.ts'

const MOST_A_DAY = 30

/** What is stored of a form. */
const writtenOf = (form: ProgramForm) => ({
  ...form,
  aboutHtml: renderMarkdown(form.about),
  words: wordsOf(form),
})

type Row = typeof programs.$inferInsert

/** Adds a program, which nobody outside sees until it is published; answers its id. */
export async function addProgram(ctx: Ctx, groupId: string, form: ProgramForm): Promise<string> {
  const { example } = await requireGroup(ctx, groupId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const id = ctx.newId('prg')
  await insert(ctx, { ...writtenOf(form), id, groupId, example, createdAt: ctx.now, updatedAt: ctx.now })
  return id
}

async function insert(ctx: Ctx, row: Row): Promise<void> {
  const limit = { most: MOST_A_DAY, since: ctx.now - DAY }
  await atomically(ctx.db, [
    ...recordEventWithin(ctx, limit, 'program.added', row.id),
    ctx.db.insert(programs).values(row),
  ]).catch((error) => {
    throw isPastLimit(error) ? tooMany(`${MOST_A_DAY} programs a day are the most; go on tomorrow`) : error
  })
}

/** Changes what a program says. Its first day stays before that of every cohort. */
export async function editProgram(ctx: Ctx, groupId: string, id: string, form: ProgramForm): Promise<void> {
  await requireProgram(ctx, groupId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const isFirst = sql`not exists (select 1 from cohorts where program_id = ${id} and starts_on < ${form.beganOn ?? ''})`
  const [changed] = await ctx.db.batch([
    ctx.db
      .update(programs)
      .set({ ...writtenOf(form), updatedAt: ctx.now })
      .where(and(eq(programs.id, id), eq(programs.groupId, groupId), isFirst))
      .returning({ id: programs.id }),
    ...recordEventIfChanged(ctx, 'program.edited', id),
  ])
  if (!changed.length)
    throw invalid([{ path: 'beganOn', message: 'A cohort started before this day: correct one of the two' }])
}

/** Copies a program for another country: its words, not its cohorts. Answers the copy's id; it is not public. */
export async function copyProgram(ctx: Ctx, groupId: string, id: string, country: string): Promise<string> {
  const { program } = await requireProgram(ctx, groupId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  if (program.country === country)
    throw invalid([{ path: 'to', message: 'This is where it is held already: give another country' }])
  const copyId = ctx.newId('prg')
  const placed = { ...program, country, city: null }
  const fresh = { beganOn: null, opportunityId: null, publishedAt: null, createdAt: ctx.now, updatedAt: ctx.now }
  await insert(ctx, { ...placed, ...fresh, words: wordsOf(placed), id: copyId, copiedFrom: id })
  return copyId
}

/** Removes a program without cohorts; copies of it stay. */
export async function removeProgram(ctx: Ctx, groupId: string, id: string): Promise<void> {
  await requireProgram(ctx, groupId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const isEmpty = sql`not exists (select 1 from cohorts where program_id = ${id})`
  const removing = ctx.db.batch([
    ctx.db.delete(programFigures).where(and(eq(programFigures.programId, id), isEmpty)),
    ctx.db.delete(toldCrowds).where(and(eq(toldCrowds.programId, id), isEmpty)),
    ctx.db
      .update(programs)
      .set({ copiedFrom: null })
      .where(and(eq(programs.copiedFrom, id), isEmpty)),
    ctx.db
      .delete(programs)
      .where(and(eq(programs.id, id), eq(programs.groupId, groupId), isEmpty))
      .returning({ id: programs.id }),
    ...recordEventIfChanged(ctx, 'program.removed', id),
  ])
  const [, , , removed] = await removing.catch((error) => {
    throw violatesForeignKey(error) ? conflict('Something is recorded about this program: it has to stay') : error
  })
  if (!removed.length) throw conflict('Only a program without cohorts can be removed: remove those first')
}
