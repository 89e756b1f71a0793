import { type Context, Hono } from 'hono'
import { MergePage } from '../../../web/organizations/merge-page.tsx'
import { OrganizationModerationPage } from '../../../web/organizations/organization-moderation-page.tsx'
import { AppError, type Issue, issuesOf } from '../../errors.ts'
import { moderators } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { mergeOrganization } from '../absorbing.ts'
import { compareOrganization, findTargets } from '../comparing.ts'
import { findLookAlikes } from '../look-alikes.ts'
import { moderateOrganization } from '../moderating.ts'
import { requireOffice } from '../queries.ts'
import { MergeForm, ModerationForm } from '../schema.ts'

const MOST_CHARACTERS = 200

async function standing(c: Context<AppEnv>, id: string, refused: { typed?: string; issues?: Issue[] } = {}) {
  const { ctx } = c.var
  const organization = await requireOffice(ctx, id)
  const like = await findLookAlikes(ctx.db, id)
  const props = { organization, like, done: c.req.query('done'), ...refused }
  return page(c, <OrganizationModerationPage {...props} />, refused.issues ? 422 : 200)
}

type Merging = { into?: string; q?: string; typed?: string; issues?: Issue[] }

async function merging(c: Context<AppEnv>, id: string, { into: other = '', q = '', typed, issues }: Merging) {
  const { ctx } = c.var
  const from = await compareOrganization(ctx, id)
  const into = other && other !== id ? await compareOrganization(ctx, other).catch(() => null) : null
  const found = (await findTargets(ctx, id, q)).filter((one) => one.id !== into?.id)
  return page(c, <MergePage {...{ from, into, q, found, typed, issues }} />, issues ? 422 : 200)
}

export const organizationModerationRoutes = new Hono<AppEnv>()
  .get('/organizations/:id/moderation', moderators, (c) => standing(c, c.req.param('id')))

  .post('/organizations/:id/moderation', moderators, async (c) => {
    const id = c.req.param('id')
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const asked = ModerationForm.safeParse(typed)
    if (!asked.success) return standing(c, id, { typed: typed.reason, issues: issuesOf(asked.error) })
    await moderateOrganization(c.var.ctx, id, asked.data)
    return c.redirect(`${paths.organizationModeration(id)}?done=${asked.data.change}`, 303)
  })

  .get('/organizations/:id/merge', moderators, (c) =>
    merging(c, c.req.param('id'), { into: c.req.query('into'), q: c.req.query('q')?.slice(0, MOST_CHARACTERS).trim() }),
  )

  .post('/organizations/:id/merge', moderators, async (c) => {
    const id = c.req.param('id')
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const kept = { into: typed.into, typed: typed.reason }
    const asked = MergeForm.safeParse(typed)
    if (!asked.success) return merging(c, id, { ...kept, issues: issuesOf(asked.error) })
    try {
      await mergeOrganization(c.var.ctx, id, asked.data)
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error
      return merging(c, id, { ...kept, issues: error.issues })
    }
    return c.redirect(`${paths.organizationModeration(asked.data.into)}?done=merged`, 303)
  })
