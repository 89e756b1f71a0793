import { expect, test } from 'vitest'
import { HOUR } from '../../src/calendar.ts'
import { atomically } from '../../src/db/client.ts'
import { eventDetails, events } from '../../src/db/table.ts'
import { recordEvent } from '../../src/events.ts'
import { tick } from '../support/given.ts'
import { openClient, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

const moderator = (world: World) => signIn(world, 'mod@example.test', { role: 'moderator' })
const record = (world: World, name: string, subject: string, detail?: string) =>
  atomically(world.db, recordEvent(world.ctx(), name, subject, detail))
const pages = ['/admin', '/admin/audit', '/admin/audit.csv']

test('a visitor is led to sign in, a person finds nothing, staff read', async () => {
  const world = await createWorld()
  const visitor = openClient(world)
  const person = await signIn(world, 'a@example.test')
  const [mod, admin] = [await moderator(world), await signIn(world, 'b@example.test', { role: 'admin' })]
  for (const path of pages) {
    const led = await visitor.get(path)
    expect([led.status, led.headers.get('location')]).toEqual([303, `/sign-in?next=${encodeURIComponent(path)}`])
    const nothing = await person.get(path)
    expect([nothing.status, await nothing.text()]).toEqual([404, await (await person.get('/nowhere')).text()])
    expect([(await mod.get(path)).status, (await admin.get(path)).status]).toEqual([200, 200])
  }
})

test('newest first, page by page, every event once', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  for (let i = 0; i < 70; i++) await record(world, `thing.${i}`, 'sub_1')
  const seen: string[] = []
  for (let path = '/admin/audit?subject=sub_1'; path; ) {
    const html = await (await mod.get(path)).text()
    seen.push(...[...html.matchAll(/name=(thing\.\d+)"/g)].map(([, name = '']) => name))
    path = /href="([^"]*before=\d+)">Older/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  }
  expect(seen).toEqual(Array.from({ length: 70 }, (_, i) => `thing.${69 - i}`))
})

test('it is narrowed by subject, actor and name, shows words, and never an address', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  await record(world, 'thing.done', 'sub_1', '<b>because</b>')
  await record(world, 'thing.undone', 'sub_2')
  const show = async (search: string) => (await mod.get(`/admin/audit?${search}`)).text()
  expect(await show('subject=sub_1')).toContain('&lt;b>because&lt;/b>')
  expect(await show('subject=sub_1')).not.toContain('thing.undone')
  expect(await show('name=thing.undone')).not.toContain('thing.done')
  const begun = await show('name=thing')
  expect([begun.includes('thing.done'), begun.includes('thing.undone')]).toEqual([true, true])
  expect(await show('name=thing')).not.toContain('session.started')
  const press = await (await mod.post('/admin/audit/check')).text()
  expect(press).toMatch(/Chain of 0 events checked, whole\. \d+ more are sealed at the next quarter of an hour\./)
  await mod.post('/me/name', { name: 'Mo' })
  const own = await show(`actor=${mod.id}`)
  expect(own).toContain('person.renamed')
  expect(own).toContain('moderator</span>')
  expect(await show('')).not.toContain('@example.test')
  expect(await show('subject=nobody')).toContain('Nothing fits')
})

test('the check says how long the whole chain is, and where it breaks', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  await tick(world, world.now + HOUR)
  const count = (await world.db.select().from(events)).length
  expect(await (await mod.post('/admin/audit/check')).text()).toContain(`Chain of ${count} events checked, whole.`)
  await world.db.update(events).set({ actorId: 'per_other' })
  expect(await (await mod.post('/admin/audit/check')).text()).toContain('The chain does not hold at place 1')
})

test('an export asks for a reason, keeps what was typed, and records it', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  await record(world, 'thing.done', 'sub_1', '=1+1')
  const refused = await mod.post('/admin/audit.csv', { subject: 'sub_1', actor: '', name: '', reason: ' ' })
  const form = await refused.text()
  expect([refused.status, form.includes('id="reason-error"'), form.includes('value="sub_1"')]).toEqual([
    422,
    true,
    true,
  ])
  expect((await mod.post('/admin/audit.csv', { reason: 'x', role: 'admin' })).status).toBe(422)
  expect(await world.db.select().from(eventDetails)).toHaveLength(1)

  const answer = await mod.post('/admin/audit.csv', { subject: 'sub_1', actor: '', name: '', reason: 'Yearly review' })
  expect(answer.headers.get('content-type')).toContain('text/csv')
  const csv = await answer.text()
  expect(csv).toContain(`thing.done,sub_1,anonymous,,"'=1+1"`)
  expect(csv).not.toContain('@example.test')
  expect(await world.db.select().from(eventDetails)).toMatchObject([{}, { detail: 'Yearly review' }])
  expect((await world.db.select().from(events)).at(-1)).toMatchObject({ name: 'audit.exported', actorId: mod.id })
})

test('nobody else exports or checks', async () => {
  const world = await createWorld()
  const person = await signIn(world, 'a@example.test')
  const before = await world.db.select().from(events)
  for (const path of ['/admin/audit.csv', '/admin/audit/check']) {
    expect((await person.post(path, { reason: 'I want to know' })).status).toBe(404)
    expect((await openClient(world).post(path, { reason: 'I want to know' })).status).toBe(401)
  }
  expect(await world.db.select().from(events)).toEqual(before)
})
