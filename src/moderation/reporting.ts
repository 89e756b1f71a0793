import { sql } from 'drizzle-orm'
import { HOUR } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { tooMany } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import type { Report } from './schema.ts'

const MOST_AN_HOUR = 10

/**
 * Records what a reader says of a subject, once a network; closes nothing. Said again after a moderator dealt with it,
 * it counts anew. Over ten an hour answers 429.
 */
export async function report(ctx: Ctx, subjectId: string, { reason }: Report, network: string): Promise<void> {
  const networkKey = await ctx.secrets.fingerprint(`network ${network}`)
  const { db, now } = ctx
  const lately = sql`(select count(*) from reports where network_key = ${networkKey} and at > ${now - HOUR})`
  const [[before]] = await db.batch([
    db.all<{ count: number }>(sql`select ${lately} as count`),
    db.run(sql`insert into reports (id, subject_id, reason, network_key, at)
      select ${ctx.newId('rep')}, ${subjectId}, ${reason}, ${networkKey}, ${now} where ${lately} < ${MOST_AN_HOUR}
      on conflict (subject_id, network_key) do update set reason = excluded.reason, at = excluded.at
      where exists (select 1 from report_answers a where a.subject_id = reports.subject_id and a.until_at >= reports.at)`),
    ...recordEventIfChanged(ctx, 'subject.reported', subjectId),
  ])
  if ((before?.count ?? 0) >= MOST_AN_HOUR) throw tooMany('Thank you, that is enough for now: try again in an hour')
}
