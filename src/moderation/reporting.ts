import { and, eq, gt, sql } from 'drizzle-orm'
import { HOUR } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { tooMany } from '../errors.ts'
import { recordEvent } from '../events.ts'
import type { Report } from './schema.ts'
import { reports } from './table.ts'

const MOST_AN_HOUR = 10

/**
 * Records what a reader says of a subject, once a network; closes nothing. Said again after a moderator dealt with it,
 * it counts anew. Over ten an hour answers 429.
 */
export async function report(ctx: Ctx, subjectId: string, { reason }: Report, network: string): Promise<void> {
  const networkKey = await ctx.secrets.fingerprint(`network ${network}`)
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)` })
    .from(reports)
    .where(and(eq(reports.networkKey, networkKey), gt(reports.at, ctx.now - HOUR)))
  if ((row?.count ?? 0) >= MOST_AN_HOUR) throw tooMany('Thank you, that is enough for now: try again in an hour')
  await atomically(ctx.db, [
    ctx.db
      .insert(reports)
      .values({ id: ctx.newId('rep'), subjectId, reason, networkKey, at: ctx.now })
      .onConflictDoUpdate({
        target: [reports.subjectId, reports.networkKey],
        set: { reason, at: ctx.now },
        setWhere: sql`exists (select 1 from report_answers a where a.subject_id = reports.subject_id and a.until_at >= reports.at)`,
      }),
    ...recordEvent(ctx, 'subject.reported', subjectId),
  ])
}
