import { type Context, Hono } from 'hono'
import { ImportPage } from '../../../../web/groups/people/import-page.tsx'
import { ImportsPage } from '../../../../web/groups/people/imports-page.tsx'
import { MappingPage } from '../../../../web/groups/people/mapping-page.tsx'
import { dayIn } from '../../../calendar.ts'
import { AppError, authorize, type Issue, issuesOf } from '../../../errors.ts'
import { canRecordInGroup } from '../../../groups/policy.ts'
import { requireGroup } from '../../../groups/queries.ts'
import { signedIn } from '../../../http/access.ts'
import type { AppEnv } from '../../../http/app-env.ts'
import { readForm, readUpload } from '../../../http/forms.ts'
import { page } from '../../../http/page.tsx'
import { paths } from '../../../paths.ts'
import { toCsv } from '../../../text/csv.ts'
import { guessColumns } from '../columns.ts'
import { dropImport, runOf, startImport } from '../importing.ts'
import { mapImport } from '../mapping.ts'
import { readOutcomes, summarizeOutcomes } from '../outcomes.ts'
import { countChanges, type Import, listCohortChoices, listImports, listKept, requireImport } from '../queries.ts'
import { fields, type Mapping, MappingForm } from '../schema.ts'
import { askUndo } from '../undoing.ts'
import { uploadPeople } from '../uploading.ts'
import { workSoon } from '../working.ts'

const SECONDS_BETWEEN_LOOKS = 2
const MOST_PROBLEMS = 50

async function importsPage(c: Context<AppEnv>, error?: AppError) {
  const { ctx } = c.var
  const group = await requireGroup(ctx, c.req.param('id') ?? '')
  const imports = await listImports(ctx, group.id)
  return page(c, <ImportsPage {...{ group, imports }} error={error?.message} />, error ? 422 : 200)
}

/** What the mapping form holds: what was typed, said before, or guessed. */
function filledOf({ columns, mapping }: Import, now: number): Record<string, string> {
  const guessed = mapping?.columns ?? guessColumns(columns.map(({ heading }) => heading))
  return {
    ...Object.fromEntries(fields.map((field) => [field, guessed[field] === undefined ? '' : String(guessed[field])])),
    cohort_id: mapping?.cohortId ?? '',
    for_role: mapping?.role ?? 'participant',
    order: mapping?.order ?? '',
    as_of: mapping?.asOf ?? dayIn(now, 'UTC'),
    basis: mapping?.basis ?? '',
  }
}

type Refused = { typed: Record<string, string>; issues: Issue[] }

async function mappingPage(c: Context<AppEnv>, found: Import, refused?: Refused) {
  const { ctx } = c.var
  const [group, cohorts] = await Promise.all([requireGroup(ctx, found.groupId), listCohortChoices(ctx, found.groupId)])
  const typed = refused?.typed ?? filledOf(found, ctx.now)
  const issues = refused?.issues ?? []
  return page(c, <MappingPage {...{ group, found, cohorts, typed, issues }} />, refused ? 422 : 200)
}

async function importPage(c: Context<AppEnv>, found: Import, problem?: string) {
  const { ctx } = c.var
  const run = found.startedAt ? 'real' : 'dry'
  const [group, outcome, kept, left] = await Promise.all([
    requireGroup(ctx, found.groupId),
    summarizeOutcomes(ctx, found.id, run, MOST_PROBLEMS),
    found.undoAskedAt ? listKept(ctx, found.id) : [],
    found.undoAskedAt && !found.undoneAt ? countChanges(ctx, found.id) : 0,
  ])
  // All parts may be done a moment before the import is.
  const isRunning = runOf(found) !== null && (found.startedAt !== null || outcome.parts < found.partCount)
  const isWorking = found.undoAskedAt ? !found.undoneAt : isRunning
  if (isWorking) c.header('Refresh', String(SECONDS_BETWEEN_LOOKS))
  return page(c, <ImportPage {...{ group, found, outcome, kept, left, isWorking, problem }} />, problem ? 409 : 200)
}

