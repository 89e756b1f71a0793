import { type Context, Hono } from 'hono'
import { CheckInPage } from '../../../web/applications/check-in-page.tsx'
import { type Issue, issuesOf } from '../../errors.ts'
import { linkHolder } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { CheckInForm } from '../schema.ts'
import { answerCheckIn, readCheckIn } from './answering.ts'

type Shown = { issues?: Issue[]; typed?: Record<string, string> }

async function checkInPage(c: Context<AppEnv>, { issues = [], typed }: Shown = {}) {
  const token = c.req.param('token') ?? ''
  const { asked, looking, wanted } = await readCheckIn(c.var.ctx, token)
  const [of = '', chosen = ''] = (c.req.query('answer') ?? '').split(':', 2)
  const [, skipped] = /^saved-(\d{1,3})$/.exec(c.req.query('done') ?? '') ?? []
  const props = { token, asked, looking, wanted, chosen: { of, chosen }, issues, typed }
  return page(
    c,
    <CheckInPage {...props} skipped={skipped === undefined ? null : Number(skipped)} />,
    issues.length ? 422 : 200,
  )
}

export const checkInRoutes = new Hono<AppEnv>()
  .get('/check-in/:token', linkHolder, (c) => checkInPage(c))

  .post('/check-in/:token', linkHolder, async (c) => {
    const { ctx } = c.var
    const token = c.req.param('token')
    await readCheckIn(ctx, token)
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const read = CheckInForm.safeParse(typed)
    if (!read.success) return checkInPage(c, { issues: issuesOf(read.error), typed })
    const skipped = await answerCheckIn(ctx, token, read.data)
    return c.redirect(`${paths.checkIn(token)}?done=saved-${skipped}`, 303)
  })
