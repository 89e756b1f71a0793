import { type Context, Hono } from 'hono'
import { AskPage } from '../../web/introductions/ask-page.tsx'
import { MembersPage } from '../../web/introductions/members-page.tsx'
import { OwnIntroductionsPage } from '../../web/introductions/own-introductions-page.tsx'
import { PersonsPage } from '../../web/introductions/persons-page.tsx'
import { TalentPage } from '../../web/introductions/talent-page.tsx'
import { AppError, authorize, forbidden, type Issue, issuesOf, notFound } from '../errors.ts'
import { personOf, signedIn } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { page } from '../http/page.tsx'
import { membershipIn } from '../organizations/policy.ts'
import { idOf, paths } from '../paths.ts'
import { answerIntroduction } from './answering.ts'
import { askForIntroduction } from './asking.ts'
import { canAsk } from './policy.ts'
import { findIntroduction, type Introduction, listOwnIntroductions } from './queries.ts'
import { AnswerForm, AskingForm } from './schema.ts'
import { askedFor, requireCandidate, requireSeen, seeTalent } from './seeing-talent.ts'
import { dismissSuggestion, listSuggestions } from './suggesting.ts'

type C = Context<AppEnv>
type Shown = { typed?: string; issues?: Issue[]; status?: 200 | 409 | 422 | 429 }

const formOf = async (c: C): Promise<Record<string, string>> => Object.fromEntries(await readForm(c.req.raw))

/** What a command refused and the form can say; anything else goes on. */
function refusalIn(error: unknown): Shown {
  if (!(error instanceof AppError) || (error.status !== 409 && error.status !== 429)) throw error
  return { issues: [{ path: '', message: error.message }], status: error.status }
}

/** The card that a request is about, for those who may ask. */
async function requireAsking(c: C) {
  const { ctx } = c.var
  const seen = await requireSeen(ctx, idOf(c.req.param('id') ?? ''))
  authorize(canAsk(ctx.actor, seen.organizationId))
  return { seen, ...(await requireCandidate(ctx, seen, c.req.param('handle') ?? '')) }
}
type AskingOf = Awaited<ReturnType<typeof requireAsking>>

function askPage(c: C, { seen, personId, card }: AskingOf, { typed = '', issues = [], status = 200 }: Shown = {}) {
  const { id, title, asked } = seen
  const isAsked = asked.some((one) => one.personId === personId)
  return page(c, <AskPage {...{ opportunity: { id, title }, card, isAsked, typed, issues }} />, status)
}

/** One introduction for the person or a member; what is nobody's to read any more does not exist. */
async function requireIntroduction(c: C): Promise<{ introduction: Introduction; isOwn: boolean }> {
  const { ctx } = c.var
  const introduction = await findIntroduction(ctx, c.req.param('id') ?? '')
  if (!introduction) throw notFound('Introduction')
  const { organizationId, personId, answer, consents, suspended, retracted } = introduction
  const isOwn = personId === personOf(c).id
  if (!isOwn && membershipIn(ctx.actor, organizationId) === null) throw notFound('Introduction')
  if (!answer && (suspended || retracted || !(consents || isOwn))) throw notFound('Introduction')
  return { introduction, isOwn }
}

async function introductionPage(c: C, { typed = '', issues = [], status = 200 }: Shown = {}) {
  const { introduction, isOwn } = await requireIntroduction(c)
  if (!isOwn) return page(c, <MembersPage introduction={introduction} />, status)
  const done = Boolean(c.req.query('done'))
  return page(c, <PersonsPage {...{ introduction, name: personOf(c).name, typed, issues, done }} />, status)
}

export const introductionRoutes = new Hono<AppEnv>()
  .get('/opportunities/:id/talent', signedIn, async (c) => {
    const { ctx } = c.var
    const seen = await requireSeen(ctx, idOf(c.req.param('id')))
    const talent = await seeTalent(ctx, seen)
    const { id, title, organizationId, card } = seen
    const props = { opportunity: { id, title, isOpen: card !== null }, ...talent, asked: askedFor(seen) }
    const isMember = canAsk(ctx.actor, organizationId)
    return page(c, <TalentPage {...props} isMember={isMember} done={Boolean(c.req.query('done'))} />)
  })

  .get('/opportunities/:id/talent/:handle', signedIn, async (c) => askPage(c, await requireAsking(c)))

  .post('/opportunities/:id/talent/:handle', signedIn, async (c) => {
    const asking = await requireAsking(c)
    const form = await formOf(c)
    const given = AskingForm.safeParse(form)
    const typed = form.message ?? ''
    if (!given.success) return askPage(c, asking, { typed, issues: issuesOf(given.error), status: 422 })
    const { id: opportunityId, organizationId } = asking.seen
    try {
      const request = { ...given.data, opportunityId, organizationId, personId: asking.personId }
      await askForIntroduction(c.var.ctx, personOf(c), request)
    } catch (error) {
      return askPage(c, asking, { typed, ...refusalIn(error) })
    }
    return c.redirect(`${paths.talent(opportunityId)}?done=asked`, 303)
  })

  .get('/introductions/:id', signedIn, (c) => introductionPage(c))

  .post('/introductions/:id', signedIn, async (c) => {
    const { introduction, isOwn } = await requireIntroduction(c)
    if (!isOwn) throw forbidden()
    const form = await formOf(c)
    const given = AnswerForm.safeParse(form)
    const typed = form.note ?? ''
    if (!given.success) return introductionPage(c, { typed, issues: issuesOf(given.error), status: 422 })
    try {
      await answerIntroduction(c.var.ctx, personOf(c), introduction.id, given.data)
    } catch (error) {
      return introductionPage(c, { typed, ...refusalIn(error) })
    }
    return c.redirect(`${paths.introduction(introduction.id)}?done=1`, 303)
  })

  .get('/me/introductions', signedIn, async (c) => {
    const { ctx } = c.var
    const { id } = personOf(c)
    const [introductions, suggestions] = await Promise.all([listOwnIntroductions(ctx, id), listSuggestions(ctx, id)])
    const done = c.req.query('done') === 'dismissed'
    return page(c, <OwnIntroductionsPage {...{ introductions, suggestions, done }} />)
  })

  .post('/me/suggestions/:id/dismissal', signedIn, async (c) => {
    await dismissSuggestion(c.var.ctx, personOf(c), c.req.param('id'))
    return c.redirect(`${paths.ownIntroductions()}?done=dismissed`, 303)
  })
