import { type Context, Hono } from 'hono'
import { ClosingPage } from '../../../web/life/closing-page.tsx'
import { MessagesPage, ReceivedPage } from '../../../web/life/interest-messages.tsx'
import { InterestPage } from '../../../web/life/interest-page.tsx'
import { OfficeOpportunitiesPage, OwnOpportunitiesPage } from '../../../web/life/office-opportunities-page.tsx'
import { ReopeningPage } from '../../../web/life/reopening-page.tsx'
import { StillOpenPage } from '../../../web/life/still-open-page.tsx'
import { countReach } from '../../digests/reach.ts'
import { AppError, conflict, type Issue, issuesOf, notFound } from '../../errors.ts'
import { linkHolder, open, personOf, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { networkOf } from '../../http/network.ts'
import { page } from '../../http/page.tsx'
import { told } from '../../matching/disclosing.ts'
import { canSeeOffice, membershipIn } from '../../organizations/policy.ts'
import { requireOffice } from '../../organizations/queries.ts'
import { idOf, paths } from '../../paths.ts'
import { closeOpportunity, reopenOpportunity } from '../closing.ts'
import { canClose, canWrite } from '../policy.ts'
import { requireOpportunity } from '../queries.ts'
import { Closing } from '../schema.ts'
import { findStanding, type Published, requirePublished, type Standing } from '../standing.ts'
import { closedBecause } from '../state.ts'
import { answerInterest } from './answering-interest.ts'
import { answerStillOpen, readAsking } from './answering-still-open.ts'
import { closeMany } from './closing-many.ts'
import { count } from './counting.ts'
import { expressInterest, requireInteresting } from './expressing-interest.ts'
import { extendOpportunity } from './extending.ts'
import { listReceived, listSent, listUnanswered, selectReceived } from './interests.ts'
import { listOfAuthor, listOfOrganization, type OfficePage } from './office.ts'
import { editState, officeState } from './office-state.ts'
import { AnswerForm, ClosingForm, chosenIds, InterestForm, ReopeningForm } from './schema.ts'

type C = Context<AppEnv>

const cursorOf = (c: C) => /^opp_[0-9a-z]{1,40}$/.exec(c.req.query('before') ?? '')?.[0] ?? null
const formOf = async (c: C): Promise<Record<string, string>> => Object.fromEntries(await readForm(c.req.raw))

/** What a command refused that the form can say; what nobody can change in the form goes on. */
function issuesIn(error: unknown): { issues: Issue[]; status: 409 | 422 | 429 } {
  if (error instanceof AppError && error.status === 422) return { issues: error.issues, status: 422 }
  if (error instanceof AppError && (error.status === 409 || error.status === 429))
    return { issues: [{ path: '', message: error.message }], status: error.status }
  throw error
}

/** The rows with their state and the count of subscriptions whose search they are in. */
async function ownOf(c: C, { rows, next }: OfficePage) {
  const { ctx } = c.var
  const reach = await countReach(
    ctx,
    rows.map(({ id }) => id),
  )
  const own = rows.map((row) => ({
    row,
    state: officeState(row, ctx.now),
    edit: editState(row),
    reach: reach.get(row.id) ?? 0,
    dismissed: told(row.dismissed),
  }))
  return { own, next, now: ctx.now, done: c.req.query('done') }
}

type Refused = { error?: string; typed?: { ids: readonly string[]; reason: string } }

async function officePage(c: C, id: string, refused: Refused = {}) {
  const { ctx } = c.var
  const organization = await requireOffice(ctx, id)
  const isMember = membershipIn(ctx.actor, id) !== null
  const rights = { write: isMember, close: canSeeOffice(ctx.actor, id) }
  const [listed, unanswered] = await Promise.all([
    listOfOrganization(ctx.db, id, cursorOf(c)),
    isMember ? listUnanswered(ctx.db, id) : [],
  ])
  const props = { organization, rights, unanswered, ...(await ownOf(c, listed)), ...refused }
  return page(c, <OfficeOpportunitiesPage {...props} />, refused.error ? 422 : 200)
}

/** Where those who posted it see all of theirs. */
const homeOf = (c: C, { organizationId }: Published) =>
  canSeeOffice(c.var.ctx.actor, organizationId) ? paths.officeOpportunities(organizationId) : paths.ownOpportunities()

/** Where somebody manages an opportunity: its members in their office, its author, moderators; for others it is not there. */
function managedAt(c: C, id: string, standing: Standing | null): string {
  const { actor } = c.var.ctx
  if (standing && membershipIn(actor, standing.organizationId) !== null)
    return `${paths.officeOpportunities(standing.organizationId)}#${id}`
  if (standing && canWrite(actor, standing)) return `${paths.ownOpportunities()}#${id}`
  // Their page asks for the passkey.
  if (standing && actor.type === 'person' && actor.role !== 'person') return paths.moderationOpportunity(id)
  throw notFound('Opportunity')
}

const isClosed = (c: C, { row, closure }: Published) => closedBecause({ ...row, closure }, c.var.ctx.now) !== null

/** Reading it for a form; nobody closes or reopens what was retracted. */
async function requireShown(c: C, may: typeof canClose): Promise<Published> {
  const { ctx } = c.var
  const found = await requirePublished(ctx, idOf(c.req.param('id') ?? ''), (standing) => may(ctx.actor, standing))
  if (found.retraction) throw conflict('This opportunity was retracted by a moderator')
  return found
}

function closingPage(c: C, found: Published, typed?: Record<string, string>, issues: Issue[] = []) {
  const props = { opportunity: found.row, closed: isClosed(c, found), mayReopen: canWrite(c.var.ctx.actor, found) }
  return page(c, <ClosingPage {...props} typed={typed} issues={issues} />, issues.length ? 422 : 200)
}

function reopeningPage(c: C, found: Published, typed?: Record<string, string>, issues: Issue[] = []) {
  const { row } = found
  const upcoming = row.closesAt !== null && row.closesAt > c.var.ctx.now ? (row.closesOn ?? '') : ''
  const props = {
    opportunity: row,
    closed: isClosed(c, found),
    typed: { closesOn: typed?.closesOn ?? upcoming },
    issues,
  }
  return page(c, <ReopeningPage {...props} />, issues.length ? 422 : 200)
}

async function receivedPage(c: C, { typed = '', issues = [], status = 200 as 200 | 409 | 422 | 429 } = {} as Typed) {
  const [interest] = await selectReceived(c.var.ctx.db, c.req.param('id') ?? '', personOf(c).id)
  if (!interest) throw notFound('Message')
  return page(
    c,
    <ReceivedPage interest={interest} typed={typed} issues={issues} done={Boolean(c.req.query('done'))} />,
    status,
  )
}
type Typed = { typed?: string; issues?: Issue[]; status?: 200 | 409 | 422 | 429 }

/** A press of a reader on our page: no prefetch, no other site's picture. */
const isPressed = (c: C) =>
  c.req.method === 'GET' &&
  !/prefetch|prerender/i.test(`${c.req.header('sec-purpose') ?? ''}${c.req.header('purpose') ?? ''}`) &&
  ['same-origin', 'none'].includes(c.req.header('sec-fetch-site') ?? 'none')

export const lifeRoutes = new Hono<AppEnv>()
  .get('/organizations/:id/office/opportunities', signedIn, (c) => officePage(c, idOf(c.req.param('id'))))

  .post('/organizations/:id/office/opportunities/closures', signedIn, async (c) => {
    const id = idOf(c.req.param('id'))
    await requireOffice(c.var.ctx, id)
    const form = await readForm(c.req.raw)
    const ids = chosenIds.safeParse(form.getAll('id'))
    const reason = Closing.shape.reason.safeParse(form.get('reason'))
    const typed = { ids: ids.data ?? [], reason: form.get('reason') ?? '' }
    if (!reason.success) return officePage(c, id, { typed, error: reason.error.issues[0]?.message ?? '' })
    if (!ids.data?.length) return officePage(c, id, { typed, error: 'Mark at least one above' })
    const closed = await closeMany(c.var.ctx, id, { ids: ids.data, reason: reason.data })
    return c.redirect(`${paths.officeOpportunities(id)}?done=closed-${closed}`, 303)
  })

  .get('/me/opportunities', signedIn, async (c) => {
    const listed = await listOfAuthor(c.var.ctx.db, personOf(c).id, cursorOf(c))
    return page(c, <OwnOpportunitiesPage {...(await ownOf(c, listed))} />)
  })

  .get('/opportunities/:id/manage', signedIn, async (c) => {
    const id = idOf(c.req.param('id'))
    return c.redirect(managedAt(c, id, await findStanding(c.var.ctx, id)), 303)
  })

  .get('/opportunities/:id/closure', signedIn, async (c) => closingPage(c, await requireShown(c, canClose)))

  .post('/opportunities/:id/closure', signedIn, async (c) => {
    const found = await requireShown(c, canClose)
    const typed = await formOf(c)
    const closing = ClosingForm.safeParse(typed)
    if (!closing.success) return closingPage(c, found, typed, issuesOf(closing.error))
    await closeOpportunity(c.var.ctx, found.opportunityId, closing.data)
    return c.redirect(`${homeOf(c, found)}?done=closed`, 303)
  })

  .get('/opportunities/:id/reopening', signedIn, async (c) => reopeningPage(c, await requireShown(c, canWrite)))

  .post('/opportunities/:id/reopening', signedIn, async (c) => {
    const found = await requireShown(c, canWrite)
    const typed = await formOf(c)
    const given = ReopeningForm.safeParse(typed)
    if (!given.success) return reopeningPage(c, found, typed, issuesOf(given.error))
    const closed = isClosed(c, found)
    try {
      await (closed ? reopenOpportunity : extendOpportunity)(c.var.ctx, found.opportunityId, given.data)
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error
      return reopeningPage(c, found, typed, error.issues)
    }
    return c.redirect(`${homeOf(c, found)}?done=${closed ? 'reopened' : 'extended'}`, 303)
  })

  .get('/still-open/:token', linkHolder, async (c) => {
    const { organization, asked } = await readAsking(c.var.ctx, c.req.param('token'))
    const done = Number(/^\d{1,3}$/.exec(c.req.query('done') ?? '')?.[0] ?? 0)
    return page(c, <StillOpenPage {...{ organization, asked, done }} />)
  })

  .post('/still-open/:token', linkHolder, async (c) => {
    const token = c.req.param('token')
    const { organization, asked } = await readAsking(c.var.ctx, token)
    const ids = chosenIds.safeParse((await readForm(c.req.raw)).getAll('id'))
    if (asked.length && !ids.data?.length) {
      const error = 'Mark what is still open, or close it in your office.'
      return page(c, <StillOpenPage {...{ organization, asked, done: 0, error, chosen: [] }} />, 422)
    }
    const done = await answerStillOpen(c.var.ctx, token, ids.data ?? [])
    return c.redirect(`${paths.stillOpen(token)}?done=${done}`, 303)
  })

  .post('/opportunities/:id/views', open, async (c) => {
    await count(c.var.ctx, idOf(c.req.param('id')), 'view', networkOf(c.req.raw))
    return c.body(null, 204)
  })

  .get('/opportunities/:id/application', open, async (c) => {
    const { ctx } = c.var
    const opportunity = await requireOpportunity(ctx.db, idOf(c.req.param('id')))
    const { id, title, applyUrl } = opportunity
    c.header('X-Robots-Tag', 'noindex, nofollow')
    if (closedBecause(opportunity, ctx.now)) return c.redirect(paths.opportunity(id, title), 303)
    if (!applyUrl) return c.redirect(paths.interest(id), 303)
    if (isPressed(c)) await count(ctx, id, 'apply', networkOf(c.req.raw))
    return c.redirect(applyUrl, 303)
  })

  .get('/opportunities/:id/interest', signedIn, async (c) => {
    const person = personOf(c)
    const opportunity = await requireInteresting(c.var.ctx, idOf(c.req.param('id')), person.id)
    return page(c, <InterestPage opportunity={opportunity} typed={{ name: person.name, message: '' }} />)
  })

  .post('/opportunities/:id/interest', signedIn, async (c) => {
    const person = personOf(c)
    const opportunity = await requireInteresting(c.var.ctx, idOf(c.req.param('id')), person.id)
    const form = await formOf(c)
    const typed = { name: form.name ?? '', message: form.message ?? '' }
    const given = InterestForm.safeParse(form)
    if (!given.success) {
      const issues = issuesOf(given.error)
      return page(c, <InterestPage {...{ opportunity, typed, issues }} />, 422)
    }
    try {
      await expressInterest(c.var.ctx, person, opportunity.id, given.data)
    } catch (error) {
      const { issues, status } = issuesIn(error)
      return page(c, <InterestPage {...{ opportunity, typed, issues }} />, status)
    }
    return c.redirect(`${paths.ownInterests()}?done=1`, 303)
  })

  .get('/me/interests', signedIn, async (c) => {
    const { db } = c.var.ctx
    const { id } = personOf(c)
    const [sent, received] = await db.batch([listSent(db, id), listReceived(db, id)])
    return page(c, <MessagesPage sent={sent} received={received} done={Boolean(c.req.query('done'))} />)
  })

  .get('/interests/:id', signedIn, (c) => receivedPage(c))

  .post('/interests/:id', signedIn, async (c) => {
    const id = c.req.param('id')
    const [interest] = await selectReceived(c.var.ctx.db, id, personOf(c).id)
    if (!interest) throw notFound('Message')
    const form = await formOf(c)
    const given = AnswerForm.safeParse(form)
    const typed = form.answer ?? ''
    if (!given.success) return receivedPage(c, { typed, issues: issuesOf(given.error), status: 422 })
    try {
      await answerInterest(c.var.ctx, id, given.data)
    } catch (error) {
      return receivedPage(c, { typed, ...issuesIn(error) })
    }
    return c.redirect(`${paths.interestMessage(id)}?done=1`, 303)
  })
