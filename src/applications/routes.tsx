import { type Context, Hono } from 'hono'
import { AcceptPage } from '../../web/applications/accept-page.tsx'
import { ApplicationPage } from '../../web/applications/application-page.tsx'
import { CalendarLinkPage } from '../../web/applications/calendar-link-page.tsx'
import { TrackPage } from '../../web/applications/track-page.tsx'
import { TrackerPage } from '../../web/applications/tracker-page.tsx'
import { nextPath } from '../auth/schema.ts'
import { AppError, type Issue, invalid, issuesOf, notFound } from '../errors.ts'
import { linkHolder, personOf, signedIn } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { zoneOf } from '../http/network.ts'
import { page } from '../http/page.tsx'
import { listLandings } from '../landings/queries.ts'
import { type LandingTerms, readLanding, timeWords } from '../landings/terms.ts'
import { paths } from '../paths.ts'
import { redateStep, removeStep, saveNotes } from './noting.ts'
import { findSettings, listSteps, listTracked, requireKnown, requireTracked } from './queries.ts'
import { NotesForm, opportunityId, SettingsForm, StepForm, state, TrackForm } from './schema.ts'
import { endCalendarLink, findCalendarOwner, makeCalendarLink, saveSettings } from './settings.ts'
import { track, untrack } from './tracking.ts'

type C = Context<AppEnv>
type Typed = Record<string, string>

const formOf = async (c: C): Promise<Typed> => Object.fromEntries(await readForm(c.req.raw))

/** `back`, saying what was done. */
function backTo(back: string | undefined, done: string): string {
  const [path = '', hash] = nextPath(back, paths.applications()).split('#', 2)
  const [pathname = '', search = ''] = path.split('?', 2)
  const said = new URLSearchParams(search)
  said.set('done', done)
  return `${pathname}?${said}${hash ? `#${hash}` : ''}`
}

async function trackerPage(c: C, { issues = [], typed }: { issues?: Issue[]; typed?: Typed } = {}) {
  const { ctx } = c.var
  const { id } = personOf(c)
  const [tracked, landings, settings] = await Promise.all([
    listTracked(ctx, id),
    listLandings(ctx, id),
    findSettings(ctx, id),
  ])
  const props = { tracked, landings, settings, now: ctx.now, done: c.req.query('done'), zone: zoneOf(c.req.raw) }
  return page(c, <TrackerPage {...props} issues={issues} typed={typed} />, issues.length ? 422 : 200)
}

type Refused = { issues?: Issue[]; typed?: Typed; status?: 200 | 409 | 422; stale?: boolean }

async function ownPage(c: C, id: string, { issues = [], typed, status = 200, stale }: Refused = {}) {
  const { ctx } = c.var
  const tracked = await requireTracked(ctx, personOf(c).id, id)
  const [steps, landings] = await Promise.all([listSteps(ctx, id), listLandings(ctx, personOf(c).id)])
  const landing = landings.find(({ applicationId }) => applicationId === id) ?? null
  const props = { tracked, steps, landing, issues, typed, stale, now: ctx.now, done: c.req.query('done') }
  return page(c, <ApplicationPage {...props} />, status)
}

type Accepting = { back?: string; via?: string; from?: string; typed?: Typed; issues?: Issue[] }

async function acceptPage(c: C, id: string, { typed, issues = [], ...sent }: Accepting) {
  const { tracked, opportunity } = await requireKnown(c.var.ctx, personOf(c).id, id)
  const time = timeWords(opportunity.commitment, opportunity.kind)
  const shown = typed ?? { startsOn: opportunity.startsOn ?? '', time, evidenceUrl: '' }
  const props = { opportunity, tracked, sent, typed: shown, issues }
  return page(c, <AcceptPage {...props} />, issues.length ? 422 : 200)
}

async function postTrack(c: C) {
  const { ctx } = c.var
  const typed = await formOf(c)
  const read = TrackForm.safeParse(typed)
  if (!read.success) throw invalid(issuesOf(read.error))
  const { opportunity, state, back, via, from, version, on } = read.data
  let landing: LandingTerms | undefined
  if (state === 'accepted') {
    if (read.data.startsOn === undefined && !read.data.asked) {
      const next = { opportunity, state, ...(back ? { back } : {}), ...(via ? { via } : {}) }
      return c.redirect(paths.newApplication(new URLSearchParams(next).toString()), 303)
    }
    const known = await requireKnown(ctx, personOf(c).id, opportunity)
    const terms = readLanding(typed, known.opportunity.kind)
    if ('issues' in terms) return acceptPage(c, opportunity, { back, via, from, typed, issues: terms.issues })
    landing = terms.terms
  }
  const way = from === 'mail' ? 'mail' : 'page'
  const more = {
    on,
    version,
    landing,
    onward: version === undefined,
    referral: via,
    zone: zoneOf(c.req.raw),
  }
  const { tracked, outcome } = await track(ctx, personOf(c).id, {
    opportunityId: opportunity,
    state,
    via: way,
    ...more,
  })
  if (outcome === 'stale') return ownPage(c, tracked.id, { stale: true, status: 409 })
  return c.redirect(backTo(back, outcome === 'further' ? 'already' : state), 303)
}

