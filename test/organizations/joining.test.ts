import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { merges, organizations, removedMembers } from '../../src/organizations/table.ts'
import { people } from '../../src/people/table.ts'
import { linkIn, publish } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { added, domainOfBadge, eventsOf, moderator, rolesIn } from './seen.ts'

const way = (id: string) => `/organizations/${id}/membership`

test('a mailbox at the domain of the site lets in: the first as owner, later ones as members', async () => {
  const world = await createWorld()
  const id = await organizationCalled(world, 'Lantern', 'https://www.lantern.test')
  const [ada, ben] = [await signIn(world, 'Ada@Lantern.test'), await signIn(world, 'ben@lantern.test')]
  expect(await (await world.get(`/organizations/${id}`)).text()).toContain(`href="${way(id)}"`)
  expect(await (await ada.get(way(id))).text()).toContain('Become its owner')
  const answer = await ada.post(way(id))
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/organizations/${id}/office?done=joined`])
  expect(await (await ben.get(way(id))).text()).toContain('Become a member')
  expect((await ben.post(way(id))).status).toBe(303)
  expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`, `${ben.id} member`])
  expect(await eventsOf(world, id)).toEqual(['organization.joined', 'organization.verified', 'organization.joined'])
  expect(await (await ben.get(way(id))).text()).toContain('To its office')
  // Pressing again changes nothing.
  expect((await ada.post(way(id))).status).toBe(303)
  expect(await rolesIn(world, id)).toHaveLength(2)
})

test('of two who press at once one is the owner', async () => {
  const world = await createWorld()
  const id = await organizationCalled(world, 'Lantern', 'https://lantern.test')
  const all = [await signIn(world, 'ada@lantern.test'), await signIn(world, 'ben@lantern.test')]
  await Promise.all(all.map((one) => one.post(way(id))))
  expect((await rolesIn(world, id)).map((text) => text.split(' ')[1]).sort()).toEqual(['member', 'owner'])
})

test.each([
  ['https://lantern.test', 'ada@mail.lantern.test'],
  ['https://lantern.test', 'ada@lantern.test.example.test'],
  ['https://jobs.lantern.test', 'ada@lantern.test'],
  ['https://gmail.com', 'ada@gmail.com'],
  ['https://lantern.github.io', 'ada@lantern.github.io'],
  [null, 'ada@lantern.test'],
])('with the site %s, %s is told what is needed, and nothing is written', async (website, email) => {
  const world = await createWorld()
  const id = await organizationCalled(world, 'Lantern', website)
  const ada = await signIn(world, email)
  expect(await (await ada.get(way(id))).text()).toContain('to the moderators of this board')
  const answer = await ada.post(way(id))
  expect(answer.status).toBe(403)
  const html = await answer.text()
  expect(html).toContain('does not let you in')
  expect(html).toContain('to the moderators of this board')
  expect(html).not.toContain(email)
  expect(await rolesIn(world, id)).toEqual([])
  expect(await eventsOf(world, id)).toEqual([])
})

test('a mailbox that was not proven does not count, and no one comes in without signing in', async () => {
  const world = await createWorld()
  const id = await organizationCalled(world, 'Lantern', 'https://lantern.test')
  expect((await world.post(way(id), {})).status).toBe(401)
  expect((await world.get(way(id))).headers.get('location')).toContain('/sign-in?next=')
  const ada = await signIn(world, 'ada@lantern.test')
  await world.db.update(people).set({ provenAt: null }).where(eq(people.id, ada.id))
  expect((await ada.post(way(id))).status).toBe(403)
  expect((await ada.get(way('org_none'))).status).toBe(404)
  expect((await ada.post(way('org_none'))).status).toBe(404)
  expect(await rolesIn(world, id)).toEqual([])
})

