import { expect, test } from 'vitest'
import { verifyChain } from '../../src/audit/verifying.ts'
import { sessions, suspensions } from '../../src/auth/table.ts'
import { HOUR } from '../../src/calendar.ts'
import { eventDetails, events } from '../../src/db/table.ts'
import { reportAnswers, reports } from '../../src/moderation/table.ts'
import { opportunities, retractions, revisions } from '../../src/opportunities/table.ts'
import { publish, tick } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { moderator, submitted } from './given.ts'

const published = async (world: World, mod: Awaited<ReturnType<typeof moderator>>, fields = {}) => {
  const made = await submitted(world, { title: 'Grow the thing', bodyHtml: '<p>Dangerous words</p>', ...fields })
  await mod.post(`/moderation/${made.revisionId}/decision`, { verdict: 'approved' })
  return made
}
const page = (id: string) => `/moderation/opportunities/${id}`

test('retracting takes it from the public with its reason, reinstating brings it back', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const { opportunityId: id } = await published(world, mod)
  const answer = await mod.post(`${page(id)}/retraction`, { reason: 'misleading', note: 'No such laboratory' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${page(id)}?done=retracted`])
  const gone = await world.get(`/opportunities/${id}`)
  expect([gone.status, (await gone.text()).includes('misleading')]).toEqual([410, true])
  const seen = await (await mod.get(page(id))).text()
  expect(seen).toContain('Retracted: misleading')
  expect(seen).toContain('No such laboratory')
  expect((await mod.post(`${page(id)}/reinstatement`)).status).toBe(303)
  expect((await world.get(`/opportunities/${id}`)).status).toBe(200)
  expect((await mod.post(`${page(id)}/reinstatement`)).status).toBe(409)
})

test('a hazardous one asks twice, and then only its category is left, also in the log', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const made = await submitted(world, { title: 'Grow the thing', bodyHtml: '<p>Dangerous words</p>' })
  const { opportunityId: id, revisionId } = made
  await mod.post(`/moderation/${revisionId}/decision`, { verdict: 'approved', reason: 'Dangerous praise' })
  await tick(world, world.now + HOUR)
  const asked = await mod.post(`${page(id)}/retraction`, { reason: 'hazardous', note: 'Seen by an expert' })
  const html = await asked.text()
  expect([asked.status, html.includes('Erase its words?'), html.includes('name="confirm"')]).toEqual([200, true, true])
  expect(await world.db.select().from(retractions)).toEqual([])
  expect((await world.get(`/opportunities/${id}`)).status).toBe(200)

  await mod.post(`${page(id)}/retraction`, { reason: 'hazardous', note: 'Seen by an expert', confirm: 'erase' })
  const gone = await world.get(`/opportunities/${id}`)
  const text = await gone.text()
  expect([gone.status, text.includes('role'), /Grow|Dangerous/.test(text)]).toEqual([410, true, false])
  const tables = [opportunities, revisions, eventDetails, retractions]
  for (const table of tables) expect(JSON.stringify(await world.db.select().from(table))).not.toMatch(/Dangerous|Grow/)
  for (const path of [page(id), `/moderation/${revisionId}`, `/admin/audit?subject=${id}`, '/moderation'])
    expect(await (await mod.get(path)).text(), path).not.toMatch(/Dangerous|Grow the/)
  expect(await (await mod.get(page(id))).text()).toContain('Its words are erased and cannot come back')
  expect((await mod.post(`${page(id)}/reinstatement`)).status).toBe(409)
  await tick(world, world.now + HOUR)
  expect(await verifyChain(world.ctx())).toMatchObject({ broken: null })
})

test.each([
  { reason: 'misleading', note: '' },
  { reason: 'hazardous', note: ' ', confirm: 'erase' },
  { reason: 'ugly', note: 'Typed words' },
  { reason: 'mistake', note: 'Typed words', status: 'open' },
  { reason: 'hazardous', note: 'Typed words', confirm: 'yes' },
])('a retraction without what it needs changes nothing and keeps what was typed: %j', async (fields) => {
  const world = await createWorld()
  const mod = await moderator(world)
  const { opportunityId: id } = await published(world, mod)
  const answer = await mod.post(`${page(id)}/retraction`, Object.entries(fields))
  const html = await answer.text()
  expect([answer.status, html.includes('Nothing was saved yet')]).toEqual([422, true])
  if (fields.note.trim()) expect(html).toContain('Typed words</textarea>')
  else expect(html).toContain('id="note-error"')
  expect(await world.db.select().from(retractions)).toEqual([])
})

test('what was never public cannot be retracted', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const { opportunityId: id } = await submitted(world)
  expect(await (await mod.get(page(id))).text()).toContain('Not public')
  expect((await mod.post(`${page(id)}/retraction`, { reason: 'mistake', note: 'x' })).status).toBe(404)
  expect((await mod.get(page('opp_none'))).status).toBe(404)
})

test('the page of an opportunity tells its versions, decisions and reports', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const made = await submitted(world, { title: 'First' })
  await mod.post(`/moderation/${made.revisionId}/decision`, { verdict: 'changes_asked', reason: 'Say more' })
  const again = await submitted(world, { ...made, title: 'Second' })
  await mod.post(`/moderation/${again.revisionId}/decision`, { verdict: 'approved' })
  await world.post(`/opportunities/${made.opportunityId}/reports`, { reason: 'broken_link' })
  const html = await (await mod.get(page(made.opportunityId))).text()
  for (const words of ['First', 'Second', 'Say more', 'Changes asked for', 'Approved', 'The link is broken', '>Open<'])
    expect(html).toContain(words)
  expect(html).not.toContain('@example.test')
})

const reportFrom = (world: World, id: string, network: string, reason = 'closed') =>
  world.post(`/opportunities/${id}/reports`, { reason }, { 'CF-Connecting-IP': network })

test('reports are counted by subject; dealt with they are gone, and a later one opens it again', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const id = await publish(world, { title: 'Reported twice' })
  const other = await publish(world, { title: 'Reported once' })
  await reportFrom(world, id, '192.0.2.1')
  await reportFrom(world, id, '198.51.100.7', 'misleading')
  await reportFrom(world, other, '192.0.2.1')
  const html = await (await mod.get('/moderation/reports')).text()
  expect(html).toContain('2 reported')
  expect(html.indexOf('Reported twice')).toBeLessThan(html.indexOf('Reported once'))
  expect(html).toContain('1 × it is closed, 1 × it is misleading')

  const until = Math.max(...(await world.db.select().from(reports)).filter((r) => r.subjectId === id).map((r) => r.at))
  await reportFrom(world, id, '203.0.113.9')
  const answer = await mod.post('/moderation/reports', { subject: id, until: String(until), note: 'Asked them: open' })
  expect(answer.headers.get('location')).toBe('/moderation/reports?done=1')
  expect(await world.db.select().from(reportAnswers)).toMatchObject([
    { subjectId: id, untilAt: until, answeredBy: mod.id },
  ])
  // What came while it was being read is still open.
  expect(await (await mod.get('/moderation/reports')).text()).toContain('Reported twice')
  await mod.post('/moderation/reports', { subject: id, until: String(world.now), note: '' })
  expect(await (await mod.get('/moderation/reports')).text()).not.toContain('Reported twice')
  // The same reader says it again.
  await reportFrom(world, id, '192.0.2.1')
  expect(await (await mod.get('/moderation/reports')).text()).toContain('Reported twice')
  const [said] = (await world.db.select().from(events)).filter(({ name }) => name === 'subject.reports answered')
  expect(said).toMatchObject({ subjectId: id, actorId: mod.id })
})

test('dealing twice, or with nothing, records nothing; bad input keeps the note', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const id = await publish(world)
  await reportFrom(world, id, '192.0.2.1')
  const fields = { subject: id, until: String(world.now), note: '' }
  for (let i = 0; i < 2; i++) expect((await mod.post('/moderation/reports', fields)).status).toBe(303)
  await mod.post('/moderation/reports', { ...fields, subject: 'opp_none' })
  expect(await world.db.select().from(reportAnswers)).toHaveLength(1)
  await reportFrom(world, id, '192.0.2.1')
  const refused = await mod.post('/moderation/reports', { subject: id, until: 'later', note: 'Typed words' })
  const html = await refused.text()
  expect([refused.status, html.includes('value="Typed words"'), html.includes('aria-invalid')]).toEqual([
    422,
    true,
    true,
  ])
})

test('suspending needs a reason, signs out at once, and can be lifted', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const bad = await signIn(world, 'bad@example.test')
  const path = `/moderation/people/${bad.id}`
  const refused = await mod.post(`${path}/suspension`, { reason: ' ' })
  expect([refused.status, (await refused.text()).includes('id="reason-error"')]).toEqual([422, true])
  expect(await world.db.select().from(suspensions)).toEqual([])

  expect((await mod.post(`${path}/suspension`, { reason: 'Posts fakes' })).status).toBe(303)
  expect(await world.db.select().from(suspensions)).toMatchObject([{ subjectId: bad.id, suspendedBy: mod.id }])
  expect((await bad.get('/me')).status).toBe(303)
  expect((await world.db.select().from(sessions)).map(({ personId }) => personId)).toEqual([mod.id])
  expect((await mod.post(`${path}/suspension`, { reason: 'Again' })).status).toBe(409)
  const html = await (await mod.get(path)).text()
  expect([html.includes('<q>Posts fakes</q>'), html.includes('bad@example')]).toEqual([true, false])

  expect((await mod.post(`${path}/suspension/end`)).status).toBe(303)
  expect(await world.db.select().from(suspensions)).toEqual([])
  expect((await mod.post(`${path}/suspension/end`)).status).toBe(409)
  expect((await (await signIn(world, 'bad@example.test')).get('/me')).status).toBe(200)
  expect((await world.db.select().from(eventDetails)).map(({ detail }) => detail)).toEqual(['Posts fakes'])
})

test('nobody suspends themselves or an admin; a moderator only an admin does', async () => {
  const world = await createWorld()
  const [mod, other] = [await moderator(world), await signIn(world, 'mod2@example.test', { role: 'moderator' })]
  const admin = await signIn(world, 'admin@example.test', { role: 'admin' })
  const suspend = async (by: typeof mod, of: string) =>
    (await by.post(`/moderation/people/${of}/suspension`, { reason: 'x' })).status
  expect(await suspend(mod, mod.id)).toBe(403)
  expect(await suspend(mod, other.id)).toBe(403)
  expect(await suspend(mod, admin.id)).toBe(403)
  expect(await suspend(admin, admin.id)).toBe(403)
  expect(await world.db.select().from(suspensions)).toEqual([])
  expect(await suspend(mod, 'per_none')).toBe(404)
  expect(await (await mod.get(`/moderation/people/${other.id}`)).text()).toContain('You may not suspend this person')
  expect(await suspend(admin, other.id)).toBe(303)
})

test('a version that waits when its opportunity is retracted leaves the queue, and nothing is decided about it', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const made = await published(world, mod)
  const edit = await submitted(world, { ...made, title: 'Edited title' })
  expect(await (await mod.get('/moderation')).text()).toContain('Edited title')
  await mod.post(`${page(made.opportunityId)}/retraction`, { reason: 'mistake', note: 'x' })
  expect(await (await mod.get('/moderation')).text()).not.toContain('Edited title')
  const html = await (await mod.get(`/moderation/${edit.revisionId}`)).text()
  expect([html.includes('nothing to decide'), html.includes('data-key="a"')]).toEqual([true, false])
  const late = await mod.post(`/moderation/${edit.revisionId}/decision`, { verdict: 'approved' })
  expect([late.status, (await late.text()).includes('This opportunity was retracted')]).toEqual([409, true])
})
