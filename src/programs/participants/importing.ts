import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { insertMany } from '../../db/bulk.ts'
import { atomically, type Statement, violatesUnique } from '../../db/client.ts'
import { authorize, conflict } from '../../errors.ts'
import { isPastLimit, recordEventIfChanged, recordEventOrStop } from '../../events.ts'
import { canRecordInGroup } from '../../groups/policy.ts'
import { type Decision, keysOf, nameThem, type Recording, type RowOutcome } from './deciding.ts'
import { decideAll } from './deciding-together.ts'
import { findKnown } from './known-people.ts'
import { outcomeOf } from './outcomes.ts'
import { type Part, unpackPart } from './packing.ts'
import { type Import, requireImport, selectImport } from './queries.ts'
import { isRace, saveDecisions } from './saving.ts'
import { importChanges, importFiles, importOutcomes, importParts, participantImports } from './table.ts'

const TRIES = 3
export type Run = 'dry' | 'real'

/** Starts an import that has a mapping. Pressed twice it goes on. */
export async function startImport(ctx: Ctx, groupId: string, importId: string): Promise<void> {
  const found = await requireImport(ctx, groupId, importId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  if (found.startedAt) return
  if (!found.mapping || found.forgottenAt) throw conflict('Upload the file and say how it is read first')
  await atomically(ctx.db, [
    ctx.db.update(participantImports).set({ startedAt: ctx.now, workedAt: ctx.now }).where(isWaiting(importId)),
    ...recordEventIfChanged(ctx, 'import.started', importId),
  ])
}

/** What is to be done next: tried until it is started, then done. Null where nothing is left. */
export function runOf({ mapping, startedAt, finishedAt, forgottenAt }: Import): Run | null {
  if (!mapping || finishedAt || forgottenAt) return null
  return startedAt ? 'real' : 'dry'
}

/**
 * Does the next part of an import, all or nothing; answers whether more is left. What is next is read from the database,
 * so that whoever comes after a kill goes on where it stopped, and of two at once one does it. With `only`, nothing of
 * the other run is done.
 */
export async function workOnPart(ctx: Ctx, importId: string, only?: Run): Promise<boolean> {
  const { found, next } = await findWork(ctx, importId)
  const run = found && runOf(found)
  if (!found || !run || (only && run !== only)) return false
  if (!next) {
    if (run === 'real') await finish(ctx, found)
    else
      await ctx.db.run(
        sql`update participant_imports set worked_at = null where id = ${importId} and started_at is null`,
      )
    return false
  }
  for (let tried = 1; ; tried++) {
    try {
      await doPart(ctx, found, { ...next, run })
      return true
    } catch (error) {
      if (violatesUnique(error, 'participant_import_outcomes.import_id')) return true
      if (!isRace(error) || tried === TRIES) throw error
    }
  }
}

/** An import with the first of its parts that is not done yet, in one round trip. */
async function findWork(
  { db }: Ctx,
  importId: string,
): Promise<{ found?: Import | undefined; next?: Next | undefined }> {
  const [[found], [next]] = await db.batch([
    selectImport(db, importId),
    db.all<{ number: number; rows: string }>(
      sql`select p.number, p.rows from participant_import_parts p join participant_imports i on i.id = p.import_id
        where p.import_id = ${importId} and not exists (select 1 from participant_import_outcomes o
          where o.import_id = p.import_id and o.run = iif(i.started_at is null, 'dry', 'real') and o.number = p.number)
        order by p.number limit 1`,
    ),
  ])
  return { found, next: next && { number: next.number, part: unpackPart(next.rows) } }
}

type Next = { number: number; part: Part }

async function doPart(ctx: Ctx, found: Import, { number, part, run }: Next & { run: Run }): Promise<void> {
  const people = await Promise.all(part.people.map((rows) => nameThem(ctx, rows)))
  const known = await findKnown(ctx, found.groupId, keysOf(people))
  const decisions = decideAll(ctx, people, known, recordingOf(found))
  const failed = part.failed.map(({ row, reason }): RowOutcome => ({ row, result: 'failed', reason }))
  const outcome = JSON.stringify(outcomeOf([...decisions.flatMap(({ outcomes }) => outcomes), ...failed]))
  await atomically(ctx.db, [
    ctx.db.insert(importOutcomes).values({ importId: found.id, number, run, outcome }),
    ...(run === 'real' ? [...saveDecisions(ctx, decisions), ...rememberChanges(ctx, found, decisions)] : []),
    ctx.db.update(participantImports).set({ workedAt: ctx.now }).where(eq(participantImports.id, found.id)),
  ])
}

function recordingOf(found: Import): Recording {
  return {
    groupId: found.groupId,
    basis: found.mapping?.basis ?? 'consent',
    by: found.uploadedBy,
    act: found.id,
    importId: found.id,
    source: `Import of ${found.fileName}`,
  }
}

/** Whom it changed and what they were before. The first word on somebody stays; the version is that of the last. */
const rememberChanges = ({ db }: Ctx, { id }: Import, decisions: readonly Decision[]): Statement[] =>
  insertMany(
    db,
    importChanges,
    decisions.flatMap(({ record, before }) =>
      record
        ? {
            importId: id,
            participantId: record.id,
            created: before === null,
            before: before ? JSON.stringify(before) : null,
            version: record.version ?? 1,
          }
        : [],
    ),
    sql`on conflict (import_id, participant_id) do update set version = excluded.version`,
  )

/** The file is let go: what it said stands in the records now. */
async function finish(ctx: Ctx, { id }: Import): Promise<void> {
  await atomically(ctx.db, [
    ctx.db
      .update(participantImports)
      .set({ finishedAt: ctx.now, forgottenAt: ctx.now, workedAt: null })
      .where(and(eq(participantImports.id, id), isNull(participantImports.finishedAt))),
    ...recordEventIfChanged(ctx, 'import.finished', id),
    ...forget(ctx, id),
  ])
}

const forget = ({ db }: Ctx, id: string): Statement[] => [
  db.delete(importParts).where(eq(importParts.importId, id)),
  db.delete(importFiles).where(eq(importFiles.importId, id)),
]

/** Lets a file go that nobody will go on with; what was done of it stays. */
export async function dropImport(ctx: Ctx, groupId: string, importId: string): Promise<void> {
  const found = await requireImport(ctx, groupId, importId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  if (found.startedAt) throw conflict(STARTED)
  if (found.forgottenAt) return
  const dropped = { forgottenAt: ctx.now, workedAt: null }
  await whileWaiting(STARTED, () =>
    atomically(ctx.db, [
      ctx.db.update(participantImports).set(dropped).where(isWaiting(importId)),
      recordEventOrStop(ctx, 'import.dropped', importId),
      ...forget(ctx, importId),
    ]),
  )
}

const STARTED = 'This import has been started: let it finish, then undo it'

/** An import that is not started and not let go. */
export const isWaiting = (importId: string) =>
  and(eq(participantImports.id, importId), isNull(participantImports.startedAt), isNull(participantImports.forgottenAt))

/** Writes what only a waiting import takes, guarded by `isWaiting` and its event; says so where it waits no more. */
export async function whileWaiting(otherwise: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw isPastLimit(error) ? conflict(otherwise) : error
  }
}
