import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { violatesUnique } from '../db/client.ts'
import { authorize, invalid, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { canRecordInGroup, writerIn } from '../groups/policy.ts'
import { figureNames, type PrintedFigures, type ReportedInput } from './schema.ts'
import { impactNotes, reportedRows as r } from './table.ts'

/** As many lines as a report can hold in one page. */
const MOST_LINES = 300

const figuresOf = (input: ReportedInput): PrintedFigures =>
  Object.fromEntries(figureNames.flatMap((name) => (input[name] ? [[name, input[name]]] : [])))

const rowOf = (input: ReportedInput) => ({
  activity: input.activity,
  total: input.total,
  figures: figuresOf(input),
  currency: input.currency,
  source: input.source,
  sourceUrl: input.sourceUrl,
  note: input.note,
})

/** Adds a line of a table that was printed elsewhere, behind the others of its source; answers its id. */
export async function addReported(ctx: Ctx, groupId: string, input: ReportedInput): Promise<string> {
  const { db, now, actor } = ctx
  authorize(canRecordInGroup(actor, groupId))
  const id = ctx.newId('fig')
  const row = rowOf(input)
  const added = await onlyTotal(() =>
    db.batch([
      db.all<{
        id: string
      }>(sql`insert into reported_rows (id, group_id, position, activity, total, figures, currency,
          source, source_url, note, recorded_by, created_at, updated_at)
        select ${id}, ${groupId}, coalesce((select max(position) from reported_rows where group_id = ${groupId}), 0) + 1,
          ${row.activity}, ${row.total ? 1 : 0}, ${JSON.stringify(row.figures)}, ${row.currency}, ${row.source},
          ${row.sourceUrl}, ${row.note}, ${writerIn(actor)}, ${now}, ${now}
        where (select count(*) from reported_rows where group_id = ${groupId}) < ${MOST_LINES} returning id`),
      ...recordEventIfChanged(ctx, 'reported figures.added', id),
    ]),
  )
  if (!added[0].length) throw invalid([{ path: 'activity', message: `At most ${MOST_LINES} lines fit in a report` }])
  return id
}

/** Sets a line right: it says what is printed, not what should be. */
export async function changeReported(ctx: Ctx, groupId: string, id: string, input: ReportedInput): Promise<void> {
  const { db, now, actor } = ctx
  authorize(canRecordInGroup(actor, groupId))
  const [changed] = await onlyTotal(() =>
    db.batch([
      db
        .update(r)
        .set({ ...rowOf(input), recordedBy: writerIn(actor), updatedAt: now })
        .where(and(eq(r.id, id), eq(r.groupId, groupId)))
        .returning({ id: r.id }),
      ...recordEventIfChanged(ctx, 'reported figures.changed', id),
    ]),
  )
  if (!changed.length) throw notFound('Line')
}

export async function removeReported(ctx: Ctx, groupId: string, id: string): Promise<void> {
  authorize(canRecordInGroup(ctx.actor, groupId))
  const [removed] = await ctx.db.batch([
    ctx.db
      .delete(r)
      .where(and(eq(r.id, id), eq(r.groupId, groupId)))
      .returning({ id: r.id }),
    ...recordEventIfChanged(ctx, 'reported figures.removed', id),
  ])
  if (!removed.length) throw notFound('Line')
}

/** A source has one total. */
async function onlyTotal<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!violatesUnique(error, 'reported_rows.group_id, reported_rows.source')) throw error
    throw invalid([{ path: 'total', message: 'This source has its total already' }])
  }
}

type Notes = { instrumental: string; notes: string; version: number }

/** Saves what no number holds over the version that was seen; false where a newer one is there. */
export async function saveNotes(ctx: Ctx, groupId: string, { version, ...texts }: Notes): Promise<boolean> {
  const { db, now, actor } = ctx
  authorize(canRecordInGroup(actor, groupId))
  const [saved] = await db.batch([
    db
      .insert(impactNotes)
      .values({ groupId, ...texts, version: version + 1, writtenBy: writerIn(actor), updatedAt: now })
      .onConflictDoUpdate({
        target: impactNotes.groupId,
        set: { ...texts, version: version + 1, writtenBy: writerIn(actor), updatedAt: now },
        setWhere: eq(impactNotes.version, version),
      })
      .returning({ version: impactNotes.version }),
    ...recordEventIfChanged(ctx, 'impact notes.saved', groupId),
  ])
  return saved.length > 0
}
