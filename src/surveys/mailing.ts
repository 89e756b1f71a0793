import { surveyMail } from '../../web/emails/survey-mail.tsx'
import type { Ctx } from '../context.ts'
import type { Notice } from '../notices/claiming.ts'
import type { Composed } from '../notices/mailing.ts'
import { paths } from '../paths.ts'
import { listAsksOf } from './asking.ts'
import { surveyToken } from './tokens.ts'

/** The mail with a link to each survey that waits, unless all was answered meanwhile, or they want none. */
export async function surveyNotice(ctx: Ctx, { occasion, recipientId }: Notice): Promise<Composed> {
  const asks = await listAsksOf(ctx, recipientId)
  if (!asks.length) return { obsolete: 'nothing is left to ask' }
  const linked = await Promise.all(
    asks.map(async (ask) => ({ ...ask, link: ctx.origin + paths.survey(await surveyToken(ctx, ask)) })),
  )
  return { mail: surveyMail({ asks: linked, reminder: occasion === 'survey reminder' }) }
}
