import { type SQL, sql } from 'drizzle-orm'
import { surveyMail } from '../../web/emails/survey-mail.tsx'
import type { Ctx } from '../context.ts'
import type { Notice } from '../notices/claiming.ts'
import type { Composed } from '../notices/mailing.ts'
import { paths } from '../paths.ts'
import { firstTellings } from '../programs/records/notice.ts'
import { listAsksOf } from './asking.ts'
import { surveyToken } from './tokens.ts'

/** The mail with a link to each survey that waits, unless all was answered meanwhile, or they want none. */
export async function surveyNotice(ctx: Ctx, { occasion, recipientId, createdAt }: Notice): Promise<Composed> {
  const asks = await listLinkedAsks(ctx, sql`(select email_key from participants where id = ${recipientId})`)
  if (!asks.length) return { obsolete: 'nothing is left to ask' }
  const { records, once } = await firstTellings(ctx, asks, createdAt)
  return { mail: surveyMail({ asks, records, reminder: occasion === 'survey reminder' }), once }
}

/** What waits for an answer of a mailbox, each with its link. */
export async function listLinkedAsks(ctx: Ctx, emailKey: SQL) {
  const asks = await listAsksOf(ctx, emailKey)
  return Promise.all(
    asks.map(async (ask) => ({ ...ask, link: ctx.origin + paths.survey(await surveyToken(ctx, ask)) })),
  )
}
