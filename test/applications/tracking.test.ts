import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { events } from '../../src/db/table.ts'
import { closures, retractions } from '../../src/opportunities/table.ts'
import { memberOf, office } from '../life/given.ts'
import { publish } from '../support/given.ts'
import { openClient } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { allApplications, applicationOf, stepsIn, tracker } from './given.ts'

const TODAY = '2026-03-02'

test('saved from a page, it is on the tracker once, with its history, and leads back', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Research fellow', closesOn: '2026-03-20' })
  const alum = await tracker(world)
  const answer = await alum.track(id, 'saved', { back: '/me/matches?sort=match#m1' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me/matches?sort=match&done=saved#m1'])
  expect((await alum.track(id, 'saved')).headers.get('location')).toBe('/me/applications?done=saved')
  const row = await applicationOf(world, id)
  expect(row).toMatchObject({ personId: alum.id, state: 'saved', version: 1, notes: '', dueOn: null })
  expect(await stepsIn(world, row.id)).toEqual([['saved', TODAY, 'page']])
  const page = await (await alum.get('/me/applications?done=saved')).text()
  expect(page).toContain('Saved to your applications.')
  expect(page).toContain('Research fellow')
  expect(page).toContain('18 days left')
  const named = await world.db.select().from(events).where(eq(events.subjectId, row.id))
  expect(named.map(({ name, actorId }) => [name, actorId])).toEqual([['application.moved', alum.id]])
})

test('where back leads elsewhere, it leads to the tracker', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const alum = await tracker(world)
  for (const back of ['https://evil.test/', '//evil.test', '/\\evil.test', 'javascript:alert(1)'])
    expect((await alum.track(id, 'saved', { back })).headers.get('location')).toBe('/me/applications?done=saved')
})

test('a button of another page only leads onward; the tracker goes anywhere', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const alum = await tracker(world)
  await alum.track(id, 'interview')
  expect((await alum.track(id, 'saved')).headers.get('location')).toBe('/me/applications?done=already')
  expect((await alum.track(id, 'applied')).headers.get('location')).toBe('/me/applications?done=already')
  expect((await applicationOf(world, id)).state).toBe('interview')
  const { version } = await applicationOf(world, id)
  expect((await alum.track(id, 'applied', { version: String(version) })).status).toBe(303)
  const row = await applicationOf(world, id)
  expect(row).toMatchObject({ state: 'applied', version: version + 1 })
  expect((await stepsIn(world, row.id)).map(([state]) => state)).toEqual(['interview', 'applied'])
})

test('of two tabs the older changes nothing and is shown the newer; the same press twice is done once', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const alum = await tracker(world)
  await alum.track(id, 'applied')
  expect((await alum.track(id, 'interview', { version: '1' })).status).toBe(303)
  expect((await alum.track(id, 'interview', { version: '1' })).status).toBe(303)
  const stale = await alum.track(id, 'rejected', { version: '1' })
  expect(stale.status).toBe(409)
  expect(await stale.text()).toContain('It was changed in another window')
  expect(await applicationOf(world, id)).toMatchObject({ state: 'interview', version: 2 })
})

test('a press of a tab whose application was removed elsewhere brings nothing back', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const alum = await tracker(world)
  await alum.track(id, 'saved')
  const { id: own } = await applicationOf(world, id)
  expect((await alum.post(`/me/applications/${own}/removal`)).status).toBe(303)
  expect((await alum.track(id, 'applied', { version: '1' })).status).toBe(404)
  expect(await allApplications(world)).toEqual([])
})

test('twenty presses at once make one application and one step', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const alum = await tracker(world)
  const answers = await Promise.all(Array.from({ length: 20 }, () => alum.track(id, 'saved')))
  expect(answers.every(({ status }) => status === 303)).toBe(true)
  const row = await applicationOf(world, id)
  expect(await stepsIn(world, row.id)).toHaveLength(1)
  expect(row.version).toBe(1)
})

test('what the public may not read cannot be tracked; what was tracked before shows its kind only', async () => {
  const world = await createWorld()
  const [before, after] = [
    await publish(world, { title: 'Tracked before' }),
    await publish(world, { title: 'Never seen' }),
  ]
  const alum = await tracker(world)
  await alum.track(before, 'applied')
  for (const opportunityId of [before, after])
    await world.db
      .insert(retractions)
      .values({ opportunityId, reason: 'hazardous', note: '', retractedBy: 'test', retractedAt: world.now })
  expect((await alum.track(after, 'saved')).status).toBe(404)
  expect((await alum.track('opp_none', 'saved')).status).toBe(404)
  expect((await alum.get(`/me/applications/new?opportunity=${after}`)).status).toBe(404)
  const { id } = await applicationOf(world, before)
  for (const path of ['/me/applications', `/me/applications/${id}`]) {
    const page = await (await alum.get(path)).text()
    expect(page).toContain('retracted by a moderator')
    expect(page).not.toContain('Tracked before')
    expect(page).not.toContain('Northlight')
  }
  expect((await alum.track(before, 'rejected', { version: '1' })).status).toBe(303)
  expect(await allApplications(world)).toHaveLength(1)
})

