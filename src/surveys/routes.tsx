import { type Context, Hono } from 'hono'
import { NewSurveyPage } from '../../web/surveys/new-survey-page.tsx'
import { ResultsPage } from '../../web/surveys/results-page.tsx'
import { SurveyPage } from '../../web/surveys/survey-page.tsx'
import { SurveysPage } from '../../web/surveys/surveys-page.tsx'
import { addDays } from '../calendar.ts'
import { AppError, type Issue, issuesOf } from '../errors.ts'
import { requireGroup } from '../groups/queries.ts'
import { linkHolder, signedIn } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { page } from '../http/page.tsx'
import { paths } from '../paths.ts'
import { answerSurvey, objectToAsking, readSurvey } from './answering.ts'
import { readAnswers } from './answers.ts'
import { answersCsv, answersJson } from './exporting.ts'
import { DatesForm, FigureForm, SurveyForm } from './forms.ts'
import { changeClosing, makeSurvey, removeSurvey, surveyDay } from './making.ts'
import { listReported, listRespondents, listSurveys, listTargets, requireSurvey } from './queries.ts'
import { removeFigure, reportFigure } from './reporting.ts'
import { resultsOf } from './results.ts'
import { templateKeys } from './schema.ts'

type Typed = Record<string, string>
type Refused = { issues?: Issue[]; typed?: Typed }
type C = Context<AppEnv, '/groups/:id/surveys/:survey'>

/** A reminder goes out once, a month after the mail that asks. */
const OPEN_FOR_DAYS = 42

async function surveysPage(c: Context<AppEnv, '/groups/:id/surveys'>, { issues = [], typed }: Refused = {}) {
  const { ctx } = c.var
  const group = await requireGroup(ctx, c.req.param('id'))
  const [surveys, reported] = await Promise.all([listSurveys(ctx, group.id), listReported(ctx, group.id)])
  const props = { group, surveys, reported, now: ctx.now, done: c.req.query('done'), issues, typed }
  return page(c, <SurveysPage {...props} />, issues.length ? 422 : 200)
}

async function newSurveyPage(c: Context<AppEnv, '/groups/:id/surveys/new'>, { issues = [], typed }: Refused = {}) {
  const { ctx } = c.var
  const group = await requireGroup(ctx, c.req.param('id'))
  const targets = await listTargets(ctx, group.id)
  const asked = typed?.template ?? c.req.query('template')
  const template = templateKeys.find((key) => key === asked) ?? 'program_post'
  const today = surveyDay(ctx.now)
  const days = { opensOn: today, closesOn: addDays(today, OPEN_FOR_DAYS) }
  const props = { group, targets, template, days, of: c.req.query('of'), issues, typed }
  return page(c, <NewSurveyPage {...props} />, issues.length ? 422 : 200)
}

/** A survey of the group, for those who may see its workspace. */
async function surveyOf(c: C) {
  const group = await requireGroup(c.var.ctx, c.req.param('id'))
  return { group, survey: await requireSurvey(c.var.ctx, group.id, c.req.param('survey')) }
}

async function resultsPage(c: C, { issues = [], typed }: Refused = {}) {
  const { ctx } = c.var
  const { group, survey } = await surveyOf(c)
  const respondents = await listRespondents(ctx, survey.id)
  const results = resultsOf(
    survey.questions,
    respondents.flatMap(({ answers }) => (answers ? [answers] : [])),
  )
  const props = { group, survey, respondents, results, now: ctx.now, done: c.req.query('done'), issues, typed }
  return page(c, <ResultsPage {...props} />, issues.length ? 422 : 200)
}

type Shown = Refused & { missed?: boolean }

async function surveyPage(c: Context<AppEnv, '/surveys/:token'>, { issues = [], typed, missed }: Shown = {}) {
  const token = c.req.param('token')
  const survey = await readSurvey(c.var.ctx, token)
  const done = c.req.query('done')
  return page(c, <SurveyPage {...{ token, survey, issues, typed, done }} />, missed ? 409 : issues.length ? 422 : 200)
}

/** Issues of a command that refused what was typed; anything else is thrown on. */
function refused(error: unknown): Issue[] {
  if (error instanceof AppError && error.code === 'invalid') return error.issues
  throw error
}

