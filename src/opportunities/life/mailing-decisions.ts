import { and, eq, sql } from 'drizzle-orm'
import { decisionMail } from '../../../web/emails/decision-mail.tsx'
import type { Ctx } from '../../context.ts'
import type { Notice } from '../../notices/claiming.ts'
import type { Composed } from '../../notices/mailing.ts'
import { paths } from '../../paths.ts'
import { decisions, revisions } from '../table.ts'

/** Tells the author what a moderator decided; nothing where the decision was taken back or the text erased. */
export async function decisionNotice(ctx: Ctx, { subjectId: id, occasion }: Notice): Promise<Composed> {
  const [, revisionId = ''] = occasion.split(' ')
  const [row] = await ctx.db
    .select({
      title: sql<string | null>`json_extract(${revisions.content}, '$.title')`.as('title'),
      verdict: decisions.verdict,
      reason: decisions.reason,
    })
    .from(decisions)
    .innerJoin(revisions, eq(revisions.id, decisions.revisionId))
    .where(
      and(
        eq(decisions.revisionId, revisionId),
        sql`not exists (select 1 from retractions where opportunity_id = ${id})`,
      ),
    )
  if (!row?.title || row.verdict === 'superseded') return { obsolete: 'the decision no longer stands' }
  const { title, verdict, reason } = row
  return {
    mail: decisionMail({
      title,
      verdict,
      reason,
      page: ctx.origin + paths.opportunity(id, title),
      edit: ctx.origin + paths.editOpportunity(id),
    }),
  }
}
