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
