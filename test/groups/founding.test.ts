import { describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { eventsOf, founded, givenGroup, groupMember, groupOf, rolesInGroup } from './given.ts'

const full = { website: 'lantern.test', country: 'france', about: 'Two\r\nlines <b>here</b>' }

describe('founding a group', () => {
  test('who founds it owns it, and finds it on the account page', async () => {
    const world = await createWorld()
    const ada = await signIn(world, 'ada@example.test')
    const id = await founded(ada, '  Lantern\u202e  Unit ', full)
    expect(await groupOf(world, id)).toMatchObject({
      ...{ name: 'Lantern Unit', nameKey: 'lantern unit', website: 'https://lantern.test/', country: 'FR' },
      ...{ about: 'Two\nlines <b>here</b>', example: false },
    })
    expect(await rolesInGroup(world, id)).toEqual([`${ada.id} owner`])
    expect(await eventsOf(world, id)).toEqual(['group.founded'])
    expect(await (await ada.get('/me')).text()).toContain(`<a href="/groups/${id}">Lantern Unit</a>`)
    expect(await (await ada.get(`/groups/${id}?done=founded`)).text()).toContain('The group is here')
  })

  test('who is not signed in is led to the sign-in, and nothing is written', async () => {
    const world = await createWorld()
    expect((await world.get('/groups/new')).headers.get('location')).toBe('/sign-in?next=%2Fgroups%2Fnew')
    expect((await world.post('/groups/new', { name: 'Lantern' })).status).toBe(401)
    expect(await world.db.select().from(groups)).toEqual([])
  })

  test('each fault is said beside its field, and all that was typed stays', async () => {
    const world = await createWorld()
    const ada = await signIn(world, 'ada@example.test')
    const typed = { name: ' !? ', website: 'javascript:alert(1)', country: 'Atlantis', about: 'Kept <b>words</b>' }
    const answer = await ada.post('/groups/new', typed)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    for (const words of ['Give a name', 'Give a web address', 'no country called Atlantis'])
      expect(html.split(words).length, words).toBeGreaterThan(2)
    for (const kept of ['javascript:alert(1)', 'Atlantis', 'Kept &lt;b>words&lt;/b>']) expect(html).toContain(kept)
    const strange = await ada.post('/groups/new', { name: 'Lantern', role: 'admin' })
    expect(strange.status).toBe(422)
    expect(await world.db.select().from(groups)).toEqual([])
  })

  test('a name is one group’s, however it is written and whoever comes at once', async () => {
    const { world, ada, stranger } = await givenGroup()
    const again = await stranger.post('/groups/new', { name: 'LÁNTERN!' })
    expect([again.status, await again.text()]).toEqual([
      422,
      expect.stringContaining('There is a group with this name'),
    ])
    const racing = await Promise.all([ada, stranger, ada].map((one) => one.post('/groups/new', { name: 'Beacon' })))
    expect(racing.map(({ status }) => status).sort()).toEqual([303, 422, 422])
    expect(await world.db.select().from(groupMembers)).toHaveLength(2)
  })

  test('five a day are the most, settled by the write', async () => {
    const world = await createWorld()
    const ada = await signIn(world, 'ada@example.test')
    const answers = await Promise.all(
      Array.from({ length: 7 }, (_, i) => ada.post('/groups/new', { name: `Group ${i}` })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 303, 303, 303, 303, 429, 429])
    expect(await world.db.select().from(groups)).toHaveLength(5)
    world.now += DAY
    await founded(ada, 'Group 9')
  })
})

describe('the settings of a group', () => {
  test('an owner changes what it says', async () => {
    const { world, ada, id } = await givenGroup()
    const answer = await ada.post(`/groups/${id}/settings`, { ...full, name: 'Lantern Unit' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/groups/${id}/settings?done=saved`])
    expect(await groupOf(world, id)).toMatchObject({ name: 'Lantern Unit', nameKey: 'lantern unit', country: 'FR' })
    const html = await (await ada.get(`/groups/${id}/settings`)).text()
    for (const words of ['Lantern Unit', 'https://lantern.test', 'value="France"']) expect(html).toContain(words)
    expect(await eventsOf(world, id)).toEqual(['group.founded', 'group.edited'])
  })

  test('a member is refused, a stranger finds nothing, and nothing is written', async () => {
    const { world, id, stranger } = await givenGroup()
    const ben = await groupMember(world, id, 'ben@example.test')
    expect((await ben.post(`/groups/${id}/settings`, { name: 'Mine' })).status).toBe(403)
    expect((await stranger.post(`/groups/${id}/settings`, { name: 'Mine' })).status).toBe(404)
    expect(await groupOf(world, id)).toMatchObject({ name: 'Lantern' })
    expect(await (await ben.get(`/groups/${id}/settings`)).text()).toContain('Owners change this')
  })

  test('a name that another has is said beside it; what was typed stays', async () => {
    const { world, ada, id, stranger } = await givenGroup()
    await founded(stranger, 'Beacon')
    const answer = await ada.post(`/groups/${id}/settings`, { name: 'beacon', about: 'Kept' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('There is a group with this name')
    expect(html).toContain('>Kept</textarea>')
    expect(await groupOf(world, id)).toMatchObject({ name: 'Lantern', about: '' })
  })
})

describe('keys of a group', () => {
  const tokenIn = (html: string) => /onw_[\w-]{43}/.exec(html)?.[0] ?? ''

  test('a member makes one from the settings, where it is seen and revoked by its maker', async () => {
    const { world, ada, id } = await givenGroup()
    expect(await (await ada.get(`/groups/${id}/settings`)).text()).toContain(`/me/keys?subject=${id}`)
    expect(await (await ada.get(`/me/keys?subject=${id}`)).text()).toContain(`<option value="${id}" selected`)
    const token = tokenIn(await (await ada.post('/me/keys', { name: 'Sign-up form', subject: id })).text())
    const [key] = await world.db.all<{ id: string; scope: string; subject: string }>(
      'select id, scope, subject_id as subject from api_keys',
    )
    expect(key).toMatchObject({ scope: 'group', subject: id })
    const html = await (await ada.get(`/groups/${id}/settings`)).text()
    expect(html).toContain('Sign-up form')
    expect(html).not.toContain(token)
    expect(await (await ada.get('/me')).text()).toContain('for Lantern')
    expect((await ada.post(`/me/keys/${key?.id}/revocation`)).status).toBe(303)
    expect(await (await ada.get(`/groups/${id}/settings`)).text()).not.toContain('Sign-up form')
  })

  test('a stranger makes none', async () => {
    const { world, id, stranger } = await givenGroup()
    expect((await stranger.post('/me/keys', { name: 'Mine', subject: id })).status).toBe(404)
    expect(await world.db.all('select id from api_keys')).toEqual([])
  })

  test('without a name it is asked for again, for the same group', async () => {
    const { ada, id } = await givenGroup()
    const answer = await ada.post('/me/keys', { name: '', subject: id })
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining(`<option value="${id}" selected`),
    ])
  })
})
