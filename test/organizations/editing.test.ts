import { expect, test } from 'vitest'
import { organizations } from '../../src/organizations/table.ts'
import { publish } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { added, approve, eventsOf, moderator, organizationOf } from './seen.ts'

const office = (id: string) => `/organizations/${id}/office`

test('an owner changes what others read; the name of one that readers know waits, then the board follows', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Open one' })
  const ada = await signIn(world, 'ada@example.test', { organizations: { org_northlight: 'owner' } })
  const staff = await moderator(world)
  const typed = { name: 'Southlight', website: 'https://southlight.test', about: '**New**', countries: 'Kenya' }
  const answer = await ada.post(office('org_northlight'), typed)
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    '/organizations/org_northlight/office?done=asked',
  ])
  expect(await organizationOf(world, 'org_northlight')).toMatchObject({
    name: 'Northlight Institute',
    website: 'https://southlight.test/',
    aboutHtml: '<p><strong>New</strong></p>',
    aboutMarkdown: '**New**',
    countries: ['KE'],
  })
  expect(await (await ada.get(office('org_northlight'))).text()).toContain('“Southlight” waits for a moderator')
  expect(await (await world.get('/?q=southlight')).text()).not.toContain('Open one')
  expect((await approve(world, staff, 'org_northlight')).status).toBe(303)
  expect(await organizationOf(world, 'org_northlight')).toMatchObject({ name: 'Southlight', nameKey: 'southlight' })
  expect(await eventsOf(world, 'org_northlight')).toEqual([
    'organization.edited',
    'organization.name asked',
    'organization.renamed',
  ])
  expect(await (await world.get('/?q=southlight')).text()).toContain('Open one')
  expect(await (await ada.get(office('org_northlight'))).text()).toContain('>**New**</textarea>')
})

test('text that came from elsewhere stays as it is until somebody writes another', async () => {
  const world = await createWorld()
  const id = await organizationCalled(world, 'Lantern')
  const aboutHtml = '<p>One <a href="https://a.test">link</a></p><ul><li>Two</li></ul>'
  await world.db.update(organizations).set({ aboutHtml })
  const ada = await signIn(world, 'ada@example.test', { organizations: { [id]: 'member' } })
  const html = await (await ada.get(office(id))).text()
  // What owners change is only read by members.
  expect(html).not.toMatch(/name="(name|website)"/)
  expect(html).toContain('Owners change these two')
  expect(html).toContain('>One link\n\nTwo</textarea>')
  await ada.post(office(id), { about: 'One link\r\n\r\nTwo', countries: 'France' })
  expect(await organizationOf(world, id)).toMatchObject({ aboutHtml, aboutMarkdown: null, countries: ['FR'] })
  await ada.post(office(id), { about: 'Mine' })
  expect(await organizationOf(world, id)).toMatchObject({ aboutHtml: '<p>Mine</p>', aboutMarkdown: 'Mine' })
})

test('strangers find no office, moderators may look and not write, and nothing is written', async () => {
  const world = await createWorld()
  const owner = await signIn(world, 'ada@example.test')
  const id = await added(owner, 'Lantern')
  const before = await organizationOf(world, id)
  const stranger = await signIn(world, 'ben@example.test')
  const staff = await moderator(world)
  const typed = { name: 'Taken over' }
  expect((await stranger.get(office(id))).status).toBe(404)
  expect((await stranger.post(office(id), typed)).status).toBe(404)
  expect((await staff.get(office(id))).status).toBe(200)
  expect((await staff.post(office(id), typed)).status).toBe(403)
  expect((await world.post(office(id), typed)).status).toBe(401)
  expect(await organizationOf(world, id)).toEqual(before)
  const [foreign, missing] = [await stranger.get(office(id)), await stranger.get(office('org_none'))]
  expect(await foreign.text()).toBe(await missing.text())
})

test('a fault, and a name that others have, are said beside the field and lose nothing typed', async () => {
  const world = await createWorld()
  await publish(world)
  const ada = await signIn(world, 'ada@example.test')
  const id = await added(ada, 'Lantern')
  const before = await organizationOf(world, id)
  const faulty = await ada.post(office(id), { name: 'Lantern', website: 'no web', about: 'Typed' })
  expect(faulty.status).toBe(422)
  const html = await faulty.text()
  expect(html).toContain('id="website-error"')
  expect(html).toContain('value="no web"')
  expect(html).toContain('>Typed</textarea>')
  const taken = await ada.post(office(id), { name: 'Northlight Institute', about: 'Typed' })
  expect(taken.status).toBe(422)
  expect(await taken.text()).toContain('There is an organization with this name')
  const near = await ada.post(office(id), { name: 'Northlight Institut', about: 'Typed' })
  expect(near.status).toBe(422)
  expect(await near.text()).toContain('It is another one: save')
  expect(await organizationOf(world, id)).toEqual(before)
  expect((await ada.post(office(id), { name: 'Northlight Institut', another: 'yes' })).status).toBe(303)
  // Its own old name is near its new one, and no other.
  expect((await ada.post(office(id), { name: 'Northlight Institut', about: 'More' })).status).toBe(303)
})
