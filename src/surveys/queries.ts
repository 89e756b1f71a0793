import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import type { Answers } from './schema.ts'
import { reportedFigures, surveys } from './table.ts'

/** Whether the row `a` of `survey_answers` counts: not once its owner `p` has withdrawn from being asked. */
export const stillGiven: SQL = sql`not (p.person_id is not null
  and exists (select 1 from consents where person_id = p.person_id and purpose = 'surveys' and withdrawn_at >= a.updated_at)
  and not exists (select 1 from consents where person_id = p.person_id and purpose = 'surveys' and withdrawn_at is null))`

/** A survey of this group. */
export async function requireSurvey({ db }: Ctx, groupId: string, id: string) {
  const [survey] = await db
    .select()
    .from(surveys)
    .where(and(eq(surveys.id, id), eq(surveys.groupId, groupId)))
  if (!survey) throw notFound('Survey')
  return survey
}
export type Survey = Awaited<ReturnType<typeof requireSurvey>>

/** A group's surveys with how many were asked and answered, the newest first. */
export const listSurveys = ({ db }: Ctx, groupId: string) =>
  db
    .select({
      id: surveys.id,
      title: surveys.title,
      opensOn: surveys.opensOn,
      closesOn: surveys.closesOn,
      opensAt: surveys.opensAt,
      closesAt: surveys.closesAt,
      asked: sql<number>`(select count(*) from survey_asks where survey_id = surveys.id)`,
      answered: sql<number>`(select count(*) from survey_answers a join participants p on p.id = a.participant_id
        where a.survey_id = surveys.id and ${stillGiven})`,
    })
    .from(surveys)
    .where(eq(surveys.groupId, groupId))
    .orderBy(desc(surveys.opensOn), desc(surveys.id))
export type ListedSurvey = Awaited<ReturnType<typeof listSurveys>>[number]

/** Somebody of the base. Without a name once erased; without answers, nobody leaves the base. */
export type Respondent = {
  participantId: string
  name: string
  mailedAt: number | null
  answers: Answers | null
  answeredAt: number | null
  updatedAt: number | null
}

export async function listRespondents({ db }: Ctx, surveyId: string): Promise<Respondent[]> {
  type Row = Omit<Respondent, 'answers'> & { answers: string | null }
  const rows = await db.all<Row>(sql`
    select k.participant_id as "participantId", p.name, k.mailed_at as "mailedAt", a.answers,
      a.answered_at as "answeredAt", a.updated_at as "updatedAt"
    from survey_asks k join participants p on p.id = k.participant_id
    left join survey_answers a on a.survey_id = k.survey_id and a.participant_id = k.participant_id and ${stillGiven}
    where k.survey_id = ${surveyId} order by p.name, p.id`)
  return rows.map((row) => ({ ...row, answers: row.answers === null ? null : (JSON.parse(row.answers) as Answers) }))
}

/** The cohorts and programs of a group that can be asked, the newest first. */
export const listTargets = ({ db }: Ctx, groupId: string) =>
  db.all<{
    programId: string
    program: string
    cohortId: string
    cohort: string
    participants: number
    mentors: number
  }>(
    sql`select r.id as "programId", r.name as program, c.id as "cohortId", c.name as cohort,
      (select count(*) from participations where cohort_id = c.id and role = 'participant') as participants,
      (select count(*) from participations where cohort_id = c.id and role = 'mentor') as mentors
    from programs r join cohorts c on c.program_id = r.id where r.group_id = ${groupId}
    order by c.starts_on desc, c.id desc`,
  )
export type Target = Awaited<ReturnType<typeof listTargets>>[number]

/** What was printed elsewhere about a group and its programs, in the order of print. */
export const listReported = ({ db }: Ctx, groupId: string) =>
  db
    .select()
    .from(reportedFigures)
    .where(
      sql`${reportedFigures.subjectId} = ${groupId}
        or ${reportedFigures.subjectId} in (select id from programs where group_id = ${groupId})`,
    )
    .orderBy(reportedFigures.subjectId, reportedFigures.position)
export type ReportedFigure = Awaited<ReturnType<typeof listReported>>[number]
