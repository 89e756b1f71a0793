import { type Context, Hono } from 'hono'
import { ModeratedOpportunityPage } from '../../../web/moderation/opportunity-page.tsx'
import { ModeratedPersonPage } from '../../../web/moderation/person-page.tsx'
import { ReportsPage } from '../../../web/moderation/reports-page.tsx'
import { type Issue, issuesOf, notFound } from '../../errors.ts'
import { moderators } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { reinstateOpportunity, retractOpportunity } from '../../opportunities/retracting.ts'
import { Retraction } from '../../opportunities/schema.ts'
import { findStanding } from '../../opportunities/standing.ts'
import { closedBecause } from '../../opportunities/state.ts'
import { listOwnOrganizations, selectOrganization } from '../../organizations/queries.ts'
import { paths } from '../../paths.ts'
import { answerReports } from '../answering.ts'
import { canSuspend } from '../policy.ts'
import { selectAnswersOf, selectHistory, selectPerson, selectReported, selectReportsOf } from '../queries.ts'
import { ReportAnswer, RetractionForm, Suspension } from '../schema.ts'
import { liftSuspension, suspendPerson } from '../suspending.ts'

const MOST_REPORTED = 100

type Refused = { typed?: Record<string, string>; issues?: Issue[]; confirm?: boolean }

async function opportunityPage(c: Context<AppEnv>, id: string, { confirm, ...refused }: Refused = {}) {
  const { ctx } = c.var
  const standing = await findStanding(ctx, id)
  if (!standing) throw notFound('Opportunity')
  const [[organization], history, reports, answers] = await ctx.db.batch([
    selectOrganization(ctx.db, standing.organizationId),
    selectHistory(ctx.db, id),
    selectReportsOf(ctx.db, id),
    selectAnswersOf(ctx.db, id),
  ])
  const { row, closure } = standing
  const closed = row && closedBecause({ ...row, closure }, ctx.now)
  const props = { standing, organization, history, reports, answers, closed, now: ctx.now }
  const done = c.req.query('done') ?? ''
  return page(
    c,
    <ModeratedOpportunityPage {...props} {...refused} done={done} confirm={confirm ?? false} />,
    refused.issues ? 422 : 200,
  )
}

async function personPage(c: Context<AppEnv>, id: string, refused: Omit<Refused, 'confirm'> = {}) {
  const { ctx } = c.var
  const [[person], organizations] = await ctx.db.batch([selectPerson(ctx.db, id), listOwnOrganizations(ctx.db, id)])
  if (!person) throw notFound('Person')
  const props = { person, organizations, maySuspend: canSuspend(ctx.actor, person), now: ctx.now }
  const done = c.req.query('done') ?? ''
  return page(c, <ModeratedPersonPage {...props} {...refused} done={done} />, refused.issues ? 422 : 200)
}

async function reportsPage(c: Context<AppEnv>, refused: Pick<Refused, 'typed' | 'issues'> = {}) {
  const { ctx } = c.var
  const reported = await selectReported(ctx.db, MOST_REPORTED)
  const done = c.req.query('done') !== undefined
  return page(c, <ReportsPage {...{ reported, done, now: ctx.now }} {...refused} />, refused.issues ? 422 : 200)
}

const readFields = async (c: Context<AppEnv>) => Object.fromEntries(await readForm(c.req.raw))

export const moderatedSubjectRoutes = new Hono<AppEnv>()
  .get('/moderation/reports', moderators, (c) => reportsPage(c))

  .post('/moderation/reports', moderators, async (c) => {
    const typed = await readFields(c)
    const given = ReportAnswer.safeParse(typed)
    if (!given.success) return reportsPage(c, { typed, issues: issuesOf(given.error) })
    await answerReports(c.var.ctx, given.data)
    return c.redirect(paths.moderationReports('done=1'), 303)
  })

  .get('/moderation/opportunities/:id', moderators, (c) => opportunityPage(c, c.req.param('id')))

  .post('/moderation/opportunities/:id/retraction', moderators, async (c) => {
    const id = c.req.param('id')
    const typed = await readFields(c)
    const form = RetractionForm.safeParse(typed)
    if (!form.success) return opportunityPage(c, id, { typed, issues: issuesOf(form.error) })
    const { confirm, ...rest } = form.data
    const given = Retraction.safeParse(rest)
    if (!given.success) return opportunityPage(c, id, { typed, issues: issuesOf(given.error) })
    if (given.data.reason === 'hazardous' && confirm !== 'erase')
      return opportunityPage(c, id, { typed, confirm: true })
    await retractOpportunity(c.var.ctx, id, given.data)
    return c.redirect(paths.moderationOpportunity(id, 'done=retracted'), 303)
  })

  .post('/moderation/opportunities/:id/reinstatement', moderators, async (c) => {
    const id = c.req.param('id')
    await reinstateOpportunity(c.var.ctx, id)
    return c.redirect(paths.moderationOpportunity(id, 'done=reinstated'), 303)
  })

  .get('/moderation/people/:id', moderators, (c) => personPage(c, c.req.param('id')))

  .post('/moderation/people/:id/suspension', moderators, async (c) => {
    const id = c.req.param('id')
    const typed = await readFields(c)
    const given = Suspension.safeParse(typed)
    if (!given.success) return personPage(c, id, { typed, issues: issuesOf(given.error) })
    await suspendPerson(c.var.ctx, id, given.data)
    return c.redirect(paths.moderationPerson(id, 'done=suspended'), 303)
  })

  .post('/moderation/people/:id/suspension/end', moderators, async (c) => {
    const id = c.req.param('id')
    await liftSuspension(c.var.ctx, id)
    return c.redirect(paths.moderationPerson(id, 'done=lifted'), 303)
  })
