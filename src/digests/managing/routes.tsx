import { type Context, Hono } from 'hono'
import { LessChosenPage, PauseChosenPage } from '../../../web/digests/chosen-pages.tsx'
import { PreviewPage, SentMailPage, SentMailsPage } from '../../../web/digests/mail-pages.tsx'
import { ManagePage } from '../../../web/digests/manage-page.tsx'
import { UnsubscribedPage, UnsubscribePage } from '../../../web/digests/unsubscribe-pages.tsx'
import { addDays, dayIn } from '../../calendar.ts'
import { AppError, type Issue, issuesOf, notFound } from '../../errors.ts'
import { linkHolder } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { mailHtml, page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { listSent, requireSent } from '../archive.ts'
import { hasPreview, previewDigest } from '../previewing.ts'
import { changeSchedule, mailLessOften, pauseSubscription, resumeSubscription } from '../rescheduling.ts'
import { Cadence, isRarer, Pause, periodOfPath, Schedule, weeksOf } from '../schema.ts'
import { standingOf } from '../standing.ts'
import { readSubscription, unsubscribe } from '../subscribing.ts'
import { wordsFor } from '../wording.ts'

type C = Context<AppEnv>
type Refused = { typed?: Record<string, string>; issues?: Issue[] }
const done = ['confirmed', 'saved', 'paused', 'resumed'] as const

const formOf = async (c: C): Promise<Record<string, string>> => Object.fromEntries(await readForm(c.req.raw))

/** What a token opens, and what it tells of in words. */
async function opened(c: C) {
  const token = c.req.param('token') ?? ''
  const subscription = await readSubscription(c.var.ctx, token)
  const [words, standing] = await Promise.all([
    wordsFor(c.var.ctx, subscription),
    standingOf(c.var.ctx, subscription.id),
  ])
  return { token, subscription, words, standing }
}
type Opened = Awaited<ReturnType<typeof opened>>

function managePage(c: C, found: Opened, { done, ...refused }: Refused & { done?: string } = {}) {
  const props = {
    ...found,
    ...refused,
    done,
    preview: hasPreview(found.subscription, found.standing),
    now: c.var.ctx.now,
  }
  return page(c, <ManagePage {...props} />, refused.issues ? 422 : 200)
}

/** Back to the subscription, which says what was done. */
const back = (c: C, token: string, what: (typeof done)[number]) =>
  c.redirect(paths.subscription(token, `${what}=1`), 303)

/** What a link in a mail asks for, with its answer chosen; opening it changes nothing. */
function chosenPage(c: C, found: Opened) {
  const { subscription: s } = found
  const weeks = weeksOf(c.req.query('pause') ?? '')
  const less = Cadence.safeParse(c.req.query('less'))
  if (s.endedAt || (weeks === null && !less.success)) return null
  if (weeks !== null) {
    const until = addDays(dayIn(c.var.ctx.now, s.zone), weeks * 7)
    return page(c, <PauseChosenPage {...found} until={until} />)
  }
  if (!less.success || !isRarer(less.data, s.cadence)) return managePage(c, found, { done: 'rare' })
  return page(c, <LessChosenPage {...found} cadence={less.data} />)
}

export const managingRoutes = new Hono<AppEnv>()
  .get('/subscriptions/:token', linkHolder, async (c) => {
    const found = await opened(c)
    return chosenPage(c, found) ?? managePage(c, found, { done: done.find((name) => c.req.query(name)) })
  })

  .post('/subscriptions/:token', linkHolder, async (c) => {
    const found = await opened(c)
    const typed = await formOf(c)
    const schedule = Schedule.safeParse(typed)
    if (!schedule.success) return managePage(c, found, { typed, issues: issuesOf(schedule.error) })
    await changeSchedule(c.var.ctx, found.token, schedule.data)
    return back(c, found.token, 'saved')
  })

  .post('/subscriptions/:token/pause', linkHolder, async (c) => {
    const found = await opened(c)
    const typed = await formOf(c)
    const pause = Pause.safeParse(typed)
    if (!pause.success) return managePage(c, found, { typed, issues: issuesOf(pause.error) })
    try {
      await pauseSubscription(c.var.ctx, found.token, pause.data.until)
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error
      return managePage(c, found, { typed, issues: error.issues })
    }
    return back(c, found.token, 'paused')
  })

  .post('/subscriptions/:token/pause/end', linkHolder, async (c) => {
    const token = c.req.param('token')
    await resumeSubscription(c.var.ctx, token)
    return back(c, token, 'resumed')
  })

  .post('/subscriptions/:token/cadence', linkHolder, async (c) => {
    const found = await opened(c)
    const typed = await formOf(c)
    const cadence = Cadence.safeParse(typed.cadence)
    if (!cadence.success) {
      const issues = issuesOf(cadence.error).map(({ message }) => ({ path: 'cadence', message }))
      return managePage(c, found, { typed, issues })
    }
    await mailLessOften(c.var.ctx, found.token, cadence.data)
    return back(c, found.token, 'saved')
  })

  .get('/subscriptions/:token/preview', linkHolder, async (c) => {
    const found = await opened(c)
    const mail = await previewDigest(c.var.ctx, found.subscription, found.standing)
    return page(c, <PreviewPage {...found} mail={mail} now={c.var.ctx.now} />)
  })

  .get('/subscriptions/:token/preview.html', linkHolder, async (c) => {
    const { subscription, standing } = await opened(c)
    const mail = await previewDigest(c.var.ctx, subscription, standing)
    if (!mail) throw notFound('Mail')
    return mailHtml(c, mail.html)
  })

  .get('/subscriptions/:token/mails', linkHolder, async (c) => {
    const found = await opened(c)
    const before = Number(c.req.query('before')) || null
    const { mails, next } = await listSent(c.var.ctx, found.subscription.id, before)
    return page(c, <SentMailsPage {...found} mails={mails} next={next} />)
  })

  .get('/subscriptions/:token/mails/:period', linkHolder, async (c) => {
    const token = c.req.param('token')
    const subscription = await readSubscription(c.var.ctx, token)
    const mail = await requireSent(c.var.ctx, subscription.id, periodOfPath(c.req.param('period')))
    return page(c, <SentMailPage {...{ subscription, token, mail }} />)
  })

  .get('/subscriptions/:token/mails/:period/html', linkHolder, async (c) => {
    const { id } = await readSubscription(c.var.ctx, c.req.param('token'))
    const { html } = await requireSent(c.var.ctx, id, periodOfPath(c.req.param('period')))
    if (html === null) throw notFound('Mail')
    return mailHtml(c, html)
  })

  .get('/unsubscribe/:token', linkHolder, async (c) => page(c, <UnsubscribePage {...(await opened(c))} />))

  // RFC 8058: mail programs post here without cookie or Origin, and must get no redirect.
  .post('/unsubscribe/:token', linkHolder, async (c) => {
    await unsubscribe(c.var.ctx, c.req.param('token'))
    return page(c, <UnsubscribedPage />)
  })
