import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { mailRequests } from '../../src/mail/table.ts'
import { linkIn, publish, subscribed } from '../support/given.ts'
import { createWorld, ORIGIN, type World } from '../support/world.ts'

const rows = (world: World) => world.db.select().from(subscriptions)
const ask = (world: World, email: string, rest: Record<string, string> = {}) =>
  world.post('/subscribe', { email, ...rest })
const unsubscribePath = (manage: string) => manage.replace('/subscriptions/', '/unsubscribe/')

test('asking stores an unconfirmed subscription with good defaults and mails one link', async () => {
  const world = await createWorld()
  const answer = await ask(world, 'Reader@Example.test', { kind: 'role', hours_max: '10', zone: 'Asia/Kathmandu' })
  expect(answer.status).toBe(202)
  await world.drain()
  expect(await rows(world)).toMatchObject([
    {
      query: 'kind=role&hours_max=10',
      cadence: 'weekly',
      weekday: 1,
      hour: 8,
      zone: 'Asia/Kathmandu',
      confirmedAt: null,
      nextDueAt: null,
    },
  ])
  expect(world.mails).toHaveLength(1)
  expect(world.mails[0]?.to).toBe('Reader@Example.test')
  expect(linkIn(world.mails[0]?.text ?? '', 'subscriptions/')).toMatch(
    /^\/subscriptions\/sub_\w+\.\w+\.[\w-]{43}\/confirmation$/,
  )
})

test('the page says how often it will be, for a search and for one opportunity that has yet to open', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Spring fellowship', opensOn: '2026-03-10', zone: 'Europe/Paris' })
  const said = async (search: string) => (await world.get(`/subscribe?${search}`)).text()
  const ofASearch = await said('kind=role')
  for (const words of [
    '<h1>New opportunities by mail</h1>',
    'Weekly, on Monday morning',
    '>Mail me this search</button>',
  ])
    expect(ofASearch).toContain(words)
  const ofOne = await said(`opportunity=${id}`)
  for (const words of [
    '<h1>Tell me when it opens</h1>',
    'We look every morning',
    'type="submit">Tell me when it opens</button>',
    '<b>Spring fellowship, when it opens</b>',
    `href="/opportunities/${id}"`,
  ])
    expect(ofOne).toContain(words)
  expect(ofOne).not.toMatch(/Monday|this search|Your search/)
  await ask(world, 'reader@example.test', { opportunity: id })
  expect(await rows(world)).toMatchObject([{ cadence: 'daily', hour: 8 }])
})

test('no page, header or address of the way shows the address', async () => {
  const world = await createWorld()
  const answer = await ask(world, 'reader@example.test')
  expect(await answer.text()).not.toContain('reader@')
  await world.drain()
  expect(linkIn(world.mails[0]?.text ?? '', 'subscriptions/')).not.toContain('reader')
  expect(JSON.stringify(world.jobs)).not.toContain('reader@')
})

test.each([
  '',
  'reader',
  'reader@',
  'a@b',
  'a b@example.test',
  `${'x'.repeat(300)}@example.test`,
  'a@example.test\r\nBcc: b@example.test',
])('the address %j is refused, kept in the field, and nothing is written', async (email) => {
  const world = await createWorld()
  const answer = await ask(world, email, { kind: 'role' })
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toMatch(/Give an e-mail address|too long/)
  expect(html).toContain('name="kind" value="role"')
  if (email === 'reader@') expect(html).toContain('value="reader@"')
  expect(await rows(world)).toEqual([])
  expect(world.jobs).toEqual([])
})

test('a stranger’s own words do not travel in the mail that asks to confirm', async () => {
  const world = await createWorld()
  await ask(world, 'victim@example.test', {
    kind: 'role',
    q: 'YOUR ACCOUNT\r\n\r\nhttps://evil.test',
    audience: 'visit evil',
  })
  await world.drain()
  const [mail] = world.mails
  expect(mail?.text).toContain('role · and words of your own')
  expect(`${mail?.text}${mail?.html}${mail?.subject}`).not.toMatch(/evil|ACCOUNT/)
})

test('the mail that asks names no opportunity and no organization, and leads to them', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Buy pills', opensOn: '2026-03-10' })
  await ask(world, 'victim@example.test', { opportunity: id })
  await ask(world, 'other@example.test', { kind: 'role', org: 'org_northlight' })
  await world.drain()
  const [ofOne, ofMany] = world.mails
  expect(ofOne?.text).toContain(
    `to this address:\n\none opportunity, when it opens.\n\nSee it on the board:\n${ORIGIN}/opportunities/${id}\n`,
  )
  expect(ofMany?.text).toContain(
    `role · one organization, weekly, on Monday morning.\n\nSee it on the board:\n${ORIGIN}/?kind=role&org=org_northlight\n`,
  )
  for (const mail of [ofOne, ofMany]) {
    expect(mail?.html).toContain('>See it on the board</a>')
    expect(JSON.stringify(mail)).not.toMatch(/pills|Northlight/)
  }
})

test('opening the mailed link changes nothing; pressing confirms, once', async () => {
  const world = await createWorld()
  await ask(world, 'reader@example.test')
  await world.drain()
  const link = linkIn(world.mails[0]?.text ?? '', 'subscriptions/')
  for (const method of ['GET', 'HEAD'])
    for (let i = 0; i < 5; i++) expect((await world.request(link, { method })).status).toBe(200)
  expect((await rows(world))[0]?.confirmedAt).toBeNull()
  expect((await world.post(link, {})).status).toBe(303)
  const [first] = await rows(world)
  expect(first?.confirmedAt).not.toBeNull()
  await world.post(link, {})
  expect(await rows(world)).toEqual([first])
})

