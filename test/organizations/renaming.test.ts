import { describe, expect, test } from 'vitest'
import { renamings, trusts } from '../../src/organizations/table.ts'
import { publish } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { added, approve, domainOfBadge, eventsOf, moderator, organizationOf } from './seen.ts'

const ID = 'org_northlight'
const office = (id: string) => `/organizations/${id}/office`
const page = `/organizations/${ID}/moderation`
const trusted = async (world: World) => (await world.db.select().from(trusts)).length > 0

/** A trusted organization that readers know, its owner, a member of it and a moderator. */
async function given() {
  const world = await createWorld()
  await publish(world, { title: 'Open one' })
  const staff = await moderator(world)
  const ada = await signIn(world, 'ada@northlight.test', { organizations: { [ID]: 'owner' } })
  const ben = await signIn(world, 'ben@northlight.test', { organizations: { [ID]: 'member' } })
  await ada.post(office(ID), { name: 'Northlight Institute', website: 'https://northlight.test' })
  await staff.post(page, { change: 'trust', reason: 'Known' })
  return { world, staff, ada, ben }
}

describe('name and website', () => {
  test.each([
    [{ name: 'OpenNorth' }],
    [{ website: 'https://evil.test' }],
    [{ name: 'Northlight Institute', website: 'https://evil.test', about: 'Mine' }],
  ])('a member who sends %j changes nothing', async (typed: Record<string, string>) => {
    const { world, ben } = await given()
    const before = await organizationOf(world, ID)
    expect((await ben.post(office(ID), typed)).status).toBe(403)
    expect(await organizationOf(world, ID)).toEqual(before)
    expect([await trusted(world), await domainOfBadge(world, ID)]).toEqual([true, 'northlight.test'])
    const evil = await signIn(world, 'eve@evil.test')
    expect((await evil.post(`/organizations/${ID}/membership`)).status).toBe(403)
  })

  test('a member edits the rest, and trust and badge stay', async () => {
    const { world, ben } = await given()
    expect((await ben.post(office(ID), { about: 'Ours', countries: 'Kenya', foundedOn: '2018' })).status).toBe(303)
    expect(await organizationOf(world, ID)).toMatchObject({
      name: 'Northlight Institute',
      website: 'https://northlight.test/',
      aboutMarkdown: 'Ours',
      countries: ['KE'],
      foundedOn: '2018',
    })
    expect([await trusted(world), await domainOfBadge(world, ID)]).toEqual([true, 'northlight.test'])
    const wrong = await ben.post(office(ID), { about: 'Kept', countries: 'Atlantis' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('>Kept</textarea>')
  })

  test('a site elsewhere ends trust and badge, and says so in the record; another page of it does not', async () => {
    const { world, ada } = await given()
    const edit = (website: string) => ada.post(office(ID), { name: 'Northlight Institute', website })
    await edit('https://www.northlight.test/about')
    expect([await trusted(world), await domainOfBadge(world, ID)]).toEqual([true, 'northlight.test'])
    await edit('https://elsewhere.test')
    expect([await trusted(world), await domainOfBadge(world, ID)]).toEqual([false, null])
    expect((await eventsOf(world, ID)).slice(-3)).toEqual([
      'organization.edited',
      'organization.trust ended',
      'organization.verification ended',
    ])
  })

  test('on a host that many share, another page is another site', async () => {
    const { world, ada, staff } = await given()
    const edit = (website: string) => ada.post(office(ID), { name: 'Northlight Institute', website })
    await edit('https://sites.google.com/view/northlight')
    await staff.post(page, { change: 'trust', reason: 'Known' })
    await edit('https://sites.google.com/view/other')
    expect(await trusted(world)).toBe(false)
  })
})

describe('the name of one that readers know', () => {
  test('waits, with trust and badge as they are; approved, it is the name and both are gone', async () => {
    const { world, ada, staff } = await given()
    const asked = await ada.post(office(ID), { name: 'Meridian', website: 'https://northlight.test' })
    expect(asked.headers.get('location')).toBe(`${office(ID)}?done=asked`)
    expect(await organizationOf(world, ID)).toMatchObject({ name: 'Northlight Institute' })
    expect([await trusted(world), await domainOfBadge(world, ID)]).toEqual([true, 'northlight.test'])
    expect(await (await ada.get(office(ID))).text()).toContain('“Meridian” waits for a moderator')
    expect(await (await staff.get(page)).text()).toContain('<b>Meridian</b>')
    const answer = await approve(world, staff, ID)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${page}?done=name-approved`])
    expect(await organizationOf(world, ID)).toMatchObject({ name: 'Meridian', nameKey: 'meridian' })
    expect([await trusted(world), await domainOfBadge(world, ID)]).toEqual([false, null])
    expect(await world.db.select().from(renamings)).toEqual([])
    expect((await eventsOf(world, ID)).slice(-4).sort()).toEqual([
      'organization.name asked',
      'organization.renamed',
      'organization.trust ended',
      'organization.verification ended',
    ])
    expect(await (await world.get('/?q=meridian')).text()).toContain('Open one')
  })

  test('refused, all stays as it was', async () => {
    const { world, ada, staff } = await given()
    await ada.post(office(ID), { name: 'Meridian', website: 'https://northlight.test' })
    expect((await approve(world, staff, ID, 'refused')).status).toBe(303)
    expect(await organizationOf(world, ID)).toMatchObject({ name: 'Northlight Institute' })
    expect([await trusted(world), await domainOfBadge(world, ID)]).toEqual([true, 'northlight.test'])
    expect((await eventsOf(world, ID)).at(-1)).toBe('organization.name refused')
  })

  test('what is approved is what was read: another name asked for meanwhile is not', async () => {
    const { world, ada, staff } = await given()
    const ask = (name: string) => ada.post(office(ID), { name, website: 'https://northlight.test' })
    await ask('Meridian')
    const [read] = await world.db.select().from(renamings)
    await ask('OpenNorth')
    const fields = { answer: 'approved', askedAt: String(read?.askedAt) }
    const late = await staff.post(`/organizations/${ID}/renaming`, fields)
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('another is asked for by now')
    expect(await organizationOf(world, ID)).toMatchObject({ name: 'Northlight Institute' })
    expect(await world.db.select().from(renamings)).toMatchObject([{ name: 'OpenNorth', askedBy: ada.id }])
    expect(await trusted(world)).toBe(true)
  })

  test('a name taken meanwhile is told to the moderator, and nothing is written', async () => {
    const { world, ada, staff } = await given()
    await ada.post(office(ID), { name: 'Meridian', website: 'https://northlight.test' })
    await organizationCalled(world, 'Meridian')
    const answer = await approve(world, staff, ID)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('There is an organization with this name')
    expect(await trusted(world)).toBe(true)
    expect(await world.db.select().from(renamings)).toHaveLength(1)
  })

  test('only moderators answer, and only approve or refuse', async () => {
    const { world, ada, staff } = await given()
    await ada.post(office(ID), { name: 'Meridian', website: 'https://northlight.test' })
    expect((await approve(world, ada, ID)).status).toBe(404)
    expect((await ada.post(`/organizations/${ID}/name`, { name: 'Meridian' })).status).toBe(404)
    expect((await approve(world, staff, ID, 'perhaps')).status).toBe(422)
    expect(await organizationOf(world, ID)).toMatchObject({ name: 'Northlight Institute' })
    expect(await world.db.select().from(renamings)).toHaveLength(1)
  })
})

test('one that nobody has read of is renamed at once, and loses trust and badge', async () => {
  const world = await createWorld()
  const [staff, ada] = [await moderator(world), await signIn(world, 'ada@lantern.test')]
  const website = 'https://lantern.test'
  const id = await added(ada, 'Lantern', { website })
  await staff.post(`/organizations/${id}/moderation`, { change: 'trust', reason: 'Known' })
  const answer = await ada.post(office(id), { name: 'Meridian', website })
  expect(answer.headers.get('location')).toBe(`${office(id)}?done=saved`)
  expect(await organizationOf(world, id)).toMatchObject({ name: 'Meridian', nameKey: 'meridian' })
  expect([await trusted(world), await domainOfBadge(world, id)]).toEqual([false, null])
  expect((await eventsOf(world, id)).slice(-3)).toEqual([
    'organization.renamed',
    'organization.trust ended',
    'organization.verification ended',
  ])
  // The mailbox still says what it said: looked at again, it gives the badge back.
  await ada.post(office(id), { name: 'Meridian', website })
  expect([await trusted(world), await domainOfBadge(world, id)]).toEqual([false, 'lantern.test'])
})

describe('a moderator renames', () => {
  const path = `/organizations/${ID}/name`
  test('at once, and answers what waits by it', async () => {
    const { world, ada, staff } = await given()
    await ada.post(office(ID), { name: 'OpenNorth', website: 'https://northlight.test' })
    const answer = await staff.post(path, { name: 'Meridian' })
    expect(answer.headers.get('location')).toBe(`${page}?done=renamed`)
    expect(await organizationOf(world, ID)).toMatchObject({ name: 'Meridian' })
    expect(await world.db.select().from(renamings)).toEqual([])
    expect(await trusted(world)).toBe(false)
  })

  test('a name that others have, or none, is refused beside the field and kept', async () => {
    const { world, staff } = await given()
    await organizationCalled(world, 'Meridian')
    for (const [name, words] of [
      ['MERIDIAN!', 'There is an organization with this name'],
      ['!?', 'Give a name'],
    ] as const) {
      const answer = await staff.post(path, { name })
      expect(answer.status).toBe(422)
      const html = await answer.text()
      expect(html).toContain(words)
      expect(html).toContain(`value="${name}"`)
    }
    expect(await organizationOf(world, ID)).toMatchObject({ name: 'Northlight Institute' })
    expect(await trusted(world)).toBe(true)
  })
})
