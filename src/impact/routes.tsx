import { type Context, Hono } from 'hono'
import type * as z from 'zod'
import { EstimatePage } from '../../web/impact/estimate-page.tsx'
import { EstimatesPage, estimateWords } from '../../web/impact/estimates-page.tsx'
import { FigurePage, FiguresPage } from '../../web/impact/figures-pages.tsx'
import { LinksPage } from '../../web/impact/links-page.tsx'
import { NotesPage } from '../../web/impact/notes-page.tsx'
import { ReportPage } from '../../web/impact/report-page.tsx'
import { EndedReportPage, SharedReportPage } from '../../web/impact/shared-report-page.tsx'
import { dayIn } from '../calendar.ts'
import { AppError, type Issue, issuesOf } from '../errors.ts'
import { canManageGroup } from '../groups/policy.ts'
import { requireGroup } from '../groups/queries.ts'
import { linkHolder, personOf, signedIn } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { page } from '../http/page.tsx'
import { paths } from '../paths.ts'
import { listParticipantNames, listProgramNames } from '../programs/choosing.ts'
import { makeEstimate, withdrawEstimate } from './estimating.ts'
import { csvOfReport } from './exporting-csv.ts'
import {
  findNewest,
  findNewestOf,
  findNotes,
  listEstimates,
  listLinks,
  listReported,
  requireReported,
} from './queries.ts'
import { readReport } from './reading.ts'
import { addReported, changeReported, removeReported, saveNotes } from './reporting.ts'
import { decimalOf, EstimateInput, LinkInput, NotesInput, type PrintedFigures, ReportedInput } from './schema.ts'
import { linkState, makeReportLink, readShared, reportToken, revokeReportLink } from './sharing.ts'

const PAGE = 50
type Typed = Record<string, string>
type Refused = { typed: Typed; issues: Issue[]; status: 409 | 422 }

const groupOf = (c: Context<AppEnv>) => requireGroup(c.var.ctx, c.req.param('id') ?? '')
const typedIn = async (c: Context<AppEnv>): Promise<Typed> => Object.fromEntries(await readForm(c.req.raw))

/** What a form asks for, or what to change in it: of its fields, and of what the command refuses. */
async function attempt<Schema extends z.ZodType>(
  typed: Typed,
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<unknown>,
): Promise<Refused | null> {
  const read = schema.safeParse(typed)
  if (!read.success) return { typed, issues: issuesOf(read.error), status: 422 }
  try {
    await run(read.data)
    return null
  } catch (error) {
    if (!(error instanceof AppError) || (error.status !== 422 && error.status !== 409)) throw error
    const issues = error.issues.length ? error.issues : [{ path: '', message: error.message }]
    return { typed, issues, status: error.status }
  }
}

/** The fields of an estimate: those of the newest of the same, where somebody goes on from one. */
async function estimatePage(c: Context<AppEnv>, refused?: Refused) {
  const { ctx } = c.var
  const group = await groupOf(c)
  const [programs, people] = await Promise.all([listProgramNames(ctx, group.id), listParticipantNames(ctx, group.id)])
  const newest = refused ? null : await findNewest(ctx, group.id, c.req.query('after') ?? '')
  const other = refused?.status === 409 ? await findNewestOf(ctx, group.id, refused.typed) : null
  const today = dayIn(ctx.now, 'UTC')
  const fresh = {
    programId: c.req.query('program') ?? '',
    participantId: c.req.query('participant') ?? '',
    estimatedOn: today,
    after: '0',
  }
  const kept = refused?.typed ?? (newest ? fieldsOf(newest, today) : fresh)
  const typed = other ? { ...kept, after: String(other.version) } : kept
  const { issues = [], status } = refused ?? {}
  const newer = other ? estimateWords(other) : undefined
  return page(c, <EstimatePage {...{ group, programs, people, typed, issues, newer }} />, status)
}

