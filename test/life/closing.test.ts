import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { DAY, endOfDay, HOUR } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { closures } from '../../src/opportunities/table.ts'
import { nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { memberOf, newMails, office, rowOf } from './given.ts'

test('closing keeps the two answers, is public at once, and can be taken back', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Research fellow' })
  const member = await memberOf(world)
  expect(await (await member.get(`/opportunities/${id}/closure`)).text()).toContain('Two questions, if you like')
  const answer = await member.post(`/opportunities/${id}/closure`, {
    reason: 'filled',
    filledThrough: 'us',
    applicants: '41',
  })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${office}?done=closed`])
  expect(await world.db.select().from(closures)).toMatchObject([
    { opportunityId: id, reason: 'filled', filledThrough: 'us', applicants: 41, closedBy: member.id },
  ])
  expect((await member.get(`/opportunities/${id}`)).status).toBe(410)
  expect(await (await member.get(`/opportunities/${id}/closure`)).text()).toContain('closed already')

  await subscribed(world)
  const reopened = await member.post(`/opportunities/${id}/reopening`, { closesOn: '2026-05-01' })
  expect(reopened.headers.get('location')).toBe(`${office}?done=reopened`)
  expect(await rowOf(world, id)).toMatchObject({ reopened: 1, closesOn: '2026-05-01' })
  await tick(world, await nextDueAt(world))
  expect(newMails(world).map(({ subject }) => subject)).toEqual(['Research fellow at Northlight Institute'])
})

test.each([
  [
    'not filled',
    { reason: 'withdrawn', filledThrough: 'nobody', applicants: '' },
    { reason: 'withdrawn', filledThrough: null, applicants: null },
  ],
  ['no answers', { reason: 'filled' }, { reason: 'filled', filledThrough: null, applicants: null }],
  [
    'elsewhere',
    { reason: 'filled', filledThrough: 'elsewhere', applicants: ' 0 ' },
    { filledThrough: 'elsewhere', applicants: 0 },
  ],
])('both questions may stay open: %s', async (_, form, kept) => {
  const world = await createWorld()
  const id = await publish(world)
  const member = await memberOf(world)
  expect((await member.post(`/opportunities/${id}/closure`, form)).status).toBe(303)
  expect(await world.db.select().from(closures)).toMatchObject([kept])
})

test.each([
  [{ reason: 'expired' }, 'reason'],
  [{ reason: 'filled', applicants: 'many' }, 'applicants'],
  [{ reason: 'filled', applicants: '-3' }, 'applicants'],
  [{ reason: 'filled', filledThrough: 'nobody' }, 'filledThrough'],
  [{ reason: 'withdrawn', filledThrough: 'us', applicants: '7' }, 'filledThrough'],
])(
  'a closing that does not fit is said beside its field, and kept: %j',
  async (form: Record<string, string>, field) => {
    const world = await createWorld()
    const id = await publish(world)
    const member = await memberOf(world)
    const answer = await member.post(`/opportunities/${id}/closure`, form)
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain(`id="${field}-error"`)
    if (form.applicants) expect(html).toContain(`value="${form.applicants}"`)
    expect(await world.db.select().from(closures)).toEqual([])
  },
)

test('others are refused and nothing is written; what is not there answers 404', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const stranger = await signIn(world, 'other@elsewhere.test', {
    organizations: { [await organizationCalled(world, 'Elsewhere')]: 'owner' },
  })
  for (const page of ['closure', 'reopening']) {
    expect((await stranger.get(`/opportunities/${id}/${page}`)).status).toBe(403)
    expect((await stranger.post(`/opportunities/${id}/${page}`, { reason: 'filled', closesOn: '' })).status).toBe(403)
    expect((await stranger.get(`/opportunities/opp_none/${page}`)).status).toBe(404)
    expect((await world.get(`/opportunities/${id}/${page}`)).headers.get('location')).toContain('/sign-in?next=')
    expect((await world.post(`/opportunities/${id}/${page}`, { reason: 'filled' })).status).toBe(401)
  }
  const before = await world.db.select().from(events)
  const moderator = await signIn(world, 'm@onward.test', { role: 'moderator' })
  expect((await moderator.post(`/opportunities/${id}/reopening`, { closesOn: '' })).status).toBe(403)
  expect(await world.db.select().from(closures)).toEqual([])
  expect(before.filter(({ name }) => name.startsWith('opportunity.'))).toEqual([])
  // A moderator closes, but opens nothing for others.
  expect((await moderator.post(`/opportunities/${id}/closure`, { reason: 'withdrawn' })).status).toBe(303)
})

test('extending moves the deadline and reopens nothing; after it has passed it does', async () => {
  const world = await createWorld()
  const id = await publish(world, { closesOn: '2026-03-10', zone: 'Europe/Paris' })
  const member = await memberOf(world)
  expect(await (await member.get(`/opportunities/${id}/reopening`)).text()).toContain('value="2026-03-10"')
  const extended = await member.post(`/opportunities/${id}/reopening`, { closesOn: '2026-03-20' })
  expect(extended.headers.get('location')).toBe(`${office}?done=extended`)
  expect(await rowOf(world, id)).toMatchObject({
    ...{
      closesOn: '2026-03-20',
      closesAt: endOfDay('2026-03-20', 'Europe/Paris'),
      reopened: 0,
      verifiedOn: '2026-03-02',
    },
  })
  await subscribed(world)
  world.now = endOfDay('2026-03-20', 'Europe/Paris')
  expect((await member.get(`/opportunities/${id}`)).status).toBe(410)
  expect((await member.post(`/opportunities/${id}/reopening`, { closesOn: '2026-04-20' })).status).toBe(303)
  expect(await rowOf(world, id)).toMatchObject({ reopened: 1, closesOn: '2026-04-20' })
  expect((await member.get(`/opportunities/${id}`)).status).toBe(200)
  // Known to the reader before it expired, it is news again.
  await tick(world, world.now + 7 * DAY)
  const digests = newMails(world).filter(({ to }) => to === 'reader@example.test')
  expect(digests).toHaveLength(1)
  expect(digests[0]?.text).toContain('open again')
})

test.each(['2026-03-01', '2026-02-31', 'soon'])(
  'the deadline %s is refused beside its field and kept',
  async (closesOn) => {
    const world = await createWorld()
    for (const fields of [{ closesOn: '2026-03-10' }, { closesOn: '2026-02-20' }]) {
      const id = await publish(world, fields)
      const member = await memberOf(world, `${fields.closesOn}@northlight.test`)
      const before = await rowOf(world, id)
      const answer = await member.post(`/opportunities/${id}/reopening`, { closesOn })
      const html = await answer.text()
      expect(answer.status).toBe(422)
      expect(html).toContain('id="closesOn-error"')
      expect(html).toContain(`value="${closesOn}"`)
      expect(await rowOf(world, id)).toEqual(before)
    }
  },
)

const zones = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Africa/Cairo',
  'Pacific/Apia',
  'Etc/GMT+12',
]
/** Days around the clock changes of 2026 in these zones. */
const days = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-04-24',
  '2026-10-04',
  '2026-10-25',
  '2026-10-30',
  '2026-11-01',
  '2026-07-14',
]

test('it is open until the last instant of its day in its zone, across clock changes', async () => {
  const world = await createWorld()
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...zones), fc.constantFrom(...days), async (zone, closesOn) => {
      world.now = Date.parse('2026-03-02T12:00:00Z')
      const end = Temporal.PlainDate.from(closesOn).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
      const id = await publish(world, { closesOn, zone })
      // A request moves the clock by two seconds.
      world.now = end - 4_000
      expect((await world.get(`/opportunities/${id}`)).status).toBe(200)
      world.now = end - 2_000
      expect((await world.get(`/opportunities/${id}`)).status).toBe(410)
    }),
    { numRuns: 63 },
  )
})

test('a session of hours is not what closes: nothing is written when a deadline passes', async () => {
  const world = await createWorld()
  const id = await publish(world, { closesOn: '2026-03-10' })
  const before = await rowOf(world, id)
  await tick(world, world.now + 20 * DAY + HOUR)
  expect(await rowOf(world, id)).toEqual(before)
  expect(await world.db.select().from(closures)).toEqual([])
})
