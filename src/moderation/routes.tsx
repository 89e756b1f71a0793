import { type Context, Hono } from 'hono'
import { QueuePage } from '../../web/moderation/queue-page.tsx'
import { ReviewPage } from '../../web/moderation/review-page.tsx'
import type { Ctx } from '../context.ts'
import { AppError, type Issue, issuesOf, notFound } from '../errors.ts'
import { moderators, personOf } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { page } from '../http/page.tsx'
import { decideRevision, undoDecision } from '../opportunities/deciding.ts'
import { Decision } from '../opportunities/schema.ts'
import { findSimilar } from '../organizations/look-alikes.ts'
import { paths } from '../paths.ts'
import { selectDecidedLately, selectDecision } from './queries.ts'
import { findNext, selectAges, selectQueue, type Waiting } from './queue.ts'
import { requireReview } from './reviewing.ts'
import { DecisionForm, lookedUp } from './schema.ts'

const MOST_SHOWN = 50
const MOST_DECIDED = 10
/** Look-alikes cost a search each: they matter most where nobody has vouched for the organization yet. */
const MOST_COMPARED = 8

async function lookAlikesOf({ db }: Ctx, queue: readonly Waiting[]) {
  const unknown = queue.filter(({ verified, trusted, published }) => !verified && !trusted && published === 0)
  const byId = new Map(unknown.map((one) => [one.organizationId, { name: one.organizationName, website: one.website }]))
  const compared = [...byId].slice(0, MOST_COMPARED)
  return new Map(await Promise.all(compared.map(async ([id, one]) => [id, await findSimilar(db, one, id)] as const)))
}

const decidedOf = async ({ db, now }: Ctx, id: string | undefined) =>
  id ? ((await selectDecision(db, id, now))[0] ?? null) : null

async function queuePage(c: Context<AppEnv>, refused: { typed?: string; error?: string } = {}) {
  const { ctx } = c.var
  const [queue, [ages], lately] = await ctx.db.batch([
    selectQueue(ctx.db, MOST_SHOWN),
    selectAges(ctx.db, ctx.now),
    selectDecidedLately(ctx.db, ctx.now, MOST_DECIDED),
  ])
  const [lookAlikes, decided] = await Promise.all([lookAlikesOf(ctx, queue), decidedOf(ctx, c.req.query('decided'))])
  const counted = ages ?? { count: 0, oldestAt: null, overADay: 0 }
  const props = { queue, ages: counted, lookAlikes, decided, lately, now: ctx.now }
  return page(c, <QueuePage {...props} {...refused} />, refused.error ? 422 : 200)
}

type Refused = { typed?: Record<string, string>; issues?: Issue[]; tooLate?: string }

async function reviewPage(c: Context<AppEnv>, id: string, refused: Refused = {}) {
  const { ctx } = c.var
  const before = c.req.query('decided')
  const [review, decided, [ages]] = await Promise.all([
    requireReview(ctx, id),
    decidedOf(ctx, before === id ? undefined : before),
    selectAges(ctx.db, ctx.now),
  ])
  const undone = c.req.query('undone') !== undefined
  const props = { review, decided, undone, waiting: ages?.count ?? 0, me: personOf(c).id, now: ctx.now }
  return page(c, <ReviewPage {...props} {...refused} />, refused.issues ? 422 : refused.tooLate ? 409 : 200)
}

/** On to the next one, with what was just done and the way back. */
async function goOn(c: Context<AppEnv>, decided: string): Promise<Response> {
  const next = await findNext(c.var.ctx.db, decided)
  const search = `decided=${decided}`
  return c.redirect(next ? paths.revision(next, search) : paths.moderation(search), 303)
}

/** A second press of the same button finds its work done. */
async function isMyDecision(c: Context<AppEnv>, id: string, verdict: string): Promise<boolean> {
  const decided = await decidedOf(c.var.ctx, id)
  return decided?.decidedBy === personOf(c).id && decided.verdict === verdict
}

export const moderationRoutes = new Hono<AppEnv>()
  .get('/moderation', moderators, (c) => queuePage(c))

  .get('/moderation/lookup', moderators, async (c) => {
    const typed = c.req.query('q') ?? ''
    const found = lookedUp(typed)
    if (found) return c.redirect(found, 303)
    return queuePage(c, { typed, error: 'Paste an id or an address that holds one, such as opp_… or per_…' })
  })

  .get('/moderation/:revisionId', moderators, (c) => reviewPage(c, c.req.param('revisionId')))

  .post('/moderation/:revisionId/decision', moderators, async (c) => {
    const id = c.req.param('revisionId')
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const form = DecisionForm.safeParse(typed)
    const given = form.success ? Decision.safeParse(form.data) : form
    if (!given.success) return reviewPage(c, id, { typed, issues: issuesOf(given.error) })
    try {
      await decideRevision(c.var.ctx, id, given.data)
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 409) throw error
      if (!(await isMyDecision(c, id, given.data.verdict))) return reviewPage(c, id, { tooLate: error.message })
    }
    return goOn(c, id)
  })

  .post('/moderation/:revisionId/decision/undo', moderators, async (c) => {
    const id = c.req.param('revisionId')
    if (!/^rev_\w+$/.test(id)) throw notFound('Revision')
    await undoDecision(c.var.ctx, id)
    return c.redirect(paths.revision(id, 'undone=1'), 303)
  })
