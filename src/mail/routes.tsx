import { Hono } from 'hono'
import { DevMailMessagePage, DevMailPage } from '../../web/mail/dev-mail-pages.tsx'
import { notFound } from '../errors.ts'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { mailHtml, page } from '../http/page.tsx'
import { listOutbox, requireOutboxMail } from './queries.ts'

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