type Newest = NonNullable<Awaited<ReturnType<typeof findNewest>>>
const fieldsOf = (e: Newest, today: string): Typed => ({
  programId: e.programId,
  participantId: e.participantId ?? '',
  effect: e.effect,
  with: decimalOf(e.withFte),
  without: decimalOf(e.withoutFte),
  low: decimalOf(e.low),
  high: decimalOf(e.high),
  method: e.method,
  note: e.note,
  startsOn: e.startsOn,
  endsOn: e.endsOn,
  estimatedOn: today,
  after: String(e.version),
})

async function figurePage(c: Context<AppEnv>, refused?: Refused) {
  const { ctx } = c.var
  const group = await groupOf(c)
  const id = c.req.param('figure')
  const line = id ? await requireReported(ctx, group.id, id) : null
  const typed = refused?.typed ?? (line ? lineFields(line) : { source: c.req.query('source') ?? '' })
  const { issues = [], status } = refused ?? {}
  return page(c, <FigurePage {...{ group, id, typed, issues }} />, status)
}

type Line = Awaited<ReturnType<typeof requireReported>>
function lineFields({ figures, activity, total, currency, source, sourceUrl, note }: Line): Typed {
  const printed = Object.entries(figures as Required<PrintedFigures>).map(([name, figure]) => [name, figure.printed])
  const texts = { activity, source, note, currency: currency ?? '', sourceUrl: sourceUrl ?? '' }
  return { ...Object.fromEntries(printed), ...texts, ...(total ? { total: 'yes' } : {}) }
}

async function notesPage(c: Context<AppEnv>, refused?: Refused, newer = false) {
  const group = await groupOf(c)
  const kept = await findNotes(c.var.ctx, group.id)
  const typed = { instrumental: kept.instrumental, notes: kept.notes, ...refused?.typed, version: String(kept.version) }
  const { issues = [], status } = refused ?? {}
  return page(c, <NotesPage {...{ group, kept, typed, issues, newer }} />, status)
}

async function linksPage(c: Context<AppEnv>, refused?: Refused) {
  const { ctx } = c.var
  const group = await groupOf(c)
  const found = await listLinks(ctx, group.id)
  const { id } = personOf(c)
  const links = await Promise.all(
    found.map(async ({ link, by }) => ({
      ...link,
      by,
      state: linkState(link, ctx.now),
      url: ctx.origin + paths.sharedReport(await reportToken(ctx, link.id)),
      mayEnd: link.madeBy === id || canManageGroup(ctx.actor, group.id),
    })),
  )
  const { typed = {}, issues = [], status } = refused ?? {}
  return page(c, <LinksPage {...{ group, links, typed, issues, done: c.req.query('done') }} />, status)
}

