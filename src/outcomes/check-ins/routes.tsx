import { type Context, Hono } from 'hono'
import { CheckInsPage } from '../../../web/check-ins/check-ins-page.tsx'
import { OutcomePage } from '../../../web/check-ins/outcome-page.tsx'
import { dayIn } from '../../calendar.ts'
import { type Issue, invalid, issuesOf } from '../../errors.ts'
import { requireGroup } from '../../groups/queries.ts'
import { linkHolder, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { timeWords } from '../../landings/terms.ts'
import { paths } from '../../paths.ts'
import { readAnswerForm } from './answer-form.ts'
import { answerWhereTheyAre, objectToCheckIns } from './answering.ts'
import { readCheckIns } from './overview.ts'
import { type OpenCheckIn, readOutcomeAsked } from './reading.ts'
import { SwitchForm } from './schema.ts'
import { switchCheckIns } from './stopping.ts'

type Typed = Record<string, string>
type Shown = { issues?: Issue[]; typed?: Typed; to?: string[]; missed?: boolean }
type C = Context<AppEnv, '/outcomes/:token'>

/** What they answered last; else what a group that waits for an answer has, or what they call theirs here. */
function begun({ askers, own }: OpenCheckIn): Typed {
  const answer = askers.find((one) => one.answer)?.answer
  if (answer && answer.outcome !== 'unchanged') {
    const { outcome, through, place } = answer
    return { outcome, through, ...(place ? fieldsOf(place) : {}) }
  }
  const known = askers.find((one) => one.mayAnswer && one.known)?.known
  if (known) return { outcome: known.outcome, ...(known.landing ? fieldsOf(known.landing) : {}) }
  return own ? fieldsOf(own) : {}
}

/** Groups without an answer; where all have one, it is theirs to change. */
function ticksOf({ askers }: OpenCheckIn): string[] {
  const waiting = askers.filter(({ answer }) => !answer)
  return (waiting.length ? waiting : askers).map(({ participantId }) => participantId)
}

const fieldsOf = ({ organizationName, title, commitment, startsOn }: NonNullable<OpenCheckIn['own']>): Typed => ({
  ...{ organizationName, title, startsOn },
  time: timeWords(commitment, 'role'),
})

async function outcomePage(c: C, { issues = [], typed, to, missed }: Shown = {}) {
  const token = c.req.param('token')
  const checkIn = await readOutcomeAsked(c.var.ctx, token)
  const ticked = to ?? ticksOf(checkIn)
  const props = { token, checkIn, issues, typed: typed ?? begun(checkIn), ticked, missed, done: c.req.query('done') }
  return page(c, <OutcomePage {...props} />, missed ? 409 : issues.length ? 422 : 200)
}

export const checkInsRoutes = new Hono<AppEnv>()
  .get('/outcomes/:token', linkHolder, (c) => outcomePage(c))

  .post('/outcomes/:token', linkHolder, async (c) => {
    const { ctx } = c.var
    const token = c.req.param('token')
    const checkIn = await readOutcomeAsked(ctx, token)
    const given = await readForm(c.req.raw)
    const [to, shown] = [given.getAll('to'), given.getAll('shown')]
    for (const name of ['to', 'shown']) given.delete(name)
    const typed = Object.fromEntries(given)
    const read = readAnswerForm(typed, { to, shown })
    // Whoever pressed "nothing has changed" has typed nothing.
    const kept = typed.same === undefined ? { typed, to } : {}
    if (!checkIn.isOpen) return outcomePage(c, { ...kept, missed: true })
    if ('issues' in read) return outcomePage(c, { ...kept, issues: read.issues })
    if (!(await answerWhereTheyAre(ctx, checkIn.id, read.input))) return outcomePage(c, { ...kept, missed: true })
    return c.redirect(`${paths.outcome(token)}?done=saved`, 303)
  })

  .post('/outcomes/:token/objection', linkHolder, async (c) => {
    const { ctx } = c.var
    const token = c.req.param('token')
    await objectToCheckIns(ctx, token, (await readForm(c.req.raw)).get('from') ?? '')
    return c.redirect(paths.outcome(token), 303)
  })

  .get('/groups/:id/check-ins', signedIn, async (c) => {
    const { ctx } = c.var
    const group = await requireGroup(ctx, c.req.param('id'))
    const found = await readCheckIns(ctx, group.id)
    return page(c, <CheckInsPage {...{ group, ...found }} today={dayIn(ctx.now, 'UTC')} done={c.req.query('done')} />)
  })

  .post('/groups/:id/check-ins/:program', signedIn, async (c) => {
    const { ctx } = c.var
    const { id, program } = c.req.param()
    const group = await requireGroup(ctx, id)
    const form = SwitchForm.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!form.success) throw invalid(issuesOf(form.error))
    await switchCheckIns(ctx, group.id, { programId: program, asks: form.data.asks === 'yes' })
    return c.redirect(`${paths.groupCheckIns(group.id)}?done=${form.data.asks === 'yes' ? 'on' : 'off'}`, 303)
  })
