import { and, eq, sql } from 'drizzle-orm'
import { dayIn, endOfDay, instantOf } from '../calendar.ts'
import { actorId, type Ctx } from '../context.ts'
import { atomically, violatesUnique } from '../db/client.ts'
import { authorize, conflict, type Issue, invalid } from '../errors.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { canRecordInGroup } from '../groups/policy.ts'
import type { SurveyInput } from './forms.ts'
import type { Survey, Target } from './queries.ts'
import { listTargets } from './queries.ts'
import { ownQuestion, standardQuestion, templates } from './schema.ts'
import { surveys } from './table.ts'

/** Opens with its first day in UTC, closes when its last day is over everywhere. */
const opensAt = (day: string) => instantOf(day, 0, 'UTC')
const closesAt = (day: string) => endOfDay(day, null)

/** Makes a survey; answers its id. What cannot be is said beside its field, as an `invalid` error. */
export async function makeSurvey(ctx: Ctx, groupId: string, input: SurveyInput): Promise<string> {
  authorize(canRecordInGroup(ctx.actor, groupId))
  const target = (await listTargets(ctx, groupId)).find(
    (one) => one.cohortId === input.of || one.programId === input.of,
  )
  const issues = issuesOf(ctx, input, target)
  if (!target || issues.length) throw invalid(issues)
  const { template, title, opensOn, closesOn } = input
  const id = ctx.newId('srv')
  try {
    await atomically(ctx.db, [
      ctx.db.insert(surveys).values({
        id,
        groupId,
        programId: target.programId,
        cohortId: input.of === target.cohortId ? target.cohortId : null,
        template,
        kind: templates[template].kind,
        role: templates[template].role,
        title,
        questions: [
          ...input.asked.map((key) => standardQuestion(key, target.program)),
          ...input.ownQuestions.map(ownQuestion),
        ],
        opensOn,
        closesOn,
        opensAt: opensAt(opensOn),
        closesAt: closesAt(closesOn),
        createdBy: actorId(ctx.actor),
        createdAt: ctx.now,
        updatedAt: ctx.now,
      }),
      ...recordEvent(ctx, 'survey.made', id),
    ])
  } catch (error) {
    if (!violatesUnique(error, "index 'surveys_one'")) throw error
    throw invalid([{ path: 'opensOn', message: 'This survey opens on that day already: choose another day' }])
  }
  return id
}

function issuesOf({ now }: Ctx, { closesOn }: SurveyInput, target: Target | undefined): Issue[] {
  const issues: Issue[] = []
  if (!target) issues.push({ path: 'of', message: 'Choose a program or cohort of this group' })
  if (closesAt(closesOn) <= now) issues.push({ path: 'closesOn', message: 'Give a day that is not over' })
  return issues
}

/** Changes the last day: later, sooner, or already over, which closes it at once. */
export async function changeClosing(ctx: Ctx, survey: Survey, closesOn: string): Promise<void> {
  authorize(canRecordInGroup(ctx.actor, survey.groupId))
  if (closesOn < survey.opensOn)
    throw invalid([{ path: 'closesOn', message: 'Give a day that is not before it opens' }])
  await atomically(ctx.db, [
    ctx.db
      .update(surveys)
      .set({ closesOn, closesAt: closesAt(closesOn), updatedAt: ctx.now })
      .where(and(eq(surveys.id, survey.id), sql`${surveys.closesOn} <> ${closesOn}`)),
    ...recordEventIfChanged(ctx, 'survey.closing', survey.id),
  ])
}

/** Takes a survey away as long as nobody was asked; later it can only be closed. */
export async function removeSurvey(ctx: Ctx, survey: Survey): Promise<void> {
  authorize(canRecordInGroup(ctx.actor, survey.groupId))
  const [removed] = await ctx.db.batch([
    ctx.db
      .delete(surveys)
      .where(
        sql`${surveys.id} = ${survey.id}
          and not exists (select 1 from survey_asks where survey_id = ${survey.id} and mailed_at is not null)
          and not exists (select 1 from survey_answers where survey_id = ${survey.id})`,
      )
      .returning({ id: surveys.id }),
    ...recordEventIfChanged(ctx, 'survey.removed', survey.id),
  ])
  if (!removed.length) throw conflict('People were asked already: close it instead')
}

/** The day it is, as the days of surveys are counted. */
export const surveyDay = (now: number) => dayIn(now, 'UTC')