test('a closed one says so and can still be tracked: one may have applied in time', async () => {
  const world = await createWorld()
  const id = await publish(world)
  await world.db.insert(closures).values({ opportunityId: id, reason: 'filled', closedBy: 'test', closedAt: world.now })
  const alum = await tracker(world)
  expect(await (await alum.get(`/me/applications/new?opportunity=${id}`)).text()).toContain('closed: filled')
  await alum.track(id, 'saved')
  expect(await (await alum.get('/me/applications')).text()).toContain('closed: filled')
})

test('who is not signed in is led to sign in and back; a press that came too late writes nothing', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const visitor = openClient(world)
  const path = `/me/applications/new?opportunity=${id}&state=saved`
  const answer = await visitor.get(path)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/sign-in?next=${encodeURIComponent(path)}`])
  expect((await visitor.post('/me/applications', { opportunity: id, state: 'saved' })).status).toBe(401)
  expect(await allApplications(world)).toEqual([])
})

test('the page that a link opens changes nothing, has one button, and knows what is there already', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Fellow' })
  const alum = await tracker(world)
  const applied = await (
    await alum.get(`/me/applications/new?opportunity=${id}&state=applied&from=mail&back=/me`)
  ).text()
  expect(applied.match(/<button/g)).toHaveLength(1)
  expect(applied).toMatch(/name="state" value="applied"/)
  expect(applied).toMatch(/name="back" value="\/me"/)
  const open = await (await alum.get(`/me/applications/new?opportunity=${id}`)).text()
  expect(open.match(/<button/g)).toHaveLength(2)
  expect(await allApplications(world)).toEqual([])
  await alum.track(id, 'applied', { from: 'mail' })
  expect(await stepsIn(world, (await applicationOf(world, id)).id)).toEqual([['applied', TODAY, 'mail']])
  const again = await (await alum.get(`/me/applications/new?opportunity=${id}&state=applied`)).text()
  expect(again).toContain('It is among your applications')
  expect(again).not.toContain('<button')
})

test('what no form sends is refused with what to change', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const alum = await tracker(world)
  const refused: Record<string, string>[] = [
    { opportunity: id, state: 'hired' },
    { opportunity: 'nonsense', state: 'saved' },
    { opportunity: id, state: 'saved', role: 'admin' },
    { opportunity: id, state: 'saved', on: '2026-02-30' },
    { opportunity: id, state: 'saved', on: '2026-03-09' },
    { opportunity: id, state: 'saved', version: '-1' },
  ]
  for (const wrong of refused)
    expect((await alum.post('/me/applications', wrong)).status, JSON.stringify(wrong)).toBe(422)
  expect(await allApplications(world)).toEqual([])
})

test('a tracker is its owner’s alone', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Secretly wanted' })
  const alum = await tracker(world)
  await alum.track(id, 'saved')
  const { id: own } = await applicationOf(world, id)
  const other = await tracker(world, 'other@example.test')
  expect(await (await other.get('/me/applications')).text()).not.toContain('Secretly wanted')
  expect((await other.get(`/me/applications/${own}`)).status).toBe(404)
  expect((await other.post(`/me/applications/${own}`, { notes: 'Mine', version: '1' })).status).toBe(404)
  expect((await other.post(`/me/applications/${own}/steps/1`, { on: '2026-01-01' })).status).toBe(404)
  expect((await other.post(`/me/applications/${own}/steps/1/removal`)).status).toBe(404)
  expect((await other.post(`/me/applications/${own}/removal`)).status).toBe(404)
  expect(await applicationOf(world, id)).toMatchObject({ personId: alum.id, notes: '', version: 1, state: 'saved' })
  expect(await stepsIn(world, own)).toEqual([['saved', TODAY, 'page']])
})

test('the public page leads to the tracker and is the same for all', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const alum = await tracker(world)
  await alum.track(id, 'saved')
  const [theirs, ours] = [await world.get(`/opportunities/${id}`), await alum.get(`/opportunities/${id}`)]
  const page = await theirs.text()
  expect(page).toContain(`/me/applications/new?opportunity=${id}`)
  expect(await ours.text()).toBe(page)
})

test('an organization learns how many track it from five on, and never who', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Well liked' })
  const member = await memberOf(world)
  const seen = async () => /<dt>track it<\/dt><dd>(\d+)<\/dd>/.exec(await (await member.get(office)).text())?.[1]
  for (let i = 0; i < 5; i++) {
    expect(await seen()).toBeUndefined()
    await (await tracker(world, `alum${i}@example.test`)).track(id, 'saved')
  }
  expect(await seen()).toBe('5')
})
