import { type Context, Hono } from 'hono'
import { GroupPage } from '../../../web/groups/group-page.tsx'
import { ComparisonPage } from '../../../web/programs/comparison-page.tsx'
import { GroupProgramPage } from '../../../web/programs/group-program-page.tsx'
import { GroupProgramsPage } from '../../../web/programs/group-programs-page.tsx'
import { NewProgramPage } from '../../../web/programs/new-program-page.tsx'
import type { Filled } from '../../../web/programs/program-form.tsx'
import { dayIn } from '../../calendar.ts'
import { AppError, type Issue, issuesOf } from '../../errors.ts'
import { requireGroup } from '../../groups/queries.ts'
import { personOf, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { readComparison } from '../../outcomes/comparison.ts'
import { readDashboard } from '../../outcomes/dashboard.ts'
import { paths } from '../../paths.ts'
import { dashboardOf } from '../dashboard/dashboard.ts'
import { readProgramQuery } from '../directory.ts'
import { addProgram, copyProgram, editProgram, removeProgram } from '../making.ts'
import { chooseOpportunity, draftOpportunity, findStandIn, listChoices } from '../on-the-board.ts'
import { publishProgram, unpublishProgram } from '../publishing.ts'
import { listCohorts, listPrograms, requireProgram } from '../queries.ts'
import { CopyForm, OpportunityChoice, ProgramForm } from '../schema.ts'
import { isDown } from '../suspending.ts'
import { typedOfProgram } from '../typed.ts'

type Shown = { form?: Filled; copy?: Filled; chosen?: Filled; problem?: string; status?: 200 | 409 | 422 }

async function program(c: Context<AppEnv>, { status = 200, form, ...shown }: Shown = {}) {
  const { ctx } = c.var
  const found = await requireProgram(ctx, c.req.param('id') ?? '', c.req.param('programId') ?? '')
  const [cohorts, choices, standIn, down] = await Promise.all([
    listCohorts(ctx.db, found.program.id),
    listChoices(ctx, personOf(c)),
    findStandIn(ctx, found.program),
    isDown(ctx, found.program.id),
  ])
  const filled = form ?? { typed: typedOfProgram(found.program) }
  const done = status === 200 ? c.req.query('done') : undefined
  return page(
    c,
    <GroupProgramPage {...{ ...found, cohorts, choices, standIn, down, form: filled, done, ...shown }} />,
    status,
  )
}

/** What was typed; several audiences are a list. */
async function typedIn(c: Context<AppEnv>): Promise<Filled['typed']> {
  const form = await readForm(c.req.raw)
  const audiences = form.getAll('audiences')
  return { ...Object.fromEntries(form), ...(audiences.length ? { audiences } : {}) }
}

/** The issues of a form that the command refused; what else went wrong goes on. */
function issuesIn(error: unknown): Issue[] {
  if (error instanceof AppError && error.status === 422) return error.issues
  throw error
}

/** Presses that are refused are said on the program's page. */
async function press(c: Context<AppEnv>, done: string, act: (groupId: string, id: string) => Promise<void>) {
  const { id, programId } = c.req.param() as { id: string; programId: string }
  try {
    await act(id, programId)
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    return program(c, { problem: error.message, status: 409 })
  }
  return c.redirect(`${paths.groupProgram(id, programId)}?done=${done}`, 303)
}

export const programWorkspaceRoutes = new Hono<AppEnv>()
  .get('/groups/:id', signedIn, async (c) => {
    const { ctx } = c.var
    const { group, rows } = await readDashboard(ctx, c.req.param('id'))
    const today = dayIn(ctx.now, 'UTC')
    const dashboard = dashboardOf(rows, today)
    return page(c, <GroupPage {...{ group, dashboard, today, done: c.req.query('done') }} />)
  })

  .get('/groups/:id/programs', signedIn, async (c) => {
    const { ctx } = c.var
    const group = await requireGroup(ctx, c.req.param('id'))
    const programs = await listPrograms(ctx.db, group.id)
    return page(c, <GroupProgramsPage {...{ group, programs, done: c.req.query('done') }} />)
  })

  .get('/groups/:id/programs/comparison', signedIn, async (c) => {
    const { query } = readProgramQuery(new URL(c.req.url).searchParams)
    const { activity, audience } = query.facets
    const found = await readComparison(c.var.ctx, c.req.param('id'), { activity, audience })
    return page(c, <ComparisonPage {...found} chosen={query.facets} />)
  })

  .get('/groups/:id/programs/new', signedIn, async (c) => {
    const group = await requireGroup(c.var.ctx, c.req.param('id'))
    return page(c, <NewProgramPage group={group} form={{ typed: { activity: 'bootcamp' } }} />)
  })

  .post('/groups/:id/programs/new', signedIn, async (c) => {
    const { ctx } = c.var
    const group = await requireGroup(ctx, c.req.param('id'))
    const typed = await typedIn(c)
    const form = ProgramForm.safeParse(typed)
    if (!form.success)
      return page(c, <NewProgramPage group={group} form={{ typed, issues: issuesOf(form.error) }} />, 422)
    const id = await addProgram(ctx, group.id, form.data)
    return c.redirect(`${paths.groupProgram(group.id, id)}?done=added`, 303)
  })

  .get('/groups/:id/programs/:programId', signedIn, (c) => program(c))

  .post('/groups/:id/programs/:programId', signedIn, async (c) => {
    const { id, programId } = c.req.param()
    await requireProgram(c.var.ctx, id, programId)
    const typed = await typedIn(c)
    const form = ProgramForm.safeParse(typed)
    if (!form.success) return program(c, { form: { typed, issues: issuesOf(form.error) }, status: 422 })
    try {
      await editProgram(c.var.ctx, id, programId, form.data)
    } catch (error) {
      return program(c, { form: { typed, issues: issuesIn(error) }, status: 422 })
    }
    return c.redirect(`${paths.groupProgram(id, programId)}?done=saved`, 303)
  })

  .post('/groups/:id/programs/:programId/publication', signedIn, (c) =>
    press(c, 'published', (groupId, id) => publishProgram(c.var.ctx, groupId, id)),
  )

  .post('/groups/:id/programs/:programId/publication/end', signedIn, (c) =>
    press(c, 'unpublished', (groupId, id) => unpublishProgram(c.var.ctx, groupId, id)),
  )

  .post('/groups/:id/programs/:programId/removal', signedIn, async (c) => {
    const { id } = c.req.param()
    const answer = await press(c, '', (groupId, programId) => removeProgram(c.var.ctx, groupId, programId))
    return answer.status === 303 ? c.redirect(`${paths.groupPrograms(id)}?done=removed`, 303) : answer
  })

  .post('/groups/:id/programs/:programId/copies', signedIn, async (c) => {
    const { id, programId } = c.req.param()
    const { ctx } = c.var
    await requireProgram(ctx, id, programId)
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const form = CopyForm.safeParse(typed)
    if (!form.success) return program(c, { copy: { typed, issues: issuesOf(form.error) }, status: 422 })
    try {
      const copyId = await copyProgram(ctx, id, programId, form.data.to)
      return c.redirect(`${paths.groupProgram(id, copyId)}?done=copied`, 303)
    } catch (error) {
      return program(c, { copy: { typed, issues: issuesIn(error) }, status: 422 })
    }
  })

  .post('/groups/:id/programs/:programId/drafts', signedIn, async (c) => {
    const { id, programId } = c.req.param()
    const { ctx } = c.var
    const draftId = await draftOpportunity(ctx, id, programId, dayIn(ctx.now, 'UTC'))
    return c.redirect(`${paths.editOpportunity(draftId)}?done=saved`, 303)
  })

  .post('/groups/:id/programs/:programId/opportunity', signedIn, async (c) => {
    const { id, programId } = c.req.param()
    const { ctx } = c.var
    await requireProgram(ctx, id, programId)
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const form = OpportunityChoice.safeParse(typed)
    if (!form.success) return program(c, { chosen: { typed, issues: issuesOf(form.error) }, status: 422 })
    try {
      await chooseOpportunity(ctx, id, programId, form.data.opportunity)
    } catch (error) {
      return program(c, { chosen: { typed, issues: issuesIn(error) }, status: 422 })
    }
    return c.redirect(`${paths.groupProgram(id, programId)}?done=chosen`, 303)
  })
