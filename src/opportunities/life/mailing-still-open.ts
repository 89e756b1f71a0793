import { sql } from 'drizzle-orm'
import { stillOpenMail } from '../../../web/emails/still-open-mail.tsx'
import type { Ctx } from '../../context.ts'
import type { Notice } from '../../notices/claiming.ts'
import type { Composed } from '../../notices/mailing.ts'
import { paths } from '../../paths.ts'
import { listAsked } from './answering-still-open.ts'
import { stillOpenToken } from './tokens.ts'

/** One mail to a member for all that waits for an answer of their organization. */
export async function stillOpenNotice(ctx: Ctx, notice: Notice): Promise<Composed> {
  const { subjectId: organizationId, recipientId: personId, createdAt } = notice
  const [organization] = await ctx.db.all<{ name: string }>(sql`
    select name from organizations g join members m on m.organization_id = g.id
    where g.id = ${organizationId} and m.person_id = ${personId}`)
  const asked = (await listAsked(ctx, organizationId)).filter(({ askedAt }) => askedAt !== null)
  if (!organization || !asked.length) return { obsolete: 'nothing waits for an answer' }
  const link = ctx.origin + paths.stillOpen(await stillOpenToken(ctx, { organizationId, personId }, createdAt))
  return {
    mail: stillOpenMail({
      organization: organization.name,
      asked,
      link,
      office: ctx.origin + paths.officeOpportunities(organizationId),
    }),
  }
}
