import { type Context, Hono } from 'hono'
import { PassedOnPage } from '../../../web/introductions/passed-on-page.tsx'
import { ReferralPage } from '../../../web/introductions/referral-page.tsx'
import { SuggestPage, type TypedSuggestion } from '../../../web/introductions/suggest-page.tsx'
import { AppError, authorize, type Issue, issuesOf } from '../../errors.ts'
import { anybody, personOf, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { idOf, paths } from '../../paths.ts'
import { canSuggest } from '../policy.ts'
import { countTakenUp, referTo, requirePassedOn, requirePassing } from '../referring.ts'
import { SuggestionForm } from '../schema.ts'
import { suggestOpportunity } from '../suggesting.ts'

type C = Context<AppEnv>

/** What the public reads, for those who may suggest it. */
async function requireSuggested(c: C) {
  const opportunity = await requirePassing(c.var.ctx, idOf(c.req.param('id') ?? ''), personOf(c).id)
  authorize(canSuggest(c.var.ctx.actor))
  return opportunity
}

type Refused = { typed: TypedSuggestion; issues: Issue[]; status: 409 | 422 | 429 }

/** The first wrong field takes focus on so short a form; what no field can change is said above it. */
const suggestPage = (c: C, opportunity: Awaited<ReturnType<typeof requireSuggested>>, refused?: Refused) => {
  const { typed = { email: '', note: '' }, issues = [], status = 200 } = refused ?? {}
  const done = !refused && c.req.query('done') !== undefined
  return page(c, <SuggestPage {...{ opportunity, typed, issues, done }} />, status)
}

export const passingOnRoutes = new Hono<AppEnv>()
  .get('/opportunities/:id/suggestions', signedIn, async (c) => suggestPage(c, await requireSuggested(c)))

  .post('/opportunities/:id/suggestions', signedIn, async (c) => {
    const opportunity = await requireSuggested(c)
    const form: Record<string, string> = Object.fromEntries(await readForm(c.req.raw))
    const typed = { email: form.email ?? '', note: form.note ?? '' }
    const given = SuggestionForm.safeParse(form)
    if (!given.success) return suggestPage(c, opportunity, { typed, issues: issuesOf(given.error), status: 422 })
    try {
      await suggestOpportunity(c.var.ctx, personOf(c), opportunity.id, given.data)
    } catch (error) {
      if (!(error instanceof AppError) || (error.status !== 409 && error.status !== 429)) throw error
      const issues = [{ path: '', message: error.message }]
      return suggestPage(c, opportunity, { typed, issues, status: error.status })
    }
    return c.redirect(`${paths.suggestions(opportunity.id)}?done=1`, 303)
  })

  .get('/opportunities/:id/referrals', signedIn, async (c) => {
    const { ctx } = c.var
    const { id } = personOf(c)
    const [opportunity, takenUp] = await Promise.all([
      requirePassing(ctx, idOf(c.req.param('id')), id),
      countTakenUp(ctx, id),
    ])
    return page(
      c,
      <ReferralPage {...{ opportunity, takenUp, origin: ctx.origin, maySuggest: canSuggest(ctx.actor) }} />,
    )
  })

  .post('/opportunities/:id/referrals', signedIn, async (c) => {
    const id = idOf(c.req.param('id'))
    await referTo(c.var.ctx, personOf(c), id)
    return c.redirect(paths.referrals(id), 303)
  })

  .get('/opportunities/:id/passed-on/:token', anybody, async (c) => {
    const token = c.req.param('token')
    const opportunity = await requirePassedOn(c.var.ctx, idOf(c.req.param('id')), token)
    return page(c, <PassedOnPage opportunity={opportunity} token={token} />)
  })
