import { type Context, Hono } from 'hono'
import { GroupLandingPage } from '../../web/outcomes/group-landing-page.tsx'
import { LandingsPage } from '../../web/outcomes/landings-page.tsx'
import { dayIn } from '../calendar.ts'
import { AppError, type Issue, issuesOf } from '../errors.ts'
import { requireGroup } from '../groups/queries.ts'
import { signedIn } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { page } from '../http/page.tsx'
import { timeWords } from '../landings/terms.ts'
import { paths } from '../paths.ts'
import { listParticipantNames, listProgramNames } from '../programs/choosing.ts'
import { recordOutcomes } from './answering.ts'
import { creditField, readCreditsForm, readLandingForm } from './landing-form.ts'
import { type GroupLanding, readLandings, requireGroupLanding } from './queries.ts'
import {
  creditLanding,
  editGroupLanding,
  recordLanding,
  removeGroupLanding,
  takeUpLanding,
  verifyLanding,
} from './recording.ts'
import { type LandingState, OutcomesInput, states } from './schema.ts'

const PAGE = 50
type Typed = Record<string, string>
type Shown = { typed: Typed; issues?: Issue[]; status?: 409 | 422; stale?: boolean }

const groupOf = (c: Context<AppEnv>) => requireGroup(c.var.ctx, c.req.param('id') ?? '')

type Answers = { typed: { outcome: string; on: string; participants: string[] }; issues: Issue[] }

async function landingsPage(c: Context<AppEnv>, refused?: Answers) {
  const { ctx } = c.var
  const group = await groupOf(c)
  const asked = c.req.query('state')
  const state = states.find((known): known is LandingState => known === asked) ?? null
  const filter = { state, programId: c.req.query('program') || null }
  const [found, programs] = await Promise.all([
    readLandings(ctx, group.id, { ...filter, limit: PAGE, after: c.req.query('cursor') }),
    listProgramNames(ctx, group.id),
  ])
  const shown = { group, ...found, programs, filter, today: dayIn(ctx.now, 'UTC') }
  return page(c, <LandingsPage {...shown} {...refused} done={c.req.query('done')} />, refused ? 422 : 200)
}

const fieldsOf = (l: GroupLanding): Typed => ({
  participantId: l.participantId,
  organizationName: l.organizationName ?? '',
  title: l.title ?? '',
  outcome: l.outcome ?? 'full_time',
  time: l.commitment ? timeWords(l.commitment, 'role') : '',
  startsOn: l.startsOn ?? '',
  endedOn: l.endedOn ?? '',
  opportunity: l.opportunityId ?? '',
  evidenceUrl: l.evidenceUrl ?? '',
  version: String(l.version),
  ...Object.fromEntries(l.credits.map(({ programId, share }) => [creditField(programId), String(share / 100)])),
})

async function landingPage(c: Context<AppEnv>, shown?: Shown) {
  const { ctx } = c.var
  const group = await groupOf(c)
  const key = c.req.param('landing')
  const landing = key ? await requireGroupLanding(ctx, group.id, key) : null
  const [people, programs] = await Promise.all([listParticipantNames(ctx, group.id), listProgramNames(ctx, group.id)])
  const fresh = { participantId: c.req.query('participant') ?? '' }
  const kept = shown?.typed ?? (landing ? fieldsOf(landing) : fresh)
  // Saved again, what is typed goes over the newest.
  const typed = landing && shown ? { ...kept, version: String(landing.version) } : kept
  const { issues = [], stale, status } = shown ?? {}
  return page(c, <GroupLandingPage {...{ group, landing, people, programs, typed, issues, stale }} />, status)
}

/** What a command refuses, for its form. */
async function refusedBy(run: () => Promise<unknown>): Promise<Issue[] | null> {
  try {
    await run()
    return null
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 422) throw error
    return error.issues.map(({ path, message }) => ({ path: path === 'opportunityId' ? 'opportunity' : path, message }))
  }
}

const versionIn = (typed: Typed) => Number(/^\d{1,9}$/.exec(typed.version ?? '')?.[0] ?? -1)

