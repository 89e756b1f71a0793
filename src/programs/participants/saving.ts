import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { insertMany } from '../../db/bulk.ts'
import { type Statement, violatesNotNull, violatesUnique } from '../../db/client.ts'
import { engagementChanges, participants, participations, stageChanges } from '../table.ts'
import type { Decision } from './deciding.ts'

/** Writes what was decided, where every record still is as it was read: else nothing of it, and `isRace` tells. */
export function saveDecisions({ db }: Ctx, decisions: readonly Decision[]): Statement[] {
  const records = decisions.flatMap(({ record }) => record ?? [])
  return [
    ...insertMany(
      db,
      participants,
      records,
      sql`on conflict (id) do update set name = excluded.name, name_key = excluded.name_key, email = excluded.email,
        email_key = excluded.email_key, external_id = excluded.external_id, updated_at = excluded.updated_at,
        version = case when participants.version = excluded.version - 1 and erased_at is null and objected_at is null
          then excluded.version end`,
    ),
    ...insertMany(
      db,
      participations,
      decisions.flatMap(({ parts }) => parts),
      sql`on conflict (id) do update set finished_on = excluded.finished_on, left_on = excluded.left_on,
        updated_at = excluded.updated_at`,
    ),
    ...insertMany(
      db,
      stageChanges,
      decisions.flatMap(({ stages }) => stages),
    ),
    ...insertMany(
      db,
      engagementChanges,
      decisions.flatMap(({ engagements }) => engagements),
    ),
  ]
}

/** Whether somebody else wrote of the same people meanwhile: to be decided again on what stands now. */
export const isRace = (error: unknown) =>
  violatesUnique(error, 'participants.group_id') ||
  violatesUnique(error, 'participations.participant_id') ||
  violatesNotNull(error, 'participants.version')