test('forged, foreign and old tokens all look as if nothing were there, and write nothing', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  const [before] = await rows(world)
  const [, token = ''] = /\/subscriptions\/(.+)/.exec(manage) ?? []
  const forged = [
    `${token.slice(0, -3)}AAA`,
    token.replace('sub_', 'sub_0'),
    token.replace(/\.\w+\./, '.zzz.'),
    'x',
    'sub_1.0.',
  ]
  for (const bad of forged) {
    for (const path of [`/subscriptions/${bad}`, `/unsubscribe/${bad}`]) {
      expect((await world.get(path)).status, path).toBe(404)
      expect((await world.post(path, { cadence: 'daily', weekday: '1', hour: '1', zone: 'UTC' })).status, path).toBe(
        404,
      )
    }
  }
  // The link that manages does not confirm.
  expect((await world.post(`${manage}/confirmation`, {})).status).toBe(404)
  world.now += 367 * DAY
  expect((await world.get(manage)).status).toBe(404)
  expect(await rows(world)).toEqual([before])
})

test('cadence, weekday, hour and zone change, and the next mailing with them', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  const answer = await world.post(manage, { cadence: 'monthly', weekday: '5', hour: '18', zone: 'America/New_York' })
  expect(answer.headers.get('location')).toBe(`${manage}?saved=1`)
  const [row] = await rows(world)
  expect(row).toMatchObject({
    cadence: 'monthly',
    weekday: 5,
    hour: 18,
    zone: 'America/New_York',
    nextPeriod: 'month 2026-03',
  })
  expect(new Date(row?.nextDueAt ?? 0).toISOString()).toBe('2026-03-06T23:00:00.000Z')
  expect(await (await world.get(`${manage}?saved=1`)).text()).toContain('6 Mar 2026')
})

test.each([
  [{ cadence: 'hourly' }, 'cadence', 'Choose from daily'],
  [{ weekday: '8' }, 'weekday', 'Monday (1) to Sunday (7)'],
  [{ hour: 'noon' }, 'hour', 'from 0 to 23'],
  [{ zone: 'Mars/Olympus' }, 'zone', 'such as Europe/Paris'],
  [{ role: 'admin' }, '', 'Nothing was saved yet'],
])('the schedule %o is refused beside its field and nothing changes', async (changes, field, words) => {
  const world = await createWorld()
  const manage = await subscribed(world)
  const before = await rows(world)
  const answer = await world.post(manage, { cadence: 'daily', weekday: '2', hour: '9', zone: 'UTC', ...changes })
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toContain(words)
  if (field) expect(html).toContain(`id="${field}-error"`)
  if (field === 'zone') expect(html).toContain('value="Mars/Olympus"')
  expect(await rows(world)).toEqual(before)
})

test('one click unsubscribes without cookie, Origin or redirect; again is harmless; opening it does nothing', async () => {
  const world = await createWorld()
  const path = unsubscribePath(await subscribed(world))
  expect((await world.get(path)).status).toBe(200)
  expect((await rows(world))[0]?.endedAt).toBeNull()
  for (let i = 0; i < 3; i++) {
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    expect((await world.request(path, { method: 'POST', body })).status).toBe(200)
  }
  const [ended] = await rows(world)
  expect(ended?.endedAt).not.toBeNull()
  expect(ended?.nextDueAt).toBeNull()
  expect(await (await world.get(path.replace('/unsubscribe/', '/subscriptions/'))).text()).toContain('has ended')
})

test('an ended subscription is not revived by its old link; asking anew makes another', async () => {
  const world = await createWorld()
  await ask(world, 'reader@example.test')
  await world.drain()
  const link = linkIn(world.mails[0]?.text ?? '', 'subscriptions/')
  const manage = (await world.post(link, {})).headers.get('location')?.replace('?confirmed=1', '') ?? ''
  await world.post(unsubscribePath(manage), {})
  expect((await world.post(link, {})).status).toBe(404)
  await subscribed(world)
  expect((await rows(world)).map(({ endedAt }) => endedAt === null).sort()).toEqual([false, true])
})

test('every step leaves its event', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  await world.post(manage, { cadence: 'daily', weekday: '2', hour: '9', zone: 'UTC' })
  for (let i = 0; i < 3; i++) await world.post(unsubscribePath(manage), {})
  expect((await world.db.select().from(events)).map(({ name }) => name).sort()).toEqual([
    'subscription.confirmed',
    'subscription.ended',
    'subscription.requested',
    'subscription.rescheduled',
  ])
})

test('the API asks the same way, and names what is wrong', async () => {
  const world = await createWorld()
  const good = await world.postJson('/api/v1/subscriptions', { email: 'reader@example.test', query: 'kind=role' })
  expect(good.status).toBe(202)
  expect(await rows(world)).toMatchObject([{ query: 'kind=role' }])
  const bad = await world.postJson('/api/v1/subscriptions', { email: 'x', query: '', role: 'admin' })
  expect(bad.status).toBe(422)
  expect(await bad.json()).toMatchObject({ error: { code: 'invalid', issues: [{ path: 'email' }, {}] } })
  const unknown = await world.postJson('/api/v1/subscriptions', { email: 'r@example.test', query: 'kind=job' })
  expect(await unknown.json()).toMatchObject({ error: { issues: [{ path: 'query.kind' }] } })
  expect((await world.postJson('/api/v1/subscriptions', '{')).status).toBe(400)
  expect(await rows(world)).toHaveLength(1)
  expect(await world.db.select().from(mailRequests)).toHaveLength(3)
})