export const impactRoutes = new Hono<AppEnv>()
  .get('/groups/:id/impact', signedIn, async (c) => {
    const group = await groupOf(c)
    const report = await readReport(c.var.ctx, group, 'group')
    return page(c, <ReportPage {...{ group, report, done: c.req.query('done') }} />)
  })

  .get('/groups/:id/impact/report.csv', signedIn, async (c) => {
    const text = csvOfReport(await readReport(c.var.ctx, await groupOf(c), 'group'))
    const headers = { 'Content-Type': 'text/csv; charset=utf-8' }
    return c.body(text, 200, { ...headers, 'Content-Disposition': 'attachment; filename="impact.csv"' })
  })

  .get('/groups/:id/impact/report.json', signedIn, async (c) =>
    c.json(await readReport(c.var.ctx, await groupOf(c), 'group')),
  )

  .get('/groups/:id/impact/estimates', signedIn, async (c) => {
    const { ctx } = c.var
    const group = await groupOf(c)
    const programId = c.req.query('program')
    const found = await listEstimates(ctx, group.id, { limit: PAGE, before: c.req.query('cursor'), programId })
    const viewer = { id: personOf(c).id, isOwner: canManageGroup(ctx.actor, group.id) }
    return page(c, <EstimatesPage {...{ group, ...found, viewer, programId, done: c.req.query('done') }} />)
  })

  .get('/groups/:id/impact/estimates/new', signedIn, (c) => estimatePage(c))

  .post('/groups/:id/impact/estimates', signedIn, async (c) => {
    const group = await groupOf(c)
    const run = (input: EstimateInput) => makeEstimate(c.var.ctx, group.id, input)
    const refused = await attempt(await typedIn(c), EstimateInput, run)
    return refused ? estimatePage(c, refused) : c.redirect(paths.groupEstimates(group.id, 'done=estimated'), 303)
  })

  .post('/groups/:id/impact/estimates/:estimate/withdrawal', signedIn, async (c) => {
    const group = await groupOf(c)
    await withdrawEstimate(c.var.ctx, group.id, c.req.param('estimate'))
    return c.redirect(paths.groupEstimates(group.id, 'done=withdrawn'), 303)
  })

  .get('/groups/:id/impact/figures', signedIn, async (c) => {
    const group = await groupOf(c)
    const lines = await listReported(c.var.ctx, group.id)
    return page(c, <FiguresPage {...{ group, lines, done: c.req.query('done') }} />)
  })

  .get('/groups/:id/impact/figures/new', signedIn, (c) => figurePage(c))
  .get('/groups/:id/impact/figures/:figure', signedIn, (c) => figurePage(c))

  .post('/groups/:id/impact/figures', signedIn, async (c) => {
    const group = await groupOf(c)
    const typed = await typedIn(c)
    const refused = await attempt(typed, ReportedInput, (input) => addReported(c.var.ctx, group.id, input))
    return refused ? figurePage(c, refused) : c.redirect(paths.reportedRows(group.id, 'done=added'), 303)
  })

  .post('/groups/:id/impact/figures/:figure', signedIn, async (c) => {
    const group = await groupOf(c)
    const id = c.req.param('figure')
    await requireReported(c.var.ctx, group.id, id)
    const typed = await typedIn(c)
    const refused = await attempt(typed, ReportedInput, (input) => changeReported(c.var.ctx, group.id, id, input))
    return refused ? figurePage(c, refused) : c.redirect(paths.reportedRows(group.id, 'done=changed'), 303)
  })

  .post('/groups/:id/impact/figures/:figure/removal', signedIn, async (c) => {
    const group = await groupOf(c)
    await removeReported(c.var.ctx, group.id, c.req.param('figure'))
    return c.redirect(paths.reportedRows(group.id, 'done=removed'), 303)
  })

  .get('/groups/:id/impact/notes', signedIn, (c) => notesPage(c))

  .post('/groups/:id/impact/notes', signedIn, async (c) => {
    const group = await groupOf(c)
    const typed = await typedIn(c)
    let saved = false
    const refused = await attempt(typed, NotesInput, async (input) => {
      saved = await saveNotes(c.var.ctx, group.id, input)
    })
    if (refused) return notesPage(c, refused)
    if (!saved) return notesPage(c, { typed, issues: [], status: 409 }, true)
    return c.redirect(paths.groupImpact(group.id, 'done=notes'), 303)
  })

  .get('/groups/:id/impact/links', signedIn, (c) => linksPage(c))

  .post('/groups/:id/impact/links', signedIn, async (c) => {
    const group = await groupOf(c)
    const refused = await attempt(await typedIn(c), LinkInput, (input) => makeReportLink(c.var.ctx, group.id, input))
    return refused ? linksPage(c, refused) : c.redirect(paths.reportLinks(group.id, 'done=made'), 303)
  })

  .post('/groups/:id/impact/links/:link/revocation', signedIn, async (c) => {
    const group = await groupOf(c)
    await revokeReportLink(c.var.ctx, group.id, c.req.param('link'))
    return c.redirect(paths.reportLinks(group.id, 'done=revoked'), 303)
  })

  .get('/reports/:token', linkHolder, async (c) => {
    const shared = await readShared(c.var.ctx, c.req.param('token'))
    if (shared === 'ended') return page(c, <EndedReportPage />, 404)
    return page(c, <SharedReportPage {...shared} />)
  })
