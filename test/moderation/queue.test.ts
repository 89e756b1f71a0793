import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { DAY, HOUR } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { decisions, opportunities, revisions } from '../../src/opportunities/table.ts'
import { members, trusts } from '../../src/organizations/table.ts'
import { openClient, organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { moderator, submitted } from './given.ts'

const titles = (html: string) => [...html.matchAll(/data-row[^>]*>([^<]*)</g)].map(([, title = '']) => title)

test('the queue is oldest first, says how old, and leads to each', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  await submitted(world, { title: 'Oldest' })
  world.now += 2 * DAY
  await submitted(world, { title: 'Middle' })
  world.now += 2 * HOUR
  const { revisionId } = await submitted(world, { title: '<b>Newest</b>' })
  const html = await (await mod.get('/moderation')).text()
  expect(titles(html)).toEqual(['Oldest', 'Middle', '&lt;b>Newest&lt;/b>'])
  expect(html).toContain('3 waiting, oldest 2 days, 1 over a day')
  expect(html).toContain(`href="/moderation/${revisionId}"`)
})

test('it says who stands behind each: badges, history, look-alikes, reports, the author', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const known = await organizationCalled(world, 'Meridian Field Group')
  await world.db.insert(trusts).values({ organizationId: known, trustedBy: 'x', trustedAt: 0 })
  await organizationCalled(world, 'Northlight Institute')
  const fake = await organizationCalled(world, 'Northl1ght Institute')
  await submitted(world, { organizationId: fake, title: 'From a look-alike', authorId: 'per_bad' })
  await world.db.insert(suspensions).values({ subjectId: 'per_bad', reason: 'x', suspendedBy: 'x', suspendedAt: 0 })
  const html = await (await mod.get('/moderation')).text()
  expect(html).toContain('new here')
  expect(html).toContain('nothing published')
  expect(html).toContain('somebody who is no member')
  expect(html).toContain('looks like Northlight Institute')
  expect(html).toContain('its author is suspended')
})

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

test('a visitor is led to sign in, a person finds nothing, and nothing is written', async () => {
  const world = await createWorld()
  const { revisionId, opportunityId } = await submitted(world)
  const person = await signIn(world, 'a@example.test')
  const visitor = openClient(world)
  const before = await world.db.select().from(events)
  const missing = await (await person.get('/nowhere')).text()
  const reads = [
    '',
    '/reports',
    `/${revisionId}`,
    `/opportunities/${opportunityId}`,
    `/people/${person.id}`,
    '/lookup?q=x',
  ]
  for (const path of reads.map((part) => `/moderation${part}`)) {
    expect((await visitor.get(path)).headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
    const answer = await person.get(path)
    expect([answer.status, await answer.text()], path).toEqual([404, missing])
  }
  const writes: [string, Record<string, string>][] = [
    [`/${revisionId}/decision`, { verdict: 'approved' }],
    [`/${revisionId}/decision/undo`, {}],
    [`/opportunities/${opportunityId}/retraction`, { reason: 'mistake', note: 'x' }],
    [`/opportunities/${opportunityId}/reinstatement`, {}],
    [`/people/${person.id}/suspension`, { reason: 'x' }],
    [`/people/${person.id}/suspension/end`, {}],
    ['/reports', { subject: opportunityId, until: '1' }],
  ]
  for (const [path, fields] of writes) {
    expect((await person.post(`/moderation${path}`, fields)).status, path).toBe(404)
    expect((await visitor.post(`/moderation${path}`, fields)).status, path).toBe(401)
  }
  expect(await world.db.select().from(decisions)).toEqual([])
  expect(await world.db.select().from(events)).toEqual(before)
})

test('a version of nothing is nothing', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  expect((await mod.get('/moderation/rev_none')).status).toBe(404)
  expect((await mod.post('/moderation/rev_none/decision', { verdict: 'approved' })).status).toBe(404)
  expect((await mod.post('/moderation/rev_none/decision/undo')).status).toBe(404)
})

test('an id or an address is looked up; other words are kept with advice', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const look = (q: string) => mod.get(`/moderation/lookup?q=${encodeURIComponent(q)}`)
  const led = async (q: string) => (await look(q)).headers.get('location')
  expect(await led('http://onward.test/opportunities/opp_01ab-research-fellow')).toBe(
    '/moderation/opportunities/opp_01ab',
  )
  expect(await led(' per_01ab ')).toBe('/moderation/people/per_01ab')
  expect(await led('rev_01ab')).toBe('/moderation/rev_01ab')
  const answer = await look('https://evil.test')
  expect([answer.status, (await answer.text()).includes('value="https://evil.test"')]).toEqual([422, true])
})

test('an edit shows what changed, word by word, beside the whole page', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const first = await submitted(world, { title: 'Research fellow', bodyHtml: '<p>Weigh the claims.</p>' })
  await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'approved' })
  const edit = await submitted(world, {
    ...first,
    title: 'Senior fellow',
    bodyHtml: '<p>Weigh <a href="https://x.test/">the claims</a>.</p>',
  })
  const html = await (await mod.get(`/moderation/${edit.revisionId}`)).text()
  expect(html).toContain('What changed since it was approved')
  expect(html).toMatch(/<del><span class="visually-hidden">removed: <\/span>Research</)
  expect(html).toMatch(/<ins><span class="visually-hidden">added: <\/span>Senior</)
  expect(html).toContain('(https://x.test/)')
  expect(html).toContain('<h2>Senior fellow</h2>')
})