const numberOf = (c: C) => Number(/^\d{1,6}$/.exec(c.req.param('number') ?? '')?.[0] ?? -1)
const idIn = (c: C) => c.req.param('id') ?? ''

/** What a command refuses stands on the page that asked for it. */
async function orShown(c: C, run: () => Promise<void>, done: string) {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof AppError) || (error.status !== 409 && error.status !== 422)) throw error
    const issues = error.issues.length ? error.issues : [{ path: '', message: error.message }]
    return ownPage(c, idIn(c), { issues, status: error.status })
  }
  return c.redirect(`${paths.ownApplication(idIn(c))}?done=${done}`, 303)
}

export const applicationRoutes = new Hono<AppEnv>()
  .get('/me/applications', signedIn, (c) => trackerPage(c))
  .post('/me/applications', signedIn, postTrack)

  .get('/me/applications/new', signedIn, async (c) => {
    const id = opportunityId.safeParse(c.req.query('opportunity'))
    if (!id.success) throw notFound('Opportunity')
    const wanted = state.safeParse(c.req.query('state'))
    const sent = { back: c.req.query('back'), via: c.req.query('via'), from: c.req.query('from') }
    if (wanted.data === 'accepted') return acceptPage(c, id.data, sent)
    const { tracked, opportunity } = await requireKnown(c.var.ctx, personOf(c).id, id.data)
    const props = { opportunity, tracked, wanted: wanted.data ?? null, sent, now: c.var.ctx.now }
    return page(c, <TrackPage {...props} />)
  })

  .post('/me/applications/settings', signedIn, async (c) => {
    const typed = await formOf(c)
    const read = SettingsForm.safeParse(typed)
    if (!read.success) return trackerPage(c, { issues: issuesOf(read.error), typed })
    const { reminders, checkIns, zone = null } = read.data
    await saveSettings(c.var.ctx, personOf(c), { reminders: reminders === 'yes', checkIns: checkIns === 'yes', zone })
    return c.redirect(`${paths.applications('done=settings')}#settings`, 303)
  })

  // The link is shown once, so this answers with a page.
  .post('/me/applications/calendar', signedIn, async (c) => {
    const token = await makeCalendarLink(c.var.ctx, personOf(c))
    return page(c, <CalendarLinkPage url={c.var.ctx.origin + paths.ownDeadlines(token)} />)
  })
  .post('/me/applications/calendar/end', signedIn, async (c) => {
    await endCalendarLink(c.var.ctx, personOf(c))
    return c.redirect(`${paths.applications('done=calendar-ended')}#settings`, 303)
  })

  .get('/deadlines/:file', linkHolder, async (c) => {
    const { ctx } = c.var
    const owner = await findCalendarOwner(ctx, c.req.param('file').replace(/\.ics$/, ''))
    if (!owner) throw notFound('Calendar')
    // The library is evaluated on its first use.
    const { calendarOf } = await import('./calendar-feed.ts')
    const calendar = calendarOf(await listTracked(ctx, owner), ctx.origin)
    return c.body(calendar, 200, { 'Content-Type': 'text/calendar; charset=utf-8' })
  })

  .get('/me/applications/:id', signedIn, (c) => ownPage(c, idIn(c)))

  .post('/me/applications/:id', signedIn, async (c) => {
    const id = idIn(c)
    const { ctx } = c.var
    await requireTracked(ctx, personOf(c).id, id)
    const typed = await formOf(c)
    const read = NotesForm.safeParse(typed)
    if (!read.success) return ownPage(c, id, { issues: issuesOf(read.error), typed, status: 422 })
    if (!(await saveNotes(ctx, personOf(c).id, id, read.data)))
      return ownPage(c, id, { stale: true, typed, status: 409 })
    return c.redirect(`${paths.ownApplication(id)}?done=notes`, 303)
  })

  .post('/me/applications/:id/removal', signedIn, async (c) => {
    await untrack(c.var.ctx, personOf(c).id, idIn(c))
    return c.redirect(paths.applications('done=removed'), 303)
  })

  .post('/me/applications/:id/steps/:number', signedIn, async (c) => {
    const at = { personId: personOf(c).id, id: idIn(c), number: numberOf(c) }
    await requireTracked(c.var.ctx, at.personId, at.id)
    const typed = await formOf(c)
    const read = StepForm.safeParse(typed)
    if (!read.success) return ownPage(c, at.id, { issues: issuesOf(read.error), status: 422 })
    return orShown(c, () => redateStep(c.var.ctx, at, read.data.on), 'history')
  })

  .post('/me/applications/:id/steps/:number/removal', signedIn, async (c) => {
    const at = { personId: personOf(c).id, id: idIn(c), number: numberOf(c) }
    return orShown(c, () => removeStep(c.var.ctx, at), 'history')
  })
