import { sql } from 'drizzle-orm'
import { outcomeMail } from '../../../web/emails/outcome-mail.tsx'
import { surveyMail } from '../../../web/emails/survey-mail.tsx'
import { findLinkWith } from '../../applications/check-in/asking.ts'
import type { Ctx } from '../../context.ts'
import type { Notice } from '../../notices/claiming.ts'
import type { Composed } from '../../notices/mailing.ts'
import { paths } from '../../paths.ts'
import { firstTellings, type Reached } from '../../programs/records/notice.ts'
import { listLinkedAsks } from '../../surveys/mailing.ts'
import { mayBeCheckedOn } from './asking.ts'
import type { Horizon } from './schema.ts'
import { outcomeToken } from './tokens.ts'

/** Who asks, and for what they took part in. */
export type OutcomeAsk = Reached & { program: string; number: number; horizon: Horizon }

/** What the mail names: groups that hold this very address, of which none has an answer yet. */
const listOutcomeAsks = ({ db }: Ctx, { subjectId, recipientId }: Notice) =>
  db.all<OutcomeAsk>(sql`select p.id as "participantId", g.name as "group", r.name as program, c.number, a.horizon,
      p.basis, p.told_at as "toldAt"
    from check_in_asks a join check_ins k on k.id = a.check_in_id join participants p on p.id = a.participant_id
      join groups g on g.id = p.group_id join cohorts c on c.id = a.cohort_id join programs r on r.id = c.program_id
    where k.id = ${subjectId} and p.email_key = k.email_key and ${mayBeCheckedOn}
      and k.email_key = (select email_key from participants where id = ${recipientId})
      and not exists (select 1 from check_in_answers where check_in_id = k.id and participant_id = p.id)
    order by a.horizon, g.name, p.id limit 20`)

/** The mail that asks where somebody is, with what else waits for them; of what they want no more nothing is in it. */
export async function outcomeNotice(ctx: Ctx, notice: Notice): Promise<Composed> {
  const { subjectId, recipientId, createdAt } = notice
  const asks = await listOutcomeAsks(ctx, notice)
  const surveys = await listLinkedAsks(ctx, recipientId)
  const { records, once } = await firstTellings(ctx, [...asks, ...surveys], createdAt)
  if (!asks.length && !surveys.length) return { obsolete: 'nothing is left to ask' }
  if (!asks.length) return { mail: surveyMail({ asks: surveys, records, reminder: false }), once }
  const applications = await findLinkWith(ctx, recipientId, createdAt)
  const link = ctx.origin + paths.outcome(await outcomeToken(ctx, subjectId))
  return { mail: outcomeMail({ asks, link, surveys, applications, records }), once }
}
