import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { atomically, type Statement } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import type { Answers, Question } from './schema.ts'
import { readSurveyToken, type SurveyLink } from './tokens.ts'

/** A survey as the person it was sent to sees it. */
export type AskedSurvey = SurveyLink & {
  title: string
  group: string
  questions: Question[]
  opensOn: string
  closesOn: string
  /** What may be done: nothing more once they have objected. */
  state: 'waiting' | 'open' | 'closed' | 'objected'
  /** What they answered last. */
  answers: Answers | null
}

/** What a link asks; it opens nothing for who is erased or is not meant any more. Changes nothing. */
export async function readSurvey(ctx: Ctx, token: string): Promise<AskedSurvey> {
  const link = await readSurveyToken(ctx, token)
  const [row] = await ctx.db.all<Row>(sql`
    select s.title, g.name as "group", s.questions, s.opens_on as "opensOn", s.closes_on as "closesOn",
      s.opens_at as "opensAt", s.closes_at as "closesAt", p.objected_at as "objectedAt", a.answers
    from survey_asks k join surveys s on s.id = k.survey_id join groups g on g.id = s.group_id
      join participants p on p.id = k.participant_id
      left join survey_answers a on a.survey_id = k.survey_id and a.participant_id = k.participant_id
    where k.survey_id = ${link.surveyId} and k.participant_id = ${link.participantId} and p.erased_at is null`)
  if (!row) throw notFound('Link')
  const { title, group, opensOn, closesOn } = row
  return {
    ...link,
    ...{ title, group, opensOn, closesOn },
    questions: JSON.parse(row.questions),
    state: stateOf(row, ctx.now),
    answers: row.answers === null ? null : JSON.parse(row.answers),
  }
}

type Row = {
  title: string
  group: string
  questions: string
  opensOn: string
  closesOn: string
  opensAt: number
  closesAt: number
  objectedAt: number | null
  answers: string | null
}

function stateOf({ objectedAt, opensAt, closesAt }: Row, now: number): AskedSurvey['state'] {
  if (objectedAt !== null) return 'objected'
  if (now < opensAt) return 'waiting'
  return now < closesAt ? 'open' : 'closed'
}

/** Saves answers in place of those before; false where the survey is not open any more. The same again is no version. */
export async function answerSurvey(ctx: Ctx, { surveyId, participantId }: SurveyLink, answers: Answers) {
  const text = JSON.stringify(answers)
  const open = sql`exists (select 1 from survey_asks k join surveys s on s.id = k.survey_id
    join participants p on p.id = k.participant_id
    where k.survey_id = ${surveyId} and k.participant_id = ${participantId} and s.opens_at <= ${ctx.now}
      and s.closes_at > ${ctx.now} and p.objected_at is null and p.erased_at is null)`
  const [, , kept] = await ctx.db.batch([
    ctx.db.run(sql`
      insert into survey_answers (survey_id, participant_id, answers, answered_at, updated_at)
      select ${surveyId}, ${participantId}, ${text}, ${ctx.now}, ${ctx.now} where ${open}
      on conflict (survey_id, participant_id) do update set answers = excluded.answers, version = version + 1,
        updated_at = excluded.updated_at where answers <> excluded.answers`),
    ...(recordEventIfChanged(ctx, 'survey.answered', surveyId) as [Statement]),
    ctx.db.all<{ kept: number }>(sql`select ${open} as kept`),
  ])
  return kept[0]?.kept === 1
}

/** Nothing more is asked of this record, and what it answered is taken out: it stays in the base. */
export async function objectToAsking(ctx: Ctx, token: string): Promise<void> {
  const { participantId } = await readSurvey(ctx, token)
  await atomically(ctx.db, [
    ctx.db.run(sql`update participants set objected_at = ${ctx.now}, version = version + 1, updated_at = ${ctx.now}
      where id = ${participantId} and objected_at is null and erased_at is null`),
    ...recordEventIfChanged(ctx, 'participant.objected', participantId),
  ])
}