test('the address of a merged one lets into the one it went into', async () => {
  const world = await createWorld()
  const id = await organizationCalled(world, 'Lantern', 'https://lantern.test')
  await world.db.insert(merges).values({ organizationId: 'org_old', intoId: id, mergedBy: 'x', mergedAt: 0 })
  const ada = await signIn(world, 'ada@lantern.test')
  expect((await ada.post(way('org_old'))).headers.get('location')).toBe(`/organizations/${id}/office?done=joined`)
  expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`])
})

test('the badge comes with a proven mailbox, and is shown where readers look', async () => {
  const world = await createWorld()
  const opportunity = await publish(world, { title: 'Open one' })
  await world.db.update(organizations).set({ website: 'https://www.northlight.test' })
  const shown = async () => {
    const pages = ['/organizations', '/organizations/org_northlight', `/opportunities/${opportunity}`]
    const texts = await Promise.all(pages.map(async (path) => (await world.get(path)).text()))
    return texts.map((html) => html.includes('verified domain'))
  }
  const inApi = async (path: string) => JSON.stringify(await (await world.get(`/api/v1/organizations${path}`)).json())
  expect(await shown()).toEqual([false, false, false])
  expect(await inApi('/org_northlight')).toContain('"verifiedDomain":null')
  const ada = await signIn(world, 'ada@northlight.test')
  await ada.post(way('org_northlight'))
  expect(await domainOfBadge(world, 'org_northlight')).toBe('northlight.test')
  world.now += 2_000
  expect(await shown()).toEqual([true, true, true])
  expect(await inApi('/org_northlight')).toContain('"verifiedDomain":"northlight.test"')
  expect(await inApi('')).toContain('"verifiedDomain":"northlight.test"')
})

test('the badge goes with the site or with the last who qualifies, and comes back', async () => {
  const world = await createWorld()
  const ada = await signIn(world, 'ada@lantern.test')
  const id = await added(ada, 'Lantern', { website: 'https://lantern.test' })
  expect(await domainOfBadge(world, id)).toBe('lantern.test')
  const edit = (website: string) => ada.post(`/organizations/${id}/office`, { name: 'Lantern', website })
  await edit('https://www.lantern.test/other/page')
  expect(await domainOfBadge(world, id)).toBe('lantern.test')
  await edit('https://elsewhere.test')
  expect(await domainOfBadge(world, id)).toBe(null)
  await edit('https://lantern.test')
  const ben = await signIn(world, 'ben@lantern.test')
  await ben.post(way(id))
  const cy = await signIn(world, 'cy@example.test', { organizations: { [id]: 'owner' } })
  // Somebody else qualifies still.
  await cy.post(`/organizations/${id}/members/${ada.id}/removal`)
  expect(await domainOfBadge(world, id)).toBe('lantern.test')
  await ben.post(`/organizations/${id}/members/${ben.id}/removal`)
  expect(await domainOfBadge(world, id)).toBe(null)
  expect(await rolesIn(world, id)).toEqual([`${cy.id} owner`])
  expect(await eventsOf(world, id)).toContain('organization.verification ended')
})

test.each(['https://www.university.test/institute', 'https://university.test/?unit=7'])(
  'where the site is a page of something bigger (%s), nobody becomes its owner by mailbox',
  async (website) => {
    const world = await createWorld()
    const id = await organizationCalled(world, 'Institute', website)
    const [ada, ben] = [await signIn(world, 'ada@university.test'), await signIn(world, 'ben@university.test')]
    const html = await (await ada.get(way(id))).text()
    expect(html).toContain('Become a member')
    expect(html).toContain('To become its owner, write to the moderators')
    for (const one of [ada, ben]) expect((await one.post(way(id))).status).toBe(303)
    expect(await rolesIn(world, id)).toEqual([`${ada.id} member`, `${ben.id} member`])
    expect(await (await ada.get(`/organizations/${id}/office`)).text()).toContain('Nobody owns it yet')
    const staff = await moderator(world)
    await staff.post(`/organizations/${id}/members/${ada.id}/role`, { role: 'owner' })
    expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`, `${ben.id} member`])
  },
)

test('who was removed does not come back by mailbox, only by a new invitation', async () => {
  const world = await createWorld()
  const ada = await signIn(world, 'ada@lantern.test')
  const id = await added(ada, 'Lantern', { website: 'https://lantern.test' })
  const invite = async () => {
    await ada.post(`/organizations/${id}/invitations`, { email: 'ben@lantern.test' })
    await world.drain()
    return linkIn(world.mails.pop()?.text ?? '', 'invitations/')
  }
  const before = await invite()
  const ben = await signIn(world, 'ben@lantern.test')
  await ben.post(way(id))
  await ada.post(`/organizations/${id}/members/${ben.id}/removal`)
  expect(await world.db.select().from(removedMembers)).toMatchObject([{ personId: ben.id, removedBy: ada.id }])
  expect((await ben.post(way(id))).status).toBe(403)
  expect(await (await ben.get(way(id))).text()).toContain('Your membership was ended')
  // An invitation from before opens nothing either.
  expect((await ben.post(before, { answer: 'accepted' })).status).toBe(404)
  expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`])
  expect((await ben.post(await invite(), { answer: 'accepted' })).status).toBe(303)
  expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`, `${ben.id} member`])
  expect(await world.db.select().from(removedMembers)).toEqual([])
  // Who leaves by themselves may come back.
  await ben.post(`/organizations/${id}/members/${ben.id}/removal`)
  expect(await world.db.select().from(removedMembers)).toEqual([])
  expect((await ben.post(way(id))).status).toBe(303)
})