test('what was sent back shows what its author changed since, and why it was', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const first = await submitted(world, { title: 'Helper' })
  await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'changes_asked', reason: 'Say what one does' })
  const again = await submitted(world, { ...first, title: 'Research helper' })
  const html = await (await mod.get(`/moderation/${again.revisionId}`)).text()
  expect(html).toContain('What changed since it was sent back')
  expect(html).toContain('<q>Say what one does</q>')
  expect(html).toMatch(/added: <\/span>Research/)
})

test('duplicates stand side by side: by the link, by the title, public and waiting', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const organizationId = await organizationCalled(world, 'Northlight Institute')
  const applyUrl = 'https://northlight.test/apply'
  const first = await submitted(world, { organizationId, title: 'Research fellow in evaluation', applyUrl })
  await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'approved' })
  await submitted(world, { organizationId, title: 'Research fellows in evaluation' })
  await submitted(world, { title: 'Something else altogether' })
  const again = await submitted(world, { title: 'Fellow', applyUrl })
  const html = await (await mod.get(`/moderation/${again.revisionId}`)).text()
  expect(html).toContain('May be here already')
  expect(html).toContain('the same place to apply')
  expect(html).not.toContain('Something else altogether')
  const near = await submitted(world, { organizationId, title: 'Research fellow in evaluations' })
  const beside = await (await mod.get(`/moderation/${near.revisionId}`)).text()
  expect(beside.match(/the same organization, about this title/g)).toHaveLength(2)
  expect(beside).toContain('<span class="kind">waiting</span>')
})

test('two without a link are no duplicates, and a summary made of the text stands on both sides', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const organizationId = await organizationCalled(world, 'Northlight Institute')
  const text = { bodyHtml: '<p>You run the evaluations of one lab.</p>' }
  const first = await submitted(world, { organizationId, title: 'Evaluator of models', ...text })
  await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'approved' })
  const other = await submitted(world, { organizationId, title: 'Accountant' })
  expect(await (await mod.get(`/moderation/${other.revisionId}`)).text()).not.toContain('May be here already')
  await submitted(world, { organizationId, title: 'Evaluators of models', ...text })
  const again = await submitted(world, { organizationId, title: 'Evaluator of models', ...text })
  const html = await (await mod.get(`/moderation/${again.revisionId}`)).text()
  expect(html).toContain('May be here already')
  expect(html).not.toContain('<th scope="row">Summary</th>')
  expect(html).toContain('All 6 that we compare are the same.')
  expect(html).toContain('5 more are the same.')
  expect(html).toContain('No link: readers press “I’m interested”.')
})

test('what was decided lately stands under the queue and can be undone for a day', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const first = await submitted(world, { title: 'First' })
  expect(await (await mod.get('/me')).text()).toContain('Moderate · 1 waiting')
  await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'rejected', reason: 'Off topic' })
  for (let i = 0; i < 11; i++) {
    const { revisionId } = await submitted(world, { title: `Another ${i}` })
    await mod.post(`/moderation/${revisionId}/decision`, { verdict: 'approved' })
  }
  const lately = (html: string) => [...html.matchAll(/aria-label="Undo ([^"]*)"/g)].map(([, title]) => title)
  const shown = lately(await (await mod.get('/moderation')).text())
  expect([shown.length, shown[0], shown.includes('First')]).toEqual([10, 'Another 10', false])
  await mod.post(`/moderation/${first.revisionId}/decision/undo`)
  expect(titles(await (await mod.get('/moderation')).text())).toEqual(['First'])
  world.now += DAY + HOUR
  const next = await signIn(world, 'later@example.test', { role: 'moderator' })
  expect(lately(await (await next.get('/moderation')).text())).toEqual([])
})

test('a version says who wrote it, how they fared, and the whole link', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const author = await signIn(world, 'author@example.test')
  await author.post('/me/name', { name: 'Ada Beispiel' })
  const applyUrl = 'https://laboratory.test/apply/here?from=board&kind=role'
  const first = await submitted(world, { authorId: author.id, title: 'First' })
  await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'rejected', reason: 'Off topic' })
  const { revisionId, organizationId } = await submitted(world, { authorId: author.id, title: 'Second', applyUrl })
  const html = await (await mod.get(`/moderation/${revisionId}`)).text()
  expect(html).toContain('By Ada Beispiel')
  expect(html).toContain('0 approved, 1 rejected')
  expect(html).toContain(`<p class="id">${applyUrl.replace('&', '&amp;')}</p>`)
  await world.db.insert(members).values({
    organizationId,
    personId: author.id,
    role: 'owner',
    addedBy: author.id,
    addedAt: 0,
  })
  expect(await (await mod.get('/moderation')).text()).toContain('by a member')
  await world.db
    .insert(events)
    .values({ id: 'evt_x', name: 'organization.created', subjectId: organizationId, actorId: author.id, at: 0 })
  expect(await (await mod.get('/moderation')).text()).toContain('by the one who added it')
})

test('a newer version takes the place of the one that waited', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const first = await submitted(world, { title: 'One' })
  await submitted(world, { ...first, title: 'Two' })
  expect(titles(await (await mod.get('/moderation')).text())).toEqual(['Two'])
  expect(await (await mod.get(`/moderation/${first.revisionId}`)).text()).toContain('Replaced by a newer version')
  expect((await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'approved' })).status).toBe(409)
  const rows = await world.db.select().from(opportunities).where(eq(opportunities.id, first.opportunityId))
  expect([rows.length, (await world.db.select().from(revisions)).length]).toEqual([0, 2])
})
