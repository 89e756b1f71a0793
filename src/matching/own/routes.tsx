import { type Context, Hono } from 'hono'
import { DismissalPage } from '../../../web/matching/dismissal-page.tsx'
import { DismissedPage } from '../../../web/matching/dismissed-page.tsx'
import { OwnMatchesPage } from '../../../web/matching/own-matches-page.tsx'
import { nextPath } from '../../auth/schema.ts'
import { issuesOf } from '../../errors.ts'
import { personOf, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { requireOpportunity } from '../../opportunities/queries.ts'
import { paths } from '../../paths.ts'
import { parseBoardQuery } from '../../search/schema.ts'
import { dismiss, listDismissals, takeBack } from '../dismissing.ts'
import { ownMatches } from '../own-matches.ts'
import { DismissalForm } from '../schema.ts'
import { mostPoints } from '../weights.ts'

const SHOWN = 30
/** Of a match there is one order and one page. */
const unused = ['sort', 'cursor', 'limit']

/** Back to where the button stood, which says what was done. */
function backTo(c: Context<AppEnv>, back: string | undefined, done: string): Response {
  const url = new URL(nextPath(back, paths.ownMatches()), c.var.ctx.origin)
  url.searchParams.set('done', done)
  return c.redirect(url.pathname + url.search + url.hash, 303)
}

export const ownMatchRoutes = new Hono<AppEnv>()
  .get('/me/matches', signedIn, async (c) => {
    const { ctx } = c.var
    const { searchParams } = new URL(c.req.url)
    for (const name of unused) searchParams.delete(name)
    const { query, notices } = parseBoardQuery(searchParams, ['done'])
    const matched = await ownMatches(ctx, personOf(c).id, query, SHOWN)
    const props = { ...matched, query, notices, mostPoints, now: ctx.now, done: searchParams.get('done') ?? '' }
    return page(c, <OwnMatchesPage {...props} />)
  })

  .get('/me/matches/dismissals', signedIn, async (c) => {
    const { rows, next } = await listDismissals(c.var.ctx.db, personOf(c).id, c.req.query('before') ?? null)
    return page(c, <DismissedPage {...{ rows, next }} done={c.req.query('done') ?? ''} />)
  })

  .post('/me/matches/dismissals', signedIn, async (c) => {
    const { ctx } = c.var
    const typed: Record<string, string> = Object.fromEntries(await readForm(c.req.raw))
    const opportunity = await requireOpportunity(ctx.db, typed.opportunity ?? '')
    const given = DismissalForm.safeParse(typed)
    if (!given.success) {
      const issues = issuesOf(given.error)
      return page(c, <DismissalPage {...{ opportunity, typed, issues }} />, 422)
    }
    const { reason, note, back } = given.data
    await dismiss(ctx, personOf(c), opportunity.id, { reason, note })
    return backTo(c, back, 'set_aside')
  })

  .post('/me/matches/dismissals/:opportunityId/removal', signedIn, async (c) => {
    await takeBack(c.var.ctx, personOf(c), c.req.param('opportunityId'))
    return backTo(c, paths.dismissals(), 'taken_back')
  })
