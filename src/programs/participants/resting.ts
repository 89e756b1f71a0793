import { and, asc, lt, sql } from 'drizzle-orm'
import { DAY, MINUTE } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { participantImports } from './table.ts'

/** Whoever worked on it is taken for dead by then. */
const RESTING_AFTER = 2 * MINUTE
const KEPT_FOR = 7 * DAY
const MOST_A_TICK = 50

/** Imports with work left that nobody does. What was uploaded a week ago and never started is forgotten on the way. */
export async function listResting({ db, now }: Ctx): Promise<string[]> {
  const old = sql`(select id from participant_imports
    where forgotten_at is null and started_at is null and uploaded_at < ${now - KEPT_FOR} limit ${MOST_A_TICK})`
  const [, , , resting] = await db.batch([
    db.run(sql`delete from participant_import_parts where import_id in ${old}`),
    db.run(sql`delete from participant_import_files where import_id in ${old}`),
    db.run(sql`update participant_imports set forgotten_at = ${now}, worked_at = null where id in ${old}`),
    db
      .select({ id: participantImports.id })
      .from(participantImports)
      .where(and(sql`worked_at is not null`, lt(participantImports.workedAt, now - RESTING_AFTER)))
      .orderBy(asc(participantImports.workedAt))
      .limit(MOST_A_TICK),
  ])
  return resting.map(({ id }) => id)
}
