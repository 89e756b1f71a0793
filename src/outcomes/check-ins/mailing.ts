import { type SQL, sql } from 'drizzle-orm'
import { outcomeMail } from '../../../web/emails/outcome-mail.tsx'
import { surveyMail } from '../../../web/emails/survey-mail.tsx'
import { findLinkWith } from '../../applications/check-in/asking.ts'
import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import type { Notice } from '../../notices/claiming.ts'
import type { Composed } from '../../notices/mailing.ts'
import { paths } from '../../paths.ts'
import { firstTellings, type Reached } from '../../programs/records/notice.ts'
import { listLinkedAsks } from '../../surveys/mailing.ts'
import { newestOf } from '../queries.ts'
import { mayBeCheckedOn } from './asking.ts'
import type { Horizon } from './schema.ts'
import { outcomeToken } from './tokens.ts'

/** Who asks, for what they took part in, and whether they know an outcome. */
export type OutcomeAsk = Reached & { program: string; number: number; horizon: Horizon; knows: number }

/** What the mail names: groups that hold this very address, of which none has an answer yet. */
const listOutcomeAsks = ({ db, now }: Ctx, { subjectId }: Notice) =>
  db.all<OutcomeAsk>(sql`select p.id as "participantId", g.name as "group", r.name as program, c.number, a.horizon,
      p.basis, p.told_at as "toldAt", coalesce(${newestOf('outcome', dayIn(now, 'UTC'))}, 'no_answer') <> 'no_answer' as knows
    from check_in_asks a join check_ins k on k.id = a.check_in_id join participants p on p.id = a.participant_id
      join groups g on g.id = p.group_id join cohorts c on c.id = a.cohort_id join programs r on r.id = c.program_id
    where k.id = ${subjectId} and p.email_key = k.email_key and ${mayBeCheckedOn}
      and not exists (select 1 from check_in_answers where check_in_id = k.id and participant_id = p.id)
    order by a.horizon, g.name, p.id limit 20`)

/** Who is not named in the mail was not asked: they may be another time. */
function notAsked({ db }: Ctx, checkInId: string, named: readonly OutcomeAsk[]): Statement {
  const ids = JSON.stringify(named.map(({ participantId }) => participantId))
  return db.run(sql`delete from check_in_asks where check_in_id = ${checkInId}
    and participant_id not in (select value from json_each(${ids})) and not exists (select 1 from check_in_answers
      where check_in_id = check_in_asks.check_in_id and participant_id = check_in_asks.participant_id)`)
}

/** Where no mail comes of it, the month is not used up, as for what was to go with it. */
const letGo = ({ db }: Ctx, { createdAt }: Notice, emailKey: SQL): Statement =>
  db.run(sql`delete from asks where email_key = ${emailKey} and asked_at = ${createdAt}`)

/** The mail that asks where somebody is, with what else waits for them; of what they want no more nothing is in it. */
export async function outcomeNotice(ctx: Ctx, notice: Notice): Promise<Composed> {
  const { subjectId, createdAt } = notice
  const emailKey = sql`(select email_key from check_ins where id = ${subjectId})`
  const asks = await listOutcomeAsks(ctx, notice)
  const surveys = await listLinkedAsks(ctx, emailKey)
  if (!asks.length && !surveys.length)
    return { obsolete: 'nothing is left to ask', once: [letGo(ctx, notice, emailKey)] }
  const { records, once: told } = await firstTellings(ctx, [...asks, ...surveys], createdAt)
  const once = [...told, notAsked(ctx, subjectId, asks)]
  const applications = await findLinkWith(ctx, emailKey, createdAt)
  if (!asks.length) return { mail: surveyMail({ asks: surveys, records, applications, reminder: false }), once }
  const link = ctx.origin + paths.outcome(await outcomeToken(ctx, subjectId))
  return { mail: outcomeMail({ asks, link, surveys, applications, records }), once }
}
