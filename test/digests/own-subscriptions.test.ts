import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { events } from '../../src/db/table.ts'
import { stillEntitled } from '../../src/digests/reaching.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { suppressions } from '../../src/mail/table.ts'
import { members } from '../../src/organizations/table.ts'
import { people } from '../../src/people/table.ts'
import { subscribed } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

const MAIL = '/me/subscriptions'
const rows = (world: World) => world.db.select().from(subscriptions)

/** Somebody in an organization and a group, and what they asked for. */
async function given() {
  const world = await createWorld()
  const subject = await organizationCalled(world, 'Quiet Harbour')
  const ada = await signIn(world, 'ada@example.test', { organizations: { [subject]: 'member' } })
  const times = { createdAt: 0 }
  await world.db.insert(groups).values({ id: 'grp_1', name: 'Lyon Group', nameKey: 'lyon group', ...times })
  await world.db.insert(groupMembers).values({ groupId: 'grp_1', personId: ada.id, role: 'member', addedAt: 0 })
  const text = async () => (await ada.get(MAIL)).text()
  const start = (kind: string, subject = '', zone = 'Asia/Kathmandu') => ada.post(MAIL, { kind, subject, zone })
  return { world, ada, subject, text, start }
}

test('one press starts each kind, without a mail to confirm; what is there now counts as known', async () => {
  const { world, ada, subject, start, text } = await given()
  const before = await text()
  for (const words of [
    'Your best new matches',
    'New people who fit what Quiet Harbour has open',
    'What is new in Lyon Group',
  ])
    expect(before).toContain(words)
  expect(before).toContain('Nothing so far')
  const mails = world.mails.length
  for (const [kind, of] of [['matches'], ['talent', subject], ['group', 'grp_1']] as const) {
    const answer = await start(kind, of)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${MAIL}?done=started`])
  }
  await world.drain()
  expect(world.mails).toHaveLength(mails)
  const [person] = await world.db.select().from(people)
  const common = {
    email: 'ada@example.test',
    emailKey: person?.emailKey,
    personId: ada.id,
    query: '',
    cadence: 'weekly',
    weekday: 1,
    hour: 8,
    zone: 'Asia/Kathmandu',
    nextPeriod: 'week 2026-03-09',
    knownVersion: expect.any(Number),
    confirmedAt: expect.any(Number),
    pausedUntil: null,
  }
  expect(await rows(world)).toMatchObject([
    { ...common, kind: 'matches', subjectId: null },
    { ...common, kind: 'talent', subjectId: subject },
    { ...common, kind: 'group', subjectId: 'grp_1' },
  ])
  const after = await text()
  expect(after).toContain('next on 9 Mar 2026 at 8:00')
  expect(after).not.toContain('What else you can have')
  expect(after).not.toContain('ada@example.test')
  expect(await world.db.select().from(events).where(eq(events.name, 'subscription.started'))).toHaveLength(3)
})

test('pressed many times it is one; ended, it can be had again', async () => {
  const { world, text, start } = await given()
  await Promise.all(Array.from({ length: 4 }, () => start('matches')))
  expect(await rows(world)).toHaveLength(1)
  const page = await text()
  const path = /action="(\/unsubscribe\/[^"]+)"/.exec(page)?.[1] ?? ''
  expect((await world.post(path, {})).status).toBe(200)
  expect(await text()).toContain('Nothing so far')
  await start('matches')
  expect((await rows(world)).map(({ endedAt }) => endedAt === null).sort()).toEqual([false, true])
})

test('searches of the same address stand beside them, each with its own link; those of others do not', async () => {
  const { world, text, start } = await given()
  await subscribed(world, 'ada@example.test', 'kind=fellowship')
  await subscribed(world, 'ada@example.test')
  await subscribed(world, 'other@example.test', 'kind=phd')
  await world.post('/subscribe', { email: 'ada@example.test', kind: 'training' })
  await start('matches')
  const page = await text()
  expect(page).toContain('Search: fellowship')
  expect(page).toContain('Search: everything new')
  expect(page).not.toMatch(/phd|training/i)
  const links = [...page.matchAll(/href="(\/subscriptions\/[^"?/]+)"/g)].map(([, path]) => path ?? '')
  expect(links).toHaveLength(3)
  const [first = '', , last = ''] = links
  expect(await (await world.get(first)).text()).toContain('fellowship')
  expect(await (await world.get(last)).text()).toContain('your best new matches')
})

describe('refused, and nothing is written:', () => {
  test('what one is no member of is as if it were not there', async () => {
    const { world, subject, start } = await given()
    const ben = await signIn(world, 'ben@example.test')
    for (const [kind, of] of [
      ['talent', subject],
      ['group', 'grp_1'],
      ['talent', 'org_none'],
      ['group', ''],
    ] as const)
      expect((await ben.post(MAIL, { kind, subject: of })).status, `${kind} ${of}`).toBe(404)
    expect((await start('matches', subject)).status).toBe(404)
    expect((await start('group', subject)).status).toBe(404)
    expect(await rows(world)).toEqual([])
  })

  test('nobody signed in', async () => {
    const { world } = await given()
    expect((await world.post(MAIL, { kind: 'matches' })).status).toBe(401)
    expect((await world.get(MAIL)).headers.get('location')).toContain('/sign-in')
    expect(await rows(world)).toEqual([])
  })

  test.each([{ kind: 'search' }, { kind: '' }, { kind: 'matches', email: 'x@example.test' }])('%o', async (body) => {
    const { world, ada } = await given()
    const answer = await ada.post(MAIL, body as Record<string, string>)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('Nothing was set up')
    expect(html).toContain('Your best new matches')
    expect(await rows(world)).toEqual([])
  })
})

test('a subscription of everything and the kinds of an account do not stand in each other’s way', async () => {
  const { world, start } = await given()
  await start('matches')
  await subscribed(world, 'ada@example.test')
  expect((await rows(world)).map(({ kind }) => kind)).toEqual(['matches', 'search'])
})

test('an address that refuses mail is told so', async () => {
  const { world, text } = await given()
  const [person] = await world.db.select().from(people)
  await world.db.insert(suppressions).values({ emailKey: person?.emailKey ?? '', reason: 'bounced', at: 0 })
  expect(await text()).toContain('No mail goes to this address since 1 Jan 1970: it sent our mail back.')
})

describe('who may still have it:', () => {
  const entitled = async (world: World) =>
    (await world.db.select({ kind: subscriptions.kind }).from(subscriptions).where(stillEntitled())).map(
      ({ kind }) => kind,
    )

  async function all() {
    const house = await given()
    for (const [kind, of] of [['matches'], ['talent', house.subject], ['group', 'grp_1']] as const)
      await house.start(kind, of)
    await subscribed(house.world, 'ada@example.test')
    expect(await entitled(house.world)).toEqual(['matches', 'talent', 'group', 'search'])
    return house
  }

  test('members, as long as they are', async () => {
    const { world, ada, subject, text } = await all()
    await world.db.delete(members).where(and(eq(members.organizationId, subject), eq(members.personId, ada.id)))
    expect(await entitled(world)).toEqual(['matches', 'group', 'search'])
    expect(await text()).toContain('Stopped: you are no longer in Quiet Harbour.')
    await world.db.delete(groupMembers)
    expect(await entitled(world)).toEqual(['matches', 'search'])
  })

  test('nobody who is suspended, nor for an organization that is', async () => {
    const { world, ada, subject } = await all()
    const suspended = { reason: '', suspendedBy: 'test', suspendedAt: 0 }
    await world.db.insert(suspensions).values({ subjectId: subject, ...suspended })
    expect(await entitled(world)).toEqual(['matches', 'group', 'search'])
    await world.db.insert(suspensions).values({ subjectId: ada.id, ...suspended })
    expect(await entitled(world)).toEqual(['search'])
  })

  test('nobody whose address is another now', async () => {
    const { world, ada } = await all()
    await world.db.update(people).set({ emailKey: 'another' }).where(eq(people.id, ada.id))
    expect(await entitled(world)).toEqual(['search'])
  })
})
