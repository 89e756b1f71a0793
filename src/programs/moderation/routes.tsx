import { type Context, Hono } from 'hono'
import { ModeratedProgramPage } from '../../../web/programs/moderated-program-page.tsx'
import { type Issue, issuesOf } from '../../errors.ts'
import { moderators } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { Suspension } from '../../moderation/schema.ts'
import { paths } from '../../paths.ts'
import { liftProgram, requireSuspendable, suspendProgram } from '../suspending.ts'

type Refused = { typed?: Record<string, string>; issues?: Issue[] }

async function standing(c: Context<AppEnv>, id: string, refused: Refused = {}) {
  const program = await requireSuspendable(c.var.ctx, id)
  const done = c.req.query('done') ?? ''
  return page(c, <ModeratedProgramPage {...{ program, done, ...refused }} />, refused.issues ? 422 : 200)
}

export const programModerationRoutes = new Hono<AppEnv>()
  .get('/moderation/programs/:id', moderators, (c) => standing(c, c.req.param('id')))

  .post('/moderation/programs/:id/suspension', moderators, async (c) => {
    const id = c.req.param('id')
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const given = Suspension.safeParse(typed)
    if (!given.success) return standing(c, id, { typed, issues: issuesOf(given.error) })
    await suspendProgram(c.var.ctx, id, given.data.reason)
    return c.redirect(paths.moderationProgram(id, 'done=suspended'), 303)
  })

  .post('/moderation/programs/:id/suspension/end', moderators, async (c) => {
    const id = c.req.param('id')
    await liftProgram(c.var.ctx, id)
    return c.redirect(paths.moderationProgram(id, 'done=lifted'), 303)
  })