const theImport = (c: Context<AppEnv>) =>
  requireImport(c.var.ctx, c.req.param('id') ?? '', c.req.param('importId') ?? '')

/** A press on an import; what its state does not allow is said on its page. */
async function press(c: Context<AppEnv>, act: (found: Import) => Promise<void>) {
  const found = await theImport(c)
  try {
    await act(found)
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    return importPage(c, await theImport(c), error.message)
  }
  return c.redirect(paths.participantImport(found.groupId, found.id), 303)
}

export const participantImportRoutes = new Hono<AppEnv>()
  .get('/groups/:id/people/imports', signedIn, (c) => importsPage(c))

  .post('/groups/:id/people/imports', signedIn, async (c) => {
    const { ctx } = c.var
    const group = await requireGroup(ctx, c.req.param('id'))
    authorize(canRecordInGroup(ctx.actor, group.id))
    try {
      const file = await readUpload(c.req.raw, 'file')
      if (!file) throw new AppError(422, 'invalid', 'Choose a file')
      const id = await uploadPeople(ctx, group.id, file)
      return c.redirect(paths.participantImport(group.id, id), 303)
    } catch (error) {
      if (!(error instanceof AppError) || ![400, 413, 422].includes(error.status)) throw error
      return importsPage(c, error)
    }
  })

  .get('/groups/:id/people/imports/:importId', signedIn, async (c) => {
    const found = await theImport(c)
    const isToMap = !found.forgottenAt && !found.startedAt && (!found.mapping || c.req.query('mapping') === 'again')
    return isToMap ? mappingPage(c, found) : importPage(c, found)
  })

  .post('/groups/:id/people/imports/:importId/mapping', signedIn, async (c) => {
    const found = await theImport(c)
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const form = MappingForm.safeParse(typed)
    if (!form.success) return mappingPage(c, found, { typed, issues: issuesOf(form.error) })
    const { cohort_id: cohortId, for_role: role, order, as_of: asOf, basis, ...columns } = form.data
    const mapping: Mapping = { columns, cohortId, role, order, asOf, basis }
    try {
      await mapImport(c.var.ctx, found.groupId, found.id, mapping)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.status === 409) return importPage(c, found, error.message)
      if (error.status !== 422) throw error
      return mappingPage(c, found, { typed, issues: error.issues })
    }
    await workSoon(c.var.ctx, found.id)
    return c.redirect(paths.participantImport(found.groupId, found.id), 303)
  })

  .post('/groups/:id/people/imports/:importId/run', signedIn, (c) =>
    press(c, async ({ groupId, id }) => {
      await startImport(c.var.ctx, groupId, id)
      await workSoon(c.var.ctx, id)
    }),
  )

  .post('/groups/:id/people/imports/:importId/undo', signedIn, (c) =>
    press(c, async ({ groupId, id }) => {
      await askUndo(c.var.ctx, groupId, id)
      await workSoon(c.var.ctx, id)
    }),
  )

  .post('/groups/:id/people/imports/:importId/removal', signedIn, (c) =>
    press(c, ({ groupId, id }) => dropImport(c.var.ctx, groupId, id)),
  )

  .get('/groups/:id/people/imports/:importId/problems.csv', signedIn, async (c) => {
    const found = await theImport(c)
    const { problems } = await readOutcomes(c.var.ctx, found.id, found.startedAt ? 'real' : 'dry')
    const csv = toCsv(
      { row: ({ row }) => row, result: ({ result }) => result, reason: ({ reason }) => reason },
      problems,
    )
    return c.body(csv, 200, {
      'Content-Type': 'text/csv; charset=UTF-8',
      'Content-Disposition': 'attachment; filename="rows-to-mend.csv"',
    })
  })
