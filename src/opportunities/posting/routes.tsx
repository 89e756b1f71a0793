import { type Context, Hono } from 'hono'
import { renderToString } from 'preact-render-to-string'
import {
  AskedToConfirmPage,
  ConfirmedPage,
  ConfirmPostingPage,
  DraftsPage,
  PostedPage,
} from '../../../web/posting/posted-pages.tsx'
import { TimeSaid } from '../../../web/posting/time-said.tsx'
import { dayIn, isDay } from '../../calendar.ts'
import { invalid, notFound } from '../../errors.ts'
import { anybody, linkHolder, open, personOf, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { networkOf, zoneOf } from '../../http/network.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { askToConfirm, wrongIn } from './asking.ts'
import { confirmPosting, readAsked } from './confirming.ts'
import { copyOpportunity, copyReasons } from './copying.ts'
import { discardDraft, saveDraft, type Written } from './drafting.ts'
import { formPage, previewed, previewPage } from './form-pages.tsx'
import { formOf, type Given } from './form-reading.ts'
import { readTime } from './hours.ts'
import { readPosted } from './posted.ts'
import { prefill } from './prefilling.ts'
import { listDrafts, requireWriting, type Writing } from './queries.ts'
import { submitPosting } from './submitting.ts'
import { isOurForm, readLink, wasFilledByHand } from './tokens.ts'

type Page = Parameters<typeof formPage>[1]

const showForm = async (c: Context<AppEnv>, shown: Page, status: 200 | 409 | 422 | 429 = 200) =>
  page(c, await formPage(c.var.ctx, shown), status)

/** A new form, empty or filled from elsewhere; the zone is the visitor's as far as the edge knows. */
function blankForm(c: Context<AppEnv>, filled: Partial<Page> = {}, status: 200 | 422 | 429 = 200) {
  const { ctx } = c.var
  const chosen = c.req.query('organization')
  const zone = zoneOf(c.req.raw)
  const typed = { ...(chosen && { organization: chosen }), ...(zone && { zone }), ...filled.typed }
  const fresh = filled.typed === undefined
  return showForm(c, { id: ctx.newId('opp'), control: { base: '', version: 0 }, fresh, ...filled, typed }, status)
}

const begunFrom = ({ opportunityId: id, typed, base, version }: Writing) => ({ id, typed, control: { base, version } })

/** The form again, with what somebody else has saved meanwhile beside it; saving it now keeps one's own. */
const showBoth = (c: Context<AppEnv>, given: Given, theirs: Writing) =>
  showForm(c, { ...given, theirs: theirs.typed, control: theirs }, 409)

const wantsJson = (c: Context<AppEnv>) => c.req.header('accept') === 'application/json'

const writtenOf = ({ id, control, typed }: Given): Written => ({
  opportunityId: id,
  base: control.base,
  version: control.version,
  typed,
})

/** Saving, previewing and submitting by somebody signed in. */
async function byPerson(c: Context<AppEnv>, given: Given): Promise<Response> {
  const { ctx } = c.var
  if (given.action === 'draft') {
    const saved = await saveDraft(ctx, writtenOf(given))
    if ('theirs' in saved) return wantsJson(c) ? c.json({ error: 'changed' }, 409) : showBoth(c, given, saved.theirs)
    if (wantsJson(c)) return c.json({ version: 'saved' in saved ? saved.saved : saved.same.version })
    return c.redirect(`${paths.editOpportunity(given.id)}?done=saved`, 303)
  }
  const posted = await submitPosting(ctx, writtenOf(given))
  if ('issues' in posted) return showForm(c, { ...given, issues: posted.issues }, 422)
  if ('theirs' in posted) return showBoth(c, given, posted.theirs)
  return c.redirect(paths.posted(given.id), 303)
}

/** A visitor is answered the same whether anything was written or not, once the form says an opportunity. */
async function byVisitor(c: Context<AppEnv>, given: Given): Promise<Response> {
  const { ctx } = c.var
  const { id, typed, email, control } = given
  const issues = wrongIn(ctx, given)
  if (issues.length) return showForm(c, { ...given, issues }, 422)
  const isProgram = given.homepage !== '' || !(await wasFilledByHand(ctx, { id, stamp: control.stamp }))
  if (isProgram) return page(c, <AskedToConfirmPage />, 202)
  await askToConfirm(ctx, { opportunityId: id, typed, email, network: networkOf(c.req.raw) })
  return page(c, <AskedToConfirmPage />, 202)
}

async function preview(c: Context<AppEnv>, given: Given): Promise<Response> {
  const shown = await previewPage(c.var.ctx, given)
  return 'issues' in shown ? showForm(c, { ...given, issues: shown.issues }, 422) : page(c, shown)
}

/** A visitor's form goes under the id that we gave to it, or else begins anew under another. */
async function ofVisitor(c: Context<AppEnv>, given: Given): Promise<Given> {
  const { ctx } = c.var
  if (await isOurForm(ctx, { id: given.id, stamp: given.control.stamp })) return given
  return { ...given, id: ctx.newId('opp'), control: { base: '', version: 0, stamp: '' } }
}

async function take(c: Context<AppEnv>, ownId?: string): Promise<Response> {
  const form = formOf(c.var.ctx, await readForm(c.req.raw), ownId)
  const given = c.var.ctx.actor.type === 'person' ? form : await ofVisitor(c, form)
  if (given.issues.length) {
    if (wantsJson(c)) throw invalid(given.issues)
    return showForm(c, given, 422)
  }
  if (given.action === 'edit') return showForm(c, given)
  if (given.action === 'preview') return preview(c, given)
  if (c.var.ctx.actor.type === 'person') return byPerson(c, given)
  if (given.action === 'draft')
    return showForm(c, { ...given, issues: [{ path: 'email', message: 'Sign in first to keep drafts' }] }, 422)
  return byVisitor(c, given)
}

export const postingRoutes = new Hono<AppEnv>()
  .get('/opportunities/new', anybody, (c) => blankForm(c))
  .post('/opportunities/new', anybody, (c) => take(c))

  .post('/opportunities/new/prefill', anybody, async (c) => {
    const form = await readForm(c.req.raw)
    const asked = { link: form.get('link')?.trim() ?? '', text: form.get('text')?.trim() ?? '' }
    const found = await prefill(c.var.ctx, { ...asked, network: networkOf(c.req.raw) })
    if ('problem' in found)
      return blankForm(c, { prefill: { ...asked, problem: found.problem } }, found.isTooMany ? 429 : 422)
    return blankForm(c, { ...found, done: 'filled' })
  })

  /** While it is typed; the whole page says the same without a script. */
  .get('/opportunities/new/time', open, (c) => {
    const startsOn = c.req.query('startsOn') ?? ''
    const read = readTime(c.req.query('commitment') ?? '', c.req.query('kind') ?? '')
    return c.html(renderToString(<TimeSaid read={read} startsOn={isDay(startsOn) ? startsOn : null} />))
  })

  .get('/opportunities/drafts', signedIn, async (c) => {
    const drafts = await listDrafts(c.var.ctx, personOf(c))
    return page(c, <DraftsPage drafts={drafts} dayOf={(at) => dayIn(at, 'UTC')} />)
  })

  .post('/opportunities/drafts/:id/removal', signedIn, async (c) => {
    await discardDraft(c.var.ctx, c.req.param('id'))
    return c.redirect(paths.drafts(), 303)
  })

  .get('/opportunities/:id/edit', signedIn, async (c) => {
    const writing = await requireWriting(c.var.ctx, c.req.param('id'))
    const done = (['saved', 'copied'] as const).find((one) => one === c.req.query('done'))
    return page(c, await formPage(c.var.ctx, { ...begunFrom(writing), done }))
  })

  .post('/opportunities/:id/edit', signedIn, async (c) => {
    const id = c.req.param('id')
    await requireWriting(c.var.ctx, id)
    return take(c, id)
  })

  .get('/opportunities/:id/posted', signedIn, async (c) => {
    const posted = await readPosted(c.var.ctx, c.req.param('id'))
    return page(c, <PostedPage {...posted} />)
  })

  .post('/opportunities/:id/copies', signedIn, async (c) => {
    const asked = (await readForm(c.req.raw)).get('as')
    const as = copyReasons.find((one) => one === asked)
    if (!as) throw invalid([{ path: 'as', message: `Choose from ${copyReasons.join(', ')}` }])
    const id = await copyOpportunity(c.var.ctx, c.req.param('id'), as)
    return c.redirect(`${paths.editOpportunity(id)}?done=copied`, 303)
  })

  // Only the press acts: mail scanners open links.
  .get('/opportunities/confirmation/:token', linkHolder, async (c) => {
    const { ctx } = c.var
    const token = c.req.param('token')
    const asked = await readAsked(ctx, token)
    const { opportunityId: id } = await readLink(ctx, token)
    if (asked.state === 'kept') return page(c, <ConfirmedPage state="kept" id={id} isPublic={false} />)
    if (asked.state === 'submitted') return page(c, <ConfirmedPage {...asked} id={id} />)
    const shown = await previewed(ctx, asked.typed, id)
    if ('issues' in shown) throw notFound('Link')
    return page(c, <ConfirmPostingPage {...shown} />)
  })

  .post('/opportunities/confirmation/:token', linkHolder, async (c) => {
    const token = c.req.param('token')
    await confirmPosting(c.var.ctx, token)
    return c.redirect(paths.postingConfirmation(token), 303)
  })
