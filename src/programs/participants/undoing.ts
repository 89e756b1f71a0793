import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { atomically, type Statement, violatesForeignKey, violatesUnique } from '../../db/client.ts'
import { authorize, conflict } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { canRecordInGroup } from '../../groups/policy.ts'
import { fold } from '../../text/fold.ts'
import type { Before } from './deciding.ts'
import { findImport, requireImport } from './queries.ts'
import { importChanges, participantImports } from './table.ts'

const PEOPLE_A_PART = 200
const CHANGED = 'changed since'
const COUNTED = 'something else counts on it'
const TAKEN = 'another record has its former address or id now'

/** Asks that what an import did be taken back. */
export async function askUndo(ctx: Ctx, groupId: string, importId: string): Promise<void> {
  const found = await requireImport(ctx, groupId, importId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  if (!found.finishedAt) throw conflict('This import is not done yet: wait until it is')
  await atomically(ctx.db, [
    ctx.db
      .update(participantImports)
      .set({ undoAskedAt: ctx.now, workedAt: ctx.now })
      .where(and(eq(participantImports.id, importId), isNull(participantImports.undoAskedAt))),
    ...recordEventIfChanged(ctx, 'import.undo_asked', importId),
  ])
}

type Changed = { id: string; created: boolean; before: Before | null; isAsLeft: boolean }

/** Takes back what an import did to the next people; answers whether more are left. Who was changed since stays. */
export async function undoPart(ctx: Ctx, importId: string): Promise<boolean> {
  const found = await findImport(ctx, importId)
  if (!found?.undoAskedAt || found.undoneAt) return false
  const changes = await nextChanges(ctx, importId)
  if (!changes.length) {
    await atomically(ctx.db, [
      ctx.db
        .update(participantImports)
        .set({ undoneAt: ctx.now, workedAt: null })
        .where(and(eq(participantImports.id, importId), isNull(participantImports.undoneAt))),
      ...recordEventIfChanged(ctx, 'import.undone', importId),
    ])
    return false
  }
  await takeBack(ctx, importId, changes)
  return true
}

async function nextChanges({ db }: Ctx, importId: string): Promise<Changed[]> {
  const rows = await db.all<{ id: string; created: number; before: string | null; asLeft: number }>(
    sql`select c.participant_id as id, c.created, c.before, coalesce(p.version = c.version, 0) as "asLeft"
      from participant_import_changes c left join participants p on p.id = c.participant_id
      where c.import_id = ${importId} and c.kept is null order by c.participant_id limit ${PEOPLE_A_PART}`,
  )
  return rows.map(({ id, created, before, asLeft }) => ({
    id,
    created: created === 1,
    before: before === null ? null : (JSON.parse(before) as Before),
    isAsLeft: asLeft === 1 && (created === 1 || before !== null),
  }))
}

/** All at once, so that an earlier import can be undone after it; where something stands in the way of one of them, one by one. */
async function takeBack(ctx: Ctx, importId: string, changes: readonly Changed[]): Promise<void> {
  try {
    await atomically(ctx.db, statementsFor(ctx, importId, changes))
  } catch (error) {
    const why = reasonIn(error)
    if (!why) throw error
    const [only, ...others] = changes
    if (only && !others.length) return atomically(ctx.db, [keep(ctx, importId, [only.id], why)])
    const middle = Math.ceil(changes.length / 2)
    await takeBack(ctx, importId, changes.slice(0, middle))
    await takeBack(ctx, importId, changes.slice(middle))
  }
}

function reasonIn(error: unknown): string | undefined {
  if (violatesForeignKey(error)) return COUNTED
  return violatesUnique(error, 'participants.group_id') ? TAKEN : undefined
}

function statementsFor(ctx: Ctx, importId: string, changes: readonly Changed[]): Statement[] {
  const { db } = ctx
  const idsOf = (some: readonly Changed[]) => some.map(({ id }) => id)
  const touched = changes.filter(({ isAsLeft }) => !isAsLeft)
  const created = idsOf(changes.filter(({ isAsLeft, created: isNew }) => isAsLeft && isNew))
  const changed = changes.filter(({ isAsLeft, created: isNew }) => isAsLeft && !isNew)
  const ours = idsOf(changes.filter(({ isAsLeft }) => isAsLeft))
  return [
    ...(touched.length ? [keep(ctx, importId, idsOf(touched), CHANGED)] : []),
    db.run(sql`delete from stage_changes where act = ${importId} and participant_id in ${listed(ours)}`),
    db.run(sql`delete from engagement_changes where act = ${importId} and participant_id in ${listed(ours)}`),
    db.run(sql`delete from participations where import_id = ${importId} and participant_id in ${listed(ours)}`),
    db.run(sql`delete from participant_aliases where participant_id in ${listed(created)}`),
    db.run(sql`delete from participants where id in ${listed(created)}`),
    ...(changed.length ? restore(ctx, changed) : []),
    db.run(
      sql`delete from participant_import_changes where import_id = ${importId} and participant_id in ${listed(ours)}`,
    ),
  ]
}

const listed = (ids: readonly string[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

const keep = ({ db }: Ctx, importId: string, ids: readonly string[], why: string) =>
  db
    .update(importChanges)
    .set({ kept: why })
    .where(and(eq(importChanges.importId, importId), sql`participant_id in ${listed(ids)}`))

function restore({ db, now }: Ctx, changed: readonly Changed[]): Statement[] {
  const records = JSON.stringify(
    changed.map(({ id, before }) => [
      id,
      before?.name,
      fold(before?.name ?? ''),
      before?.email,
      before?.emailKey,
      before?.externalId,
      before?.version,
    ]),
  )
  const parts = JSON.stringify(
    changed.flatMap(({ before }) =>
      (before?.parts ?? []).map(({ id, finishedOn, leftOn }) => [id, finishedOn, leftOn]),
    ),
  )
  return [
    db.run(sql`update participants set name = v.value ->> 1, name_key = v.value ->> 2, email = v.value ->> 3,
      email_key = v.value ->> 4, external_id = v.value ->> 5, version = v.value ->> 6, updated_at = ${now}
      from json_each(${records}) v where participants.id = v.value ->> 0`),
    db.run(sql`update participations set finished_on = v.value ->> 1, left_on = v.value ->> 2, updated_at = ${now}
      from json_each(${parts}) v where participations.id = v.value ->> 0`),
  ]
}
