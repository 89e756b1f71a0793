import { type Context, Hono } from 'hono'
import { CohortPage } from '../../../web/programs/cohort-page.tsx'
import { AppError, type Issue, issuesOf } from '../../errors.ts'
import { signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { addCohort, editCohort, removeCohort } from '../holding.ts'
import { listCohorts, requireCohort, requireProgram } from '../queries.ts'
import { CohortForm } from '../schema.ts'
import { typedOfCohort, typedOfNext } from '../typed.ts'

/** What was wrong with a cohort, beside its field or above the form; what else went wrong goes on. */
function refusal(error: unknown): { issues: Issue[]; problem?: string; status: 409 | 422 } {
  if (error instanceof AppError && error.status === 422) return { issues: error.issues, status: 422 }
  if (error instanceof AppError && error.status === 409) return { issues: [], problem: error.message, status: 409 }
  throw error
}

type Refused = ReturnType<typeof refusal> & { typed: Record<string, string> }

async function refused(c: Context<AppEnv>, cohortId: string | null, { typed, issues, problem, status }: Refused) {
  const { id, programId } = c.req.param() as { id: string; programId: string }
  const { ctx } = c.var
  const form = { typed, issues }
  if (cohortId === null) {
    const found = await requireProgram(ctx, id, programId)
    return page(c, <CohortPage {...found} cohort={null} form={form} problem={problem} />, status)
  }
  return page(
    c,
    <CohortPage {...(await requireCohort(ctx, id, programId, cohortId))} form={form} problem={problem} />,
    status,
  )
}

/** Takes what was typed of a cohort, a new one where it has no id. */
async function take(c: Context<AppEnv>, cohortId: string | null) {
  const { id, programId } = c.req.param() as { id: string; programId: string }
  const { ctx } = c.var
  if (cohortId) await requireCohort(ctx, id, programId, cohortId)
  else await requireProgram(ctx, id, programId)
  const typed = Object.fromEntries(await readForm(c.req.raw))
  const form = CohortForm.safeParse(typed)
  if (!form.success) return refused(c, cohortId, { typed, issues: issuesOf(form.error), status: 422 })
  try {
    if (cohortId) await editCohort(ctx, { groupId: id, programId, id: cohortId }, form.data)
    else await addCohort(ctx, id, programId, form.data)
  } catch (error) {
    return refused(c, cohortId, { typed, ...refusal(error) })
  }
  return c.redirect(`${paths.groupProgram(id, programId)}?done=cohort`, 303)
}

export const cohortRoutes = new Hono<AppEnv>()
  .get('/groups/:id/programs/:programId/cohorts/new', signedIn, async (c) => {
    const { ctx } = c.var
    const { group, program } = await requireProgram(ctx, c.req.param('id'), c.req.param('programId'))
    const typed = typedOfNext(program, await listCohorts(ctx.db, program.id))
    return page(c, <CohortPage {...{ group, program, cohort: null, form: { typed } }} />)
  })

  .post('/groups/:id/programs/:programId/cohorts/new', signedIn, (c) => take(c, null))

  .get('/groups/:id/programs/:programId/cohorts/:cohortId', signedIn, async (c) => {
    const { id, programId, cohortId } = c.req.param()
    const found = await requireCohort(c.var.ctx, id, programId, cohortId)
    return page(c, <CohortPage {...found} form={{ typed: typedOfCohort(found.cohort) }} />)
  })

  .post('/groups/:id/programs/:programId/cohorts/:cohortId', signedIn, (c) => take(c, c.req.param('cohortId')))

  .post('/groups/:id/programs/:programId/cohorts/:cohortId/removal', signedIn, async (c) => {
    const { id, programId, cohortId } = c.req.param()
    const { ctx } = c.var
    try {
      await removeCohort(ctx, id, programId, cohortId)
    } catch (error) {
      const found = await requireCohort(ctx, id, programId, cohortId)
      return refused(c, cohortId, { typed: typedOfCohort(found.cohort), ...refusal(error) })
    }
    return c.redirect(`${paths.groupProgram(id, programId)}?done=cohort+removed`, 303)
  })
