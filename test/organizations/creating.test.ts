import { describe, expect, test } from 'vitest'
import { eventDetails } from '../../src/db/table.ts'
import { createOrganization, LooksAlike } from '../../src/organizations/creating.ts'
import { findLookAlikes } from '../../src/organizations/look-alikes.ts'
import { OrganizationForm } from '../../src/organizations/schema.ts'
import { members, organizations } from '../../src/organizations/table.ts'
import { publish } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { added, eventsOf, organizationOf, rolesIn } from './seen.ts'

const full = {
  name: '  Lantern   Field\u202e Lab ',
  website: 'lantern.test',
  about: 'We *light* the [way](https://lantern.test).\n\n<script>x()</script>',
  countries: 'France, kenya; US',
  foundedOn: '2018-04',
}

describe('adding an organization', () => {
  test('who adds it owns it, and its page says what was typed', async () => {
    const world = await createWorld()
    const ada = await signIn(world, 'ada@example.test')
    const id = await added(ada, full.name, full)
    expect(await organizationOf(world, id)).toMatchObject({
      name: 'Lantern Field Lab',
      nameKey: 'lantern field lab',
      website: 'https://lantern.test/',
      aboutMarkdown: full.about,
      countries: ['FR', 'KE', 'US'],
      foundedOn: '2018-04',
      aliases: [],
    })
    expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`])
    expect(await eventsOf(world, id)).toEqual(['organization.created'])
    const html = await (await world.get(`/organizations/${id}`)).text()
    expect(html).toContain('<em>light</em> the <a href="https://lantern.test" rel="ugc nofollow noopener">way</a>')
    expect(html).not.toContain('<script>x')
    expect(await (await ada.get(`/organizations/${id}/office?done=added`)).text()).toContain('The organization is here')
  })

  test('a name is enough', async () => {
    const world = await createWorld()
    const ada = await signIn(world, 'ada@example.test')
    const id = await added(ada, 'Quiet')
    expect(await organizationOf(world, id)).toMatchObject({
      website: null,
      aboutHtml: '',
      countries: [],
      foundedOn: null,
    })
  })

  test('who is not signed in is led to the sign-in and nothing is written', async () => {
    const world = await createWorld()
    const read = await world.get('/organizations/new')
    expect([read.status, read.headers.get('location')]).toEqual([303, '/sign-in?next=%2Forganizations%2Fnew'])
    expect((await world.post('/organizations/new', { name: 'Lantern' })).status).toBe(401)
    expect(await world.db.select().from(organizations)).toEqual([])
  })

  test('a key adds none', async () => {
    const world = await createWorld()
    const actor = { type: 'key', id: 'key_1', scope: 'person', subjectId: 'per_1', personId: 'per_1' } as const
    const adding = createOrganization(world.ctx({ actor }), OrganizationForm.parse({ name: 'Lantern' }))
    await expect(adding).rejects.toMatchObject({ status: 401 })
    expect(await world.db.select().from(organizations)).toEqual([])
  })

  test('each fault is said beside its field, and all that was typed stays', async () => {
    const world = await createWorld()
    const ada = await signIn(world, 'ada@example.test')
    const typed = {
      name: ' !? ',
      website: 'javascript:alert(1)',
      about: 'Kept <b>text</b>',
      countries: 'France, Atlantis',
      foundedOn: 'long ago',
    }
    const answer = await ada.post('/organizations/new', typed)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    for (const field of ['name', 'website', 'countries', 'foundedOn']) expect(html).toContain(`id="${field}-error"`)
    for (const words of [
      'Nothing was saved yet',
      'We know no country called Atlantis',
      'value="javascript:alert(1)"',
      'value="France, Atlantis"',
      'value="long ago"',
      'Kept &lt;b>text&lt;/b>',
    ])
      expect(html).toContain(words)
    expect(await world.db.select().from(organizations)).toEqual([])
  })

  test.each([
    ['role', 'owner'],
    ['id', 'org_x'],
    ['aliases', 'x'],
    ['example', '1'],
    ['another', 'perhaps'],
  ])('the field %s is refused', async (name, value) => {
    const world = await createWorld()
    const ada = await signIn(world, 'ada@example.test')
    expect((await ada.post('/organizations/new', { name: 'Lantern', [name]: value })).status).toBe(422)
    expect(await world.db.select().from(organizations)).toEqual([])
  })

  test('eleven a day are too many', async () => {
    const world = await createWorld()
    const ada = await signIn(world, 'ada@example.test')
    const names = 'Aspen Birch Cedar Dogwood Elmtree Firwood Ginkgo Hazelnut Ironbark Juniper'.split(' ')
    for (const name of names) await added(ada, name)
    expect((await ada.post('/organizations/new', { name: 'Katsura' })).status).toBe(429)
    expect(await world.db.select().from(organizations)).toHaveLength(10)
    // Whoever is no longer a member of what they added has added it all the same.
    await world.db.delete(members)
    expect((await ada.post('/organizations/new', { name: 'Katsura' })).status).toBe(429)
    const ben = await signIn(world, 'ben@example.test')
    await added(ben, 'Katsura')
    world.now += 25 * 60 * 60 * 1_000
    await added(ada, 'Linden')
  })
})

describe('names that look alike', () => {
  test('exactly the same one leads to the one that is there', async () => {
    const world = await createWorld()
    await publish(world)
    const ada = await signIn(world, 'ada@example.test')
    const typed = { name: 'NÖRTHLIGHT  institute!', about: 'Kept', another: 'yes' }
    const answer = await ada.post('/organizations/new', typed)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('There is an organization with this name')
    expect(html).toContain('href="/organizations/org_northlight-northlight-institute"')
    expect(html).not.toContain('name="another"')
    expect(html).toContain('>Kept</textarea>')
    expect(await world.db.select().from(organizations)).toHaveLength(1)
  })

  test('a near one needs a second press that says it is another, and moderators see it', async () => {
    const world = await createWorld()
    await publish(world)
    const ada = await signIn(world, 'ada@example.test')
    const typed = { name: 'Nоrthlight Institute' }
    const asked = await ada.post('/organizations/new', typed)
    expect(asked.status).toBe(422)
    const html = await asked.text()
    expect(html).toContain('Is it one of these?')
    expect(html).toContain('href="/organizations/org_northlight-northlight-institute"')
    expect(html).toContain('name="another" value="yes"')
    expect(await world.db.select().from(organizations)).toHaveLength(1)
    const id = await added(ada, typed.name, { another: 'yes' })
    expect(await findLookAlikes(world.db, id)).toMatchObject([{ id: 'org_northlight' }])
    expect(await findLookAlikes(world.db, 'org_northlight')).toMatchObject([{ id }])
    expect((await world.db.select().from(eventDetails)).map(({ detail }) => detail)).toEqual([
      'said to be another one than org_northlight',
    ])
  })

  test('another name of one, and its site, count too; a shared host does not', async () => {
    const world = await createWorld()
    await organizationCalled(world, 'Meridian Field Group', 'https://www.meridian.test/about')
    await world.db.update(organizations).set({ aliases: ['Compass Rose'] })
    await organizationCalled(world, 'Elsewhere', 'https://sites.google.com/view/elsewhere')
    const ada = await signIn(world, 'ada@example.test')
    const like = async (fields: Record<string, string>) => {
      const html = await (await ada.post('/organizations/new', { name: 'Wholly different', ...fields })).text()
      return html.includes('Is it one of these?')
    }
    expect(await like({ name: 'Compass Rose Foundation' })).toBe(true)
    expect(await like({ website: 'http://meridian.test' })).toBe(true)
    expect(await like({ website: 'https://sites.google.com/view/other' })).toBe(false)
  })

  test('two who add one name at once make one organization', async () => {
    const world = await createWorld()
    const [ada, ben] = [await signIn(world, 'ada@example.test'), await signIn(world, 'ben@example.test')]
    const answers = await Promise.all([ada, ben].map((one) => one.post('/organizations/new', { name: 'Lantern' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(await world.db.select().from(organizations)).toHaveLength(1)
    expect(await world.db.select().from(members)).toHaveLength(1)
  })

  test('the name taken in the meantime is said as any other', async () => {
    const world = await createWorld()
    const ada = await signIn(world, 'ada@example.test')
    const actor = { type: 'person', id: ada.id, example: false } as never
    const adding = [1, 2].map(() =>
      createOrganization(world.ctx({ actor }), OrganizationForm.parse({ name: 'Lantern' })),
    )
    const results = await Promise.allSettled(adding)
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find((result) => result.status === 'rejected')
    expect(lost?.reason).toBeInstanceOf(LooksAlike)
    expect(lost?.reason).toMatchObject({ isTaken: true, like: [{ name: 'Lantern' }] })
  })
})
