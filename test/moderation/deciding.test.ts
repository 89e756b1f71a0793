import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { decisions } from '../../src/opportunities/table.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { moderator, submitted } from './given.ts'

test('approving publishes, says so, opens the next one, and can be undone', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const first = await submitted(world, { title: 'First' })
  const second = await submitted(world, { title: 'Second' })
  const answer = await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'approved' })
  expect(answer.status).toBe(303)
  const next = answer.headers.get('location') ?? ''
  expect(next).toBe(`/moderation/${second.revisionId}?decided=${first.revisionId}`)
  const html = await (await mod.get(next)).text()
  expect(html).toMatch(/Approved: <a[^>]*>First/)
  expect(html).toContain(`action="/moderation/${first.revisionId}/decision/undo"`)
  expect((await world.get(`/opportunities/${first.opportunityId}`)).status).toBe(200)

  const undone = await mod.post(`/moderation/${first.revisionId}/decision/undo`)
  expect(undone.headers.get('location')).toBe(`/moderation/${first.revisionId}?undone=1`)
  expect(await (await mod.get(undone.headers.get('location') ?? '')).text()).toContain('Taken back')
  expect((await world.get(`/opportunities/${first.opportunityId}`)).status).toBe(404)
  expect(await world.db.select().from(decisions)).toEqual([])
})

test('a day later there is no undo, and pressing an old button changes nothing', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const { revisionId, opportunityId } = await submitted(world)
  await mod.post(`/moderation/${revisionId}/decision`, { verdict: 'approved' })
  world.now += DAY
  expect(await (await mod.get(`/moderation/${revisionId}`)).text()).not.toContain('Undo')
  expect((await mod.post(`/moderation/${revisionId}/decision/undo`)).status).toBe(409)
  expect((await world.get(`/opportunities/${opportunityId}`)).status).toBe(200)
})

test('the last one leads back to the queue; one press twice is one decision', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const { revisionId } = await submitted(world)
  const path = `/moderation/${revisionId}/decision`
  const answers = [await mod.post(path, { verdict: 'approved' }), await mod.post(path, { verdict: 'approved' })]
  for (const answer of answers)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/moderation?decided=${revisionId}`])
  expect(await world.db.select().from(decisions)).toHaveLength(1)
  expect(await (await mod.get(`/moderation?decided=${revisionId}`)).text()).toContain('Nothing waiting')
  const other = await signIn(world, 'other@example.test', { role: 'moderator' })
  const late = await other.post(path, { verdict: 'approved' })
  expect([late.status, (await late.text()).includes('This version was decided already')]).toEqual([409, true])
})

test('a template alone is enough, own words go before it', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const [one, two] = [await submitted(world), await submitted(world)]
  await mod.post(`/moderation/${one.revisionId}/decision`, { verdict: 'rejected', template: 'off-topic', reason: '' })
  await mod.post(`/moderation/${two.revisionId}/decision`, {
    verdict: 'changes_asked',
    template: 'link',
    reason: 'My words',
  })
  const rows = await world.db.select().from(decisions)
  expect(rows.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['rejected', expect.stringContaining('This board shows opportunities in AI safety')],
    ['changes_asked', 'My words'],
  ])
})

test.each([
  ['rejected', { reason: '  ' }],
  ['changes_asked', { reason: '' }],
  ['approved', { reason: 'x'.repeat(2_001) }],
  ['rejected', { template: 'no-such', reason: 'Typed words' }],
  ['superseded', { reason: 'Typed words' }],
  ['rejected', { reason: 'Typed words', role: 'admin' }],
] as const)('bad input decides nothing and loses nothing: %s %j', async (verdict, fields) => {
  const world = await createWorld()
  const mod = await moderator(world)
  const { revisionId } = await submitted(world)
  const answer = await mod.post(`/moderation/${revisionId}/decision`, { verdict, ...fields })
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(html).toContain('Nothing was decided yet')
  if (verdict !== 'approved' && verdict !== 'superseded') expect(html).toContain('aria-invalid="true"')
  if (verdict === 'rejected' && fields.reason.trim()) expect(html).toContain('Typed words</textarea>')
  expect(await world.db.select().from(decisions)).toEqual([])
})
