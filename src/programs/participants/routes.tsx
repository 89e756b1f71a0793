import { type Context, Hono } from 'hono'
import { BoardPage } from '../../../web/groups/people/board-page.tsx'
import { DuplicatesPage } from '../../../web/groups/people/duplicates-page.tsx'
import { NewPersonPage } from '../../../web/groups/people/new-person-page.tsx'
import { PeoplePage } from '../../../web/groups/people/people-page.tsx'
import { PersonPage } from '../../../web/groups/people/person-page.tsx'
import { dayIn } from '../../calendar.ts'
import { AppError, authorize, type Issue, issuesOf } from '../../errors.ts'
import { canRecordInGroup } from '../../groups/policy.ts'
import { requireGroup } from '../../groups/queries.ts'
import { signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { movePeople, removeEntry, undoMove } from '../pipeline/moving.ts'
import { listDuplicates } from './duplicates.ts'
import { mergePeople, tellApart } from './merging.ts'
import { listBoard, listPeople } from './people-list.ts'
import { listCohortChoices } from './queries.ts'
import {
  addParticipation,
  addPerson,
  changeParticipation,
  editPerson,
  removeParticipation,
  removePerson,
} from './recording.ts'
import { readRecord, requireParticipant } from './records.ts'
import { MergeForm, MoveForm, ParticipationForm, PeopleFilter, PersonForm, RecordForm } from './schema.ts'

/** A form that was refused, as it is shown again: which one, what was typed, what to change. */
type Refused = { form: string; typed: Record<string, string>; issues: Issue[]; ids?: string[] }

const filterOf = (c: Context<AppEnv>) => PeopleFilter.parse(c.req.query())

async function people(c: Context<AppEnv>, view: 'table' | 'board', refused?: Refused) {
  const { ctx } = c.var
  const group = await requireGroup(ctx, c.req.param('id') ?? '')
  const filter = filterOf(c)
  const [cohorts, listed, board] = await Promise.all([
    listCohortChoices(ctx, group.id),
    view === 'table' ? listPeople(ctx, group.id, filter) : null,
    view === 'board' ? listBoard(ctx, group.id, filter) : null,
  ])
  const done = refused ? {} : { done: c.req.query('done'), act: c.req.query('act'), count: c.req.query('count') }
  const common = { group, filter, cohorts, today: dayIn(ctx.now, 'UTC'), refused, ...done }
  const status = refused ? 422 : 200
  return listed
    ? page(c, <PeoplePage {...common} listed={listed} />, status)
    : page(c, <BoardPage {...common} board={board ?? new Map()} />, status)
}

async function person(c: Context<AppEnv>, refused?: Refused & { status: 409 | 422 }) {
  const { ctx } = c.var
  const group = await requireGroup(ctx, c.req.param('id') ?? '')
  const participant = await requireParticipant(ctx, group.id, c.req.param('participantId') ?? '')
  const [record, cohorts] = await Promise.all([readRecord(ctx, participant), listCohortChoices(ctx, group.id)])
  const done = refused ? {} : { done: c.req.query('done'), act: c.req.query('act'), open: c.req.query('part') }
  const today = dayIn(ctx.now, 'UTC')
  return page(
    c,
    <PersonPage {...{ group, participant, record, cohorts, today, refused, ...done }} />,
    refused?.status ?? 200,
  )
}

type Post = { form: string; done: string; act: (typed: Record<string, string>) => Promise<Issue[] | undefined> }

/** A form of somebody's page: done, or shown again with what to change. */
async function postOnPerson(c: Context<AppEnv>, { form, done, act }: Post) {
  const { id, participantId } = c.req.param() as { id: string; participantId: string }
  const { ctx } = c.var
  await requireParticipant(ctx, id, participantId)
  authorize(canRecordInGroup(ctx.actor, id))
  const typed = Object.fromEntries(await readForm(c.req.raw))
  try {
    const issues = await act(typed)
    if (issues) return person(c, { form, typed, issues, status: 422 })
  } catch (error) {
    if (!(error instanceof AppError) || (error.status !== 409 && error.status !== 422)) throw error
    const issues = error.issues.length ? error.issues : [{ path: '', message: error.message }]
    return person(c, { form, typed, issues, status: error.status })
  }
  return c.redirect(`${paths.participant(id, participantId)}?done=${done}`, 303)
}

const none: Promise<undefined> = Promise.resolve(undefined)

async function newPerson(c: Context<AppEnv>, refused?: Refused) {
  const { ctx } = c.var
  const group = await requireGroup(ctx, c.req.param('id') ?? '')
  const cohorts = await listCohortChoices(ctx, group.id)
  return page(
    c,
    <NewPersonPage {...{ group, cohorts }} {...(refused ?? { typed: {}, issues: [] })} />,
    refused ? 422 : 200,
  )
}

async function duplicates(c: Context<AppEnv>, issues: Issue[] = [], status: 200 | 409 | 422 = 200) {
  const { ctx } = c.var
  const group = await requireGroup(ctx, c.req.param('id') ?? '')
  const pairs = await listDuplicates(ctx, group.id)
  return page(
    c,
    <DuplicatesPage {...{ group, pairs, issues }} done={issues.length ? undefined : c.req.query('done')} />,
    status,
  )
}

/** The moves of a table, a board or one person; each goes back to where it was made. */
async function move(c: Context<AppEnv>) {
  const { ctx } = c.var
  const group = await requireGroup(ctx, c.req.param('id') ?? '')
  authorize(canRecordInGroup(ctx.actor, group.id))
  const given = await readForm(c.req.raw)
  const ids = given.getAll('ids')
  const { ids: _, back = '', view = 'table', ...typed } = Object.fromEntries(given)
  const form = MoveForm.safeParse({ ...typed, ids })
  const refused = (issues: Issue[]) => {
    const shown = { form: 'move', typed: { ...typed, back, view }, issues, ids }
    if (view !== 'person') return people(c, view === 'board' ? 'board' : 'table', shown)
    return personAgain(c, ids[0] ?? '', { ...shown, status: 422 })
  }
  if (!form.success) return refused(issuesOf(form.error))
  try {
    const { act, moved } = await movePeople(ctx, group.id, form.data)
    const search = new URLSearchParams(back)
    for (const [name, value] of Object.entries({ done: 'moved', act, count: String(moved) })) search.set(name, value)
    const to =
      view === 'person'
        ? paths.participant(group.id, ids[0] ?? '')
        : view === 'board'
          ? paths.groupBoard(group.id)
          : paths.groupPeople(group.id)
    return c.redirect(`${to}?${search}`, 303)
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 422) throw error
    return refused(error.issues)
  }
}

