import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { ASK_GAP, claimAsks } from '../notices/asking.ts'
import { WORDS_VERSION } from '../profiles/schema.ts'
import type { Reached } from '../programs/records/notice.ts'

/** The rest is found by the next tick. */
const MOST_A_TICK = 500

/** Whether what the owner of the record `p` answers may be kept; who claimed it has to allow it. */
export const mayAnswer: SQL = sql`p.objected_at is null and p.erased_at is null
  and (p.person_id is null or exists (select 1 from consents where person_id = p.person_id and purpose = 'surveys'
    and withdrawn_at is null and words_version = ${WORDS_VERSION}))`

/**
 * Whether the record `p` may be asked by mail: not once they objected, were erased, want no mail or no questions. Who
 * claimed the record is asked with their own consent; before, on the group's own ground.
 */
export const mayBeAsked: SQL = sql`p.email is not null and ${mayAnswer}
  and not exists (select 1 from people w join tracker_settings t on t.person_id = w.id
    where (w.id = p.person_id or w.email_key = p.email_key) and t.check_ins = 0)
  and not exists (select 1 from suppressions where email_key = p.email_key)
  and not exists (select 1 from people w join suspensions x on x.subject_id = w.id where w.email_key = p.email_key)`

/** Asks `k` of open surveys `s` that wait for an answer of `p`. */
const unanswered = (now: number): SQL => sql`surveys s join survey_asks k on k.survey_id = s.id
  join participants p on p.id = k.participant_id
  where s.opens_at <= ${now} and s.closes_at > ${now} and ${mayBeAsked}
    and not exists (select 1 from survey_answers where survey_id = k.survey_id and participant_id = k.participant_id)`

/** Never asked, or asked once a month ago. */
const isDue = (now: number): SQL =>
  sql`(k.mailed_at is null or (k.reminded_at is null and k.mailed_at <= ${now - ASK_GAP}))`

/**
 * Counts in whoever an open survey means, and makes the mails that ask and, once, remind: one a month to an address for
 * all surveys that wait for it, of whichever groups, however many ticks run at once.
 */
export async function askSurveys(ctx: Ctx): Promise<void> {
  const { db, now } = ctx
  await countIn(ctx)
  const act = ctx.newId('act')
  const due = sql`select p.email_key as email_key, min(s.closes_at) as first from ${unanswered(now)} and ${isDue(now)}
    group by p.email_key`
  await db.batch([
    claimAsks(ctx, { due, most: MOST_A_TICK, act }),
    db.run(sql`insert into notices (subject_id, occasion, recipient_id, created_at)
      select survey_id, occasion, participant_id, ${now} from (
        select k.survey_id, k.participant_id, case when k.mailed_at is null then 'survey' else 'survey reminder' end as occasion,
          row_number() over (partition by p.email_key order by s.closes_at, s.id, p.id) as place
        from ${unanswered(now)} and ${isDue(now)} and ${claimedBy(act)})
      where place = 1 on conflict do nothing`),
    noteAsked(ctx, act),
  ])
}

const claimedBy = (act: string): SQL => sql`p.email_key in (select email_key from asks where act = ${act})`

/** Every survey that is due to an address claimed by an act goes with its mail. */
export const noteAsked = ({ db, now }: Ctx, act: string): Statement =>
  db.run(sql`update survey_asks set mailed_at = coalesce(mailed_at, ${now}),
      reminded_at = case when mailed_at is null then reminded_at else ${now} end
    where (survey_id, participant_id) in (
      select k.survey_id, k.participant_id from ${unanswered(now)} and ${isDue(now)} and ${claimedBy(act)})`)

/** The base of each open survey; who joins the cohort meanwhile is counted in too. */
export const countIn = async ({ db, now }: Ctx): Promise<void> => {
  await db.run(sql`insert into survey_asks (survey_id, participant_id, added_at)
    select distinct s.id, n.participant_id, ${now} from surveys s
      join cohorts c on c.program_id = s.program_id and c.id = coalesce(s.cohort_id, c.id)
      join participations n on n.cohort_id = c.id and n.role = s.role
    where s.opens_at <= ${now} and s.closes_at > ${now}
      and not exists (select 1 from survey_asks where survey_id = s.id and participant_id = n.participant_id)
    on conflict do nothing`)
}

export type Ask = Reached & { surveyId: string; title: string; closesOn: string }

/** Everything that waits for an answer of a mailbox, and was asked: one mail tells of all of it. */
export const listAsksOf = ({ db, now }: Ctx, emailKey: SQL) =>
  db.all<Ask>(sql`
    select k.survey_id as "surveyId", k.participant_id as "participantId", s.title, s.closes_on as "closesOn",
      p.basis, p.told_at as "toldAt",
      (select name from groups where id = s.group_id) as "group"
    from ${unanswered(now)} and k.mailed_at is not null
      and p.email_key = ${emailKey}
    order by s.closes_at, s.id, p.id limit 20`)
