import { type Context, Hono } from 'hono'
import { MergePage } from '../../../web/organizations/merge-page.tsx'
import { OrganizationModerationPage } from '../../../web/organizations/organization-moderation-page.tsx'
import { AppError, type Issue, invalid, issuesOf } from '../../errors.ts'
import { moderators } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { mergeOrganization } from '../absorbing.ts'
import { compareOrganization, findTargets } from '../comparing.ts'
import { LooksAlike } from '../creating.ts'
import { findLookAlikes } from '../look-alikes.ts'
import { moderateOrganization } from '../moderating.ts'
import { requireOffice } from '../queries.ts'
import { decideName, renameOrganization } from '../renaming.ts'
import { MergeForm, ModerationForm, NameForm, RenamingForm } from '../schema.ts'

const MOST_CHARACTERS = 200

type Refused = { typed?: string; typedName?: string; issues?: Issue[]; problem?: string }

async function standing(c: Context<AppEnv>, id: string, refused: Refused = {}) {
  const { ctx } = c.var
  const organization = await requireOffice(ctx, id)
  const like = await findLookAlikes(ctx.db, id)
  const props = {
    organization,
    like,
    done: refused.issues || refused.problem ? undefined : c.req.query('done'),
    ...refused,
  }
  return page(c, <OrganizationModerationPage {...props} />, refused.problem ? 409 : refused.issues ? 422 : 200)
}

/** A name that cannot be given, or was decided about: said on the page. */
async function naming(c: Context<AppEnv>, id: string, done: string, act: () => Promise<void>, typedName?: string) {
  try {
    await act()
  } catch (error) {
    if (error instanceof LooksAlike) return standing(c, id, { typedName, issues: error.issues })
    if (!(error instanceof AppError) || error.status !== 409) throw error
    return standing(c, id, { problem: error.message })
  }
  return c.redirect(`${paths.organizationModeration(id)}?done=${done}`, 303)
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

  .post('/organizations/:id/renaming', moderators, async (c) => {
    const id = c.req.param('id')
    const given = RenamingForm.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!given.success) throw invalid(issuesOf(given.error))
    return naming(c, id, `name-${given.data.answer}`, () => decideName(c.var.ctx, id, given.data))
  })

  .post('/organizations/:id/name', moderators, async (c) => {
    const id = c.req.param('id')
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const given = NameForm.safeParse(typed)
    if (!given.success) return standing(c, id, { typedName: typed.name ?? '', issues: issuesOf(given.error) })
    return naming(c, id, 'renamed', () => renameOrganization(c.var.ctx, id, given.data.name), typed.name)
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
