import { type Context, Hono } from 'hono'
import { OwnRecordsPage } from '../../../web/records/own-records-page.tsx'
import { AnsweredPage, RecordPage } from '../../../web/records/record-page.tsx'
import { AppError, issuesOf } from '../../errors.ts'
import { anybody, personOf, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { networkOf } from '../../http/network.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { answerRecord, listOwnRecords, readRecordByToken, requireOwnRecord } from './answering.ts'
import { AnswerForm, OwnAnswerForm } from './schema.ts'
import { tellPerson } from './telling.ts'

async function recordPage(c: Context<AppEnv>, error?: string) {
  const token = c.req.param('token') ?? ''
  const record = await readRecordByToken(c.var.ctx, token)
  const { actor } = c.var.ctx
  const who = actor.type !== 'person' ? 'visitor' : actor.emailKey === record.emailKey ? 'owner' : 'another'
  return page(c, <RecordPage {...{ record, token, who, error }} />, error ? 422 : 200)
}

async function ownRecords(c: Context<AppEnv>, error?: string) {
  const records = await listOwnRecords(c.var.ctx, personOf(c))
  return page(
    c,
    <OwnRecordsPage {...{ records, error }} done={error ? undefined : c.req.query('done')} />,
    error ? 422 : 200,
  )
}

export const recordRoutes = new Hono<AppEnv>()
  .get('/records/:token', anybody, (c) => recordPage(c))

  .post('/records/:token', anybody, async (c) => {
    const { ctx } = c.var
    const record = await readRecordByToken(ctx, c.req.param('token'))
    const form = AnswerForm.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!form.success) return recordPage(c, issuesOf(form.error)[0]?.message)
    await answerRecord(ctx, record, form.data.answer)
    if (form.data.answer === 'claim') return c.redirect(`${paths.ownRecords()}?done=claim`, 303)
    return page(c, <AnsweredPage group={record.group} />)
  })

  .get('/me/records', signedIn, (c) => ownRecords(c))

  .post('/me/records', signedIn, async (c) => {
    const { ctx } = c.var
    const form = OwnAnswerForm.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!form.success) return ownRecords(c, issuesOf(form.error)[0]?.message)
    const record = await requireOwnRecord(ctx, personOf(c), form.data.record)
    await answerRecord(ctx, record, form.data.answer)
    return c.redirect(`${paths.ownRecords()}?done=${form.data.answer}`, 303)
  })

  .post('/groups/:id/people/:participantId/telling', signedIn, async (c) => {
    const { id, participantId } = c.req.param()
    const to = paths.participant(id, participantId)
    try {
      await tellPerson(c.var.ctx, id, participantId, networkOf(c.req.raw))
      return c.redirect(`${to}?done=told`, 303)
    } catch (error) {
      if (!(error instanceof AppError) || (error.status !== 409 && error.status !== 429)) throw error
      return c.redirect(`${to}?done=untold`, 303)
    }
  })