async function personAgain(c: Context<AppEnv>, participantId: string, refused: Refused & { status: 422 }) {
  const { ctx } = c.var
  const group = await requireGroup(ctx, c.req.param('id') ?? '')
  const participant = await requireParticipant(ctx, group.id, participantId)
  const [record, cohorts] = await Promise.all([readRecord(ctx, participant), listCohortChoices(ctx, group.id)])
  return page(
    c,
    <PersonPage {...{ group, participant, record, cohorts, refused }} today={dayIn(ctx.now, 'UTC')} />,
    422,
  )
}

export const participantRoutes = new Hono<AppEnv>()
  .get('/groups/:id/people', signedIn, (c) => people(c, 'table'))

  .get('/groups/:id/people/board', signedIn, (c) => people(c, 'board'))

  .get('/groups/:id/people/new', signedIn, (c) => newPerson(c))

  .post('/groups/:id/people/new', signedIn, async (c) => {
    const { ctx } = c.var
    const group = await requireGroup(ctx, c.req.param('id'))
    authorize(canRecordInGroup(ctx.actor, group.id))
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const form = PersonForm.safeParse(typed)
    if (!form.success) return newPerson(c, { form: 'new', typed, issues: issuesOf(form.error) })
    try {
      const id = await addPerson(ctx, group.id, form.data)
      return c.redirect(`${paths.participant(group.id, id)}?done=added`, 303)
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error
      return newPerson(c, { form: 'new', typed, issues: error.issues })
    }
  })

  .post('/groups/:id/people/moves', signedIn, (c) => move(c))

  .post('/groups/:id/people/moves/:act/undo', signedIn, async (c) => {
    const { id, act } = c.req.param()
    const undone = await undoMove(c.var.ctx, id, act)
    const { back = '', view = 'table' } = Object.fromEntries(await readForm(c.req.raw))
    const search = new URLSearchParams(view === 'person' ? '' : back)
    for (const [name, value] of Object.entries({ done: 'undone', count: String(undone) })) search.set(name, value)
    const to =
      view === 'person' ? paths.participant(id, back) : view === 'board' ? paths.groupBoard(id) : paths.groupPeople(id)
    return c.redirect(`${to}?${search}`, 303)
  })

  .get('/groups/:id/people/duplicates', signedIn, (c) => duplicates(c))

  .post('/groups/:id/people/merges', signedIn, async (c) => {
    const { ctx } = c.var
    const group = await requireGroup(ctx, c.req.param('id'))
    authorize(canRecordInGroup(ctx.actor, group.id))
    const form = MergeForm.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!form.success) return duplicates(c, issuesOf(form.error), 422)
    const { keep, first, second, answer } = form.data
    const pair = { keep, drop: keep === first ? second : first }
    try {
      await (answer === 'same' ? mergePeople : tellApart)(ctx, group.id, pair)
    } catch (error) {
      if (!(error instanceof AppError) || (error.status !== 409 && error.status !== 422)) throw error
      return duplicates(c, [{ path: '', message: error.message }], error.status)
    }
    return c.redirect(`${paths.duplicates(group.id)}?done=${answer}`, 303)
  })

  .get('/groups/:id/people/:participantId', signedIn, (c) => person(c))

  .post('/groups/:id/people/:participantId', signedIn, (c) =>
    postOnPerson(c, {
      form: 'record',
      done: 'saved',
      act: async (typed) => {
        const form = RecordForm.safeParse(typed)
        if (!form.success) return issuesOf(form.error)
        await editPerson(c.var.ctx, c.req.param('id'), c.req.param('participantId'), form.data)
        return none
      },
    }),
  )

  .post('/groups/:id/people/:participantId/removal', signedIn, async (c) => {
    const { id, participantId } = c.req.param()
    try {
      await removePerson(c.var.ctx, id, participantId)
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 409) throw error
      return person(c, { form: 'removal', typed: {}, issues: [{ path: '', message: error.message }], status: 409 })
    }
    return c.redirect(`${paths.groupPeople(id)}?done=removed`, 303)
  })

  .post('/groups/:id/people/:participantId/participations', signedIn, (c) =>
    postOnPerson(c, {
      form: 'participation',
      done: 'participation',
      act: async (typed) => {
        const form = ParticipationForm.safeParse(typed)
        if (!form.success) return issuesOf(form.error)
        await addParticipation(c.var.ctx, c.req.param('id'), c.req.param('participantId'), form.data)
        return none
      },
    }),
  )

  .post('/groups/:id/people/:participantId/participations/:partId', signedIn, (c) =>
    postOnPerson(c, {
      form: c.req.param('partId'),
      done: 'participation',
      act: async (typed) => {
        const form = ParticipationForm.safeParse(typed)
        if (!form.success) return issuesOf(form.error)
        const { id, participantId, partId } = c.req.param()
        await changeParticipation(c.var.ctx, id, { participantId, id: partId }, form.data)
        return none
      },
    }),
  )

  .post('/groups/:id/people/:participantId/participations/:partId/removal', signedIn, async (c) => {
    const { id, participantId, partId } = c.req.param()
    await removeParticipation(c.var.ctx, id, { participantId, id: partId })
    return c.redirect(`${paths.participant(id, participantId)}?done=entry`, 303)
  })

  .post('/groups/:id/people/:participantId/history/:entryId/removal', signedIn, async (c) => {
    const { id, participantId, entryId } = c.req.param()
    await removeEntry(c.var.ctx, id, { participantId, entryId })
    return c.redirect(`${paths.participant(id, participantId)}?done=entry`, 303)
  })
