import { sql } from 'drizzle-orm'
import { actorId, type Ctx } from '../context.ts'
import { authorize } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { canAnswerReports } from './policy.ts'
import type { ReportAnswer } from './schema.ts'

/**
 * Marks what was reported of a subject as dealt with, up to the newest report that was seen. Where another moderator
 * has done that already, nothing changes.
 */
export async function answerReports(ctx: Ctx, { subject, until, note }: ReportAnswer): Promise<void> {
  authorize(canAnswerReports(ctx.actor))
  await ctx.db.batch([
    ctx.db.run(
      sql`insert into report_answers (subject_id, until_at, note, answered_by, answered_at)
        select subject_id, max(at), ${note.trim()}, ${actorId(ctx.actor)}, ${ctx.now} from reports
        where subject_id = ${subject} and at <= ${until}
          and not exists (select 1 from report_answers a where a.subject_id = reports.subject_id and a.until_at >= reports.at)
        group by subject_id`,
    ),
    ...recordEventIfChanged(ctx, 'subject.reports answered', subject, note.trim() || undefined),
  ])
}
