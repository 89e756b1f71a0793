import { type Context, Hono } from 'hono'
import { ForecastPage } from '../../../web/digests/operating/forecast-page.tsx'
import { MailRunsPage } from '../../../web/digests/operating/mail-runs-page.tsx'
import { dayIn } from '../../calendar.ts'
import { AppError, type Issue, issuesOf } from '../../errors.ts'
import { admins } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { forecastDigests } from './forecasting.ts'
import { liftSuppression } from './lifting.ts'
import { overviewOfMail } from './overview.ts'
import { resendDigest } from './resending.ts'
import { resumeRun } from './resuming.ts'
import { forecastDay, Lifting, OverviewQuery, Resending, Resumption, Settlement } from './schema.ts'
import { settleCall } from './settling.ts'

type Refused = { typed?: Record<string, string>; issues?: Issue[] }

async function mailPage(c: Context<AppEnv>, refused: Refused = {}) {
  const { ctx } = c.var
  const { before, done } = OverviewQuery.parse(c.req.query())
  const overview = await overviewOfMail(ctx, before)
  return page(
    c,
    <MailRunsPage overview={overview} now={ctx.now} before={before} done={done} {...refused} />,
    refused.issues ? 422 : 200,
  )
}

/** Of a day, or of the next tick where none is given; a day that does not do is said beside it. */
async function forecastPage(c: Context<AppEnv>, typed: string) {
  const { ctx } = c.var
  const day = forecastDay(dayIn(ctx.now, 'UTC')).safeParse(typed)
  const error = typed ? day.error?.issues[0]?.message : undefined
  const forecast = await forecastDigests(ctx, day.data ?? null)
  return page(c, <ForecastPage forecast={forecast} typed={typed} error={error} />)
}

const readFields = async (c: Context<AppEnv>) => Object.fromEntries(await readForm(c.req.raw))

export const mailOperationRoutes = new Hono<AppEnv>()
  .get('/admin/mail', admins, (c) => mailPage(c))

  .get('/admin/mail/forecast', admins, async (c) => forecastPage(c, c.req.query('day') ?? ''))

  .post('/admin/mail/resumption', admins, async (c) => {
    const given = Resumption.safeParse(await readFields(c))
    if (!given.success) return mailPage(c, { issues: issuesOf(given.error) })
    await resumeRun(c.var.ctx, given.data)
    return c.redirect(paths.mailRuns('done=resumed'), 303)
  })

  .post('/admin/mail/resending', admins, async (c) => {
    const given = Resending.safeParse(await readFields(c))
    if (!given.success) return mailPage(c, { issues: issuesOf(given.error) })
    await resendDigest(c.var.ctx, given.data)
    return c.redirect(paths.mailRuns('done=resent'), 303)
  })

  .post('/admin/mail/settlement', admins, async (c) => {
    const typed = await readFields(c)
    const given = Settlement.safeParse(typed)
    if (!given.success) return mailPage(c, { typed, issues: issuesOf(given.error) })
    await settleCall(c.var.ctx, given.data)
    return c.redirect(paths.mailRuns(given.data.arrived === 'yes' ? 'done=arrived' : 'done=lost'), 303)
  })

  .post('/admin/mail/lifting', admins, async (c) => {
    const typed = await readFields(c)
    const given = Lifting.safeParse(typed)
    if (!given.success) return mailPage(c, { typed, issues: issuesOf(given.error) })
    try {
      await liftSuppression(c.var.ctx, given.data)
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error
      return mailPage(c, { typed, issues: error.issues })
    }
    return c.redirect(paths.mailRuns('done=lifted'), 303)
  })
