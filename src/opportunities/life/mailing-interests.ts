import { and, eq, sql } from 'drizzle-orm'
import { interestAnswerMail, interestMail } from '../../../web/emails/interest-mail.tsx'
import type { Ctx } from '../../context.ts'
import type { Notice } from '../../notices/claiming.ts'
import type { Composed } from '../../notices/mailing.ts'
import { organizations } from '../../organizations/table.ts'
import { paths } from '../../paths.ts'
import { opportunities } from '../table.ts'
import { mayReceive } from './interests.ts'
import { interests } from './table.ts'

const found = (ctx: Ctx, id: string, recipientId: string) =>
  ctx.db
    .select({
      name: interests.name,
      personId: interests.personId,
      message: interests.message,
      answer: interests.answer,
      answeredBy: interests.answeredBy,
      title: opportunities.title,
      organization: sql<string>`${organizations.name}`.as('organization'),
      receives: mayReceive(recipientId).as('receives'),
    })
    .from(interests)
    .innerJoin(opportunities, eq(opportunities.id, interests.opportunityId))
    .innerJoin(organizations, eq(organizations.id, opportunities.organizationId))
    .where(
      and(
        eq(interests.id, id),
        sql`not exists (select 1 from retractions where opportunity_id = ${opportunities.id})`,
        sql`not exists (select 1 from suspensions where subject_id = ${interests.personId})`,
      ),
    )

/** The message to one of those who posted; they may have left, or a colleague may have answered. */
export async function interestNotice(ctx: Ctx, { subjectId: id, recipientId }: Notice): Promise<Composed> {
  const [row] = await found(ctx, id, recipientId)
  if (!row?.receives || row.answer !== null) return { obsolete: 'it needs no answer of theirs any more' }
  const { name: from, title, message, personId: by } = row
  return { mail: interestMail({ from, title, message, link: ctx.origin + paths.interestMessage(id) }), by }
}

/** The answer to whoever was interested. */
export async function answerNotice(ctx: Ctx, { subjectId: id, recipientId }: Notice): Promise<Composed> {
  const [row] = await found(ctx, id, recipientId)
  if (!row?.answer || row.personId !== recipientId) return { obsolete: 'the answer is gone' }
  const { organization: from, title, answer: message } = row
  return { mail: interestAnswerMail({ from, title, message, link: ctx.origin + paths.ownInterests() }) }
}
