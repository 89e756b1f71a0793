import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { counters } from '../../src/opportunities/table.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'
import { memberOf, office, reader } from './given.ts'

const figures = async (world: World) =>
  Object.fromEntries((await world.db.select().from(counters)).map(({ name, day, count }) => [`${name} ${day}`, count]))

test('a view is one write, per day in UTC, without a cookie or a word about the reader', async () => {
  const world = await createWorld()
  const id = await publish(world)
  world.now = Date.parse('2026-03-02T23:59:50Z')
  const answer = await reader(world, '203.0.113.1').post(`/opportunities/${id}/views`)
  expect([answer.status, await answer.text(), answer.headers.get('set-cookie')]).toEqual([204, '', null])
  world.now += DAY
  for (let i = 0; i < 3; i++) await reader(world, `203.0.113.${i}`).post(`/opportunities/${id}/views`)
  expect(await figures(world)).toEqual({ 'view 2026-03-02': 1, 'view 2026-03-03': 3 })
  const member = await memberOf(world)
  expect(await (await member.get(office)).text()).toMatch(/<dt>views<\/dt><dd>4<\/dd>/)
})

test('one network adds five a day to one figure, and three hundred in all', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const busy = reader(world, '2001:db8:1:2::1')
  for (let i = 0; i < 20; i++) await busy.post(`/opportunities/${id}/views`)
  // Another address of the same /64 is the same network.
  await reader(world, '2001:db8:1:2::ffff').post(`/opportunities/${id}/views`)
  expect(await figures(world)).toEqual({ 'view 2026-03-02': 5 })
  for (let i = 0; i < 80; i++) {
    const other = await publish(world)
    for (let j = 0; j < 5; j++) await busy.post(`/opportunities/${other}/views`)
  }
  const all = (await world.db.select().from(counters)).reduce((sum, { count }) => sum + count, 0)
  expect(all).toBe(300)
  await reader(world, '203.0.113.7').post(`/opportunities/${id}/views`)
  expect((await world.db.select().from(counters)).find(({ subjectId }) => subjectId === id)?.count).toBe(6)
})

test('views from another site, of what is closed and of what is not there count nothing', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const closed = await publish(world, { closesOn: '2026-02-01' })
  const elsewhere = { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }
  expect((await world.post(`/opportunities/${id}/views`, {}, elsewhere)).status).toBe(403)
  expect((await world.request(`/opportunities/${id}/views`, { method: 'POST' })).status).toBe(403)
  for (const none of [closed, 'opp_none', 'x']) await reader(world, '203.0.113.1').post(`/opportunities/${none}/views`)
  expect(await figures(world)).toEqual({})
})

test('a press on apply leads there and is counted, and nothing else is', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Fellow', applyUrl: 'https://northlight.test/apply?x=1' })
  const page = await (await world.get(`/opportunities/${id}`)).text()
  expect(page).toContain(`href="/opportunities/${id}/application"`)
  expect(page).toContain('Apply at northlight.test')
  const press = (headers: Record<string, string> = {}) =>
    reader(world, '203.0.113.1').get(`/opportunities/${id}/application`, headers)
  const answer = await press()
  expect([answer.status, answer.headers.get('location')]).toEqual([303, 'https://northlight.test/apply?x=1'])
  expect(answer.headers.get('x-robots-tag')).toContain('noindex')
  expect(await figures(world)).toEqual({ 'apply 2026-03-02': 1 })

  const head = await reader(world, '203.0.113.1').head(`/opportunities/${id}/application`)
  expect(head.headers.get('location')).toBe('https://northlight.test/apply?x=1')
  for (const [name, value] of [
    ['Sec-Purpose', 'prefetch'],
    ['Sec-Fetch-Site', 'cross-site'],
  ] as const)
    expect((await press({ [name]: value })).status).toBe(303)
  expect(await figures(world)).toEqual({ 'apply 2026-03-02': 1 })
  const json = (await (await world.get(`/api/v1/opportunities/${id}`)).json()) as { data: { applyUrl: string } }
  expect(json.data.applyUrl).toBe('https://northlight.test/apply?x=1')
  expect(await (await world.get('/robots.txt')).text()).toContain('Disallow: /opportunities/*/application')
})

test('what is closed leads to its page, what has no link to the message, what is not there to 404', async () => {
  const world = await createWorld()
  const closed = await publish(world, { title: 'Gone', closesOn: '2026-02-01', applyUrl: 'https://a.test/' })
  const without = await publish(world)
  const to = async (id: string) => (await world.get(`/opportunities/${id}/application`)).headers.get('location')
  expect(await to(closed)).toBe(`/opportunities/${closed}-gone`)
  expect(await to(without)).toBe(`/opportunities/${without}/interest`)
  expect((await world.get('/opportunities/opp_none/application')).status).toBe(404)
  expect(await figures(world)).toEqual({})
})

test('the public page counts in the browser only: reading it writes nothing', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const html = await (await world.get(`/opportunities/${id}`)).text()
  expect(html).toContain(`data-views="/opportunities/${id}/views"`)
  expect(await figures(world)).toEqual({})
})
