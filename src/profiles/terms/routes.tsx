import { type Context, Hono } from 'hono'
import { TermsPage, type TermsPageProps } from '../../../web/profiles/terms-page.tsx'
import { AppError, type Issue, issuesOf } from '../../errors.ts'
import { moderators } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { readSkills } from '../../opportunities/posting/terms.ts'
import { paths } from '../../paths.ts'
import { TermAnswer } from '../schema.ts'
import { answerTerm } from './answering.ts'
import { selectMergedTerms, selectProposedTerms } from './queries.ts'

const MOST_PROPOSED = 200
const MOST_MERGED = 50

type Refused = Pick<TermsPageProps, 'typed' | 'issues' | 'tooLate'>

async function termsPage(c: Context<AppEnv>, refused: Refused = {}) {
  const { ctx } = c.var
  const [proposed, merged] = await ctx.db.batch([
    selectProposedTerms(ctx.db, MOST_PROPOSED),
    selectMergedTerms(ctx.db, MOST_MERGED),
  ])
  const done = c.req.query('done') !== undefined
  const status = refused.issues ? 422 : refused.tooLate ? 409 : 200
  return page(c, <TermsPage {...{ proposed, merged, done, now: ctx.now }} {...refused} />, status)
}

/** The one skill that a term is merged into, by its name. */
function skillNamed(text: string): { skill: string } | { issues: Issue[] } {
  const read = readSkills([text])
  if ('problem' in read) return { issues: [{ path: 'into', message: read.problem }] }
  const [skill, more] = read.value
  return skill && !more ? { skill } : { issues: [{ path: 'into', message: 'Name one skill' }] }
}

export const termRoutes = new Hono<AppEnv>()
  .get('/moderation/terms', moderators, (c) => termsPage(c))

  .post('/moderation/terms', moderators, async (c) => {
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const given = TermAnswer.safeParse(typed)
    if (!given.success) return termsPage(c, { typed, issues: issuesOf(given.error) })
    const { term, verdict, into, seen } = given.data
    const named = verdict === 'merged' ? skillNamed(into) : { skill: null }
    if ('issues' in named) return termsPage(c, { typed, issues: named.issues })
    try {
      await answerTerm(c.var.ctx, { term, verdict, skill: named.skill, seen })
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 409) throw error
      return termsPage(c, { typed, tooLate: error.message })
    }
    return c.redirect(paths.moderationTerms('done=1'), 303)
  })
