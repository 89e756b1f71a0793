import { isoInstant } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { recordEvent } from '../events.ts'
import { type CsvColumns, toCsv } from '../text/csv.ts'
import { type LoggedEvent, selectEvents } from './queries.ts'
import type { AuditExport } from './schema.ts'

/** More is no table for a person; the filters narrow it. */
export const MOST_EXPORTED = 10_000

/** The log as CSV, newest first. Who exports it and why is in the log before the first line is read. */
export async function exportAudit(ctx: Ctx, { reason, ...query }: AuditExport): Promise<string> {
  await atomically(ctx.db, recordEvent(ctx, 'audit.exported', 'audit', reason))
  return toCsv(columns, await selectEvents(ctx.db, query, MOST_EXPORTED))
}

const columns: CsvColumns<LoggedEvent> = {
  seal: (e) => e.position,
  at: (e) => isoInstant(e.at),
  name: (e) => e.name,
  subject: (e) => e.subjectId,
  actor: (e) => e.actorId,
  actor_role: (e) => e.actorRole,
  detail: (e) => e.detail,
}
