import { Hono } from 'hono'
import { DevMailMessagePage, DevMailPage } from '../../web/mail/dev-mail-pages.tsx'
import { notFound } from '../errors.ts'
import { open, signedByProvider } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { parseJson, readJsonText } from '../http/forms.ts'
import { mailHtml, page } from '../http/page.tsx'
import { paths } from '../paths.ts'
import { listOutbox, requireOutboxMail } from './queries.ts'
import { takeReport } from './reports.ts'
import { MailReport } from './schema.ts'
import { isSignedWith, readSignature } from './webhook-signature.ts'

/** Mail is shown here only where it is kept unsent, which is refused wherever others can reach the service. */
export const devMailRoutes = new Hono<AppEnv>()
  .use('/dev/*', async (c, next) => {
    if (!c.var.ctx.mail.keepsMail) throw notFound('Page')
    await next()
  })
  .get('/dev/mail', open, async (c) => page(c, <DevMailPage mails={await listOutbox(c.var.ctx.db)} />))
  .get('/dev/mail/:id', open, async (c) => {
    const mail = await requireOutboxMail(c.var.ctx.db, c.req.param('id'))
    return page(c, <DevMailMessagePage mail={mail} />)
  })
  .get('/dev/mail/:id/html', open, async (c) => {
    const mail = await requireOutboxMail(c.var.ctx.db, c.req.param('id'))
    return mailHtml(c, mail.html)
  })

/** What the mail provider reports. Without its signature there is nothing here, and nobody hears why. */
export const mailWebhookRoutes = new Hono<AppEnv>().post(paths.mailReports(), signedByProvider, async (c) => {
  const { ctx } = c.var
  const signature = readSignature(c.req.raw.headers, ctx.now)
  if (!ctx.webhookSecret || !signature) throw notFound('Page')
  const body = await readJsonText(c.req.raw)
  if (!(await isSignedWith(ctx.webhookSecret, signature, body))) throw notFound('Page')
  const report = MailReport.safeParse(parseJson(body))
  if (report.success)
    await takeReport({ ...ctx, actor: { type: 'system', job: 'mail provider' } }, signature.id, report.data)
  return c.body(null, 204)
})