export const surveyRoutes = new Hono<AppEnv>()
  .get('/groups/:id/surveys', signedIn, (c) => surveysPage(c))

  .get('/groups/:id/surveys/new', signedIn, (c) => newSurveyPage(c))

  .post('/groups/:id/surveys/new', signedIn, async (c) => {
    const { ctx } = c.var
    const group = await requireGroup(ctx, c.req.param('id'))
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const form = SurveyForm.safeParse(typed)
    if (!form.success) return newSurveyPage(c, { issues: issuesOf(form.error), typed })
    try {
      const id = await makeSurvey(ctx, group.id, form.data)
      return c.redirect(`${paths.groupSurvey(group.id, id)}?done=made`, 303)
    } catch (error) {
      return newSurveyPage(c, { issues: refused(error), typed })
    }
  })

  .post('/groups/:id/surveys/reported', signedIn, async (c) => {
    const group = await requireGroup(c.var.ctx, c.req.param('id'))
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const form = FigureForm.safeParse(typed)
    if (!form.success) return surveysPage(c, { issues: issuesOf(form.error), typed })
    await reportFigure(c.var.ctx, group.id, form.data)
    return c.redirect(`${paths.groupSurveys(group.id)}?done=reported`, 303)
  })

  .post('/groups/:id/surveys/reported/:figure/removal', signedIn, async (c) => {
    const group = await requireGroup(c.var.ctx, c.req.param('id'))
    await removeFigure(c.var.ctx, group.id, c.req.param('figure'))
    return c.redirect(`${paths.groupSurveys(group.id)}?done=removed`, 303)
  })

  .get('/groups/:id/surveys/:survey', signedIn, (c) => resultsPage(c))

  .get('/groups/:id/surveys/:survey/answers.csv', signedIn, async (c) => {
    const { survey } = await surveyOf(c)
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present')
    c.header('Content-Disposition', 'attachment; filename="answers.csv"')
    return c.body(answersCsv(survey, await listRespondents(c.var.ctx, survey.id)))
  })

  .get('/groups/:id/surveys/:survey/answers.json', signedIn, async (c) => {
    const { survey } = await surveyOf(c)
    c.header('Content-Disposition', 'attachment; filename="answers.json"')
    return c.json(answersJson(survey, await listRespondents(c.var.ctx, survey.id)))
  })

  .post('/groups/:id/surveys/:survey/closing', signedIn, async (c) => {
    const { group, survey } = await surveyOf(c)
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const form = DatesForm.safeParse(typed)
    if (!form.success) return resultsPage(c, { issues: issuesOf(form.error), typed })
    try {
      await changeClosing(c.var.ctx, survey, form.data.closesOn)
    } catch (error) {
      return resultsPage(c, { issues: refused(error), typed })
    }
    return c.redirect(`${paths.groupSurvey(group.id, survey.id)}?done=closing`, 303)
  })

  .post('/groups/:id/surveys/:survey/removal', signedIn, async (c) => {
    const { group, survey } = await surveyOf(c)
    await removeSurvey(c.var.ctx, survey)
    return c.redirect(`${paths.groupSurveys(group.id)}?done=gone`, 303)
  })

  .get('/surveys/:token', linkHolder, (c) => surveyPage(c))

  .post('/surveys/:token', linkHolder, async (c) => {
    const token = c.req.param('token')
    const survey = await readSurvey(c.var.ctx, token)
    const typed = Object.fromEntries(await readForm(c.req.raw))
    if (survey.state !== 'open') return surveyPage(c, { typed, missed: true })
    const { answers, issues } = readAnswers(survey.questions, typed)
    if (issues.length) return surveyPage(c, { issues, typed })
    if (!(await answerSurvey(c.var.ctx, survey, answers))) return surveyPage(c, { typed, missed: true })
    return c.redirect(`${paths.survey(token)}?done=saved`, 303)
  })

  .post('/surveys/:token/objection', linkHolder, async (c) => {
    const token = c.req.param('token')
    await objectToAsking(c.var.ctx, token)
    return c.redirect(paths.survey(token), 303)
  })