/** What is said of a person's own landing is kept apart: it is taken up first, where nobody has. */
async function creditOwn(c: Context<AppEnv>, groupId: string, landing: GroupLanding, typed: Typed) {
  const read = readCreditsForm(typed)
  if ('issues' in read) return landingPage(c, { typed, issues: read.issues, status: 422 })
  const { ctx } = c.var
  const version = landing.id ? versionIn(typed) : 1
  let saved = false
  const issues = await refusedBy(async () => {
    const id = landing.id ?? (await takeUpLanding(ctx, groupId, landing.key))
    saved = await creditLanding(ctx, groupId, id, { version, credits: read.input })
  })
  if (issues) return landingPage(c, { typed, issues, status: 422 })
  if (!saved) return landingPage(c, { typed, stale: true, status: 409 })
  return c.redirect(paths.groupLandings(groupId, 'done=saved'), 303)
}

export const outcomeRoutes = new Hono<AppEnv>()
  .get('/groups/:id/landings', signedIn, (c) => landingsPage(c))
  .get('/groups/:id/landings/new', signedIn, (c) => landingPage(c))

  .post('/groups/:id/landings', signedIn, async (c) => {
    const group = await groupOf(c)
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const read = readLandingForm(typed)
    if ('issues' in read) return landingPage(c, { typed, issues: read.issues, status: 422 })
    const issues = await refusedBy(() => recordLanding(c.var.ctx, group.id, read.input))
    if (issues) return landingPage(c, { typed, issues, status: 422 })
    return c.redirect(paths.groupLandings(group.id, 'done=recorded'), 303)
  })

  .get('/groups/:id/landings/:landing', signedIn, (c) => landingPage(c))

  .post('/groups/:id/landings/:landing', signedIn, async (c) => {
    const { ctx } = c.var
    const group = await groupOf(c)
    const landing = await requireGroupLanding(ctx, group.id, c.req.param('landing'))
    const typed = Object.fromEntries(await readForm(c.req.raw))
    if (landing.isOwn) return creditOwn(c, group.id, landing, typed)
    const read = readLandingForm(typed)
    if ('issues' in read) return landingPage(c, { typed, issues: read.issues, status: 422 })
    let saved = false
    const issues = await refusedBy(async () => {
      saved = await editGroupLanding(ctx, group.id, landing.key, { version: versionIn(typed), input: read.input })
    })
    if (issues) return landingPage(c, { typed, issues, status: 422 })
    if (!saved) return landingPage(c, { typed, stale: true, status: 409 })
    return c.redirect(paths.groupLandings(group.id, 'done=saved'), 303)
  })

  .post('/groups/:id/landings/:landing/removal', signedIn, async (c) => {
    const group = await groupOf(c)
    await removeGroupLanding(c.var.ctx, group.id, c.req.param('landing'))
    return c.redirect(paths.groupLandings(group.id, 'done=removed'), 303)
  })

  .post('/groups/:id/landings/:landing/verification', signedIn, async (c) => {
    const { ctx } = c.var
    const group = await groupOf(c)
    const landing = await requireGroupLanding(ctx, group.id, c.req.param('landing'))
    const verified = (await readForm(c.req.raw)).get('verified') !== 'no'
    await verifyLanding(ctx, group.id, landing.id ?? (await takeUpLanding(ctx, group.id, landing.key)), verified)
    return c.redirect(paths.groupLandings(group.id, `done=${verified ? 'verified' : 'unverified'}`), 303)
  })

  .post('/groups/:id/outcomes', signedIn, async (c) => {
    const group = await groupOf(c)
    const form = await readForm(c.req.raw)
    const participants = form.getAll('participant')
    const typed = { participants, outcome: form.get('outcome') ?? '', on: form.get('on') ?? '' }
    const read = OutcomesInput.safeParse(typed)
    if (!read.success) return landingsPage(c, { typed, issues: issuesOf(read.error) })
    const issues = await refusedBy(() => recordOutcomes(c.var.ctx, group.id, read.data))
    if (issues) return landingsPage(c, { typed, issues })
    return c.redirect(paths.groupLandings(group.id, 'done=answered'), 303)
  })
