import { describe, expect, test } from 'vitest'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { draftsIn, type Fields, hiddenIn, openForm, revisionsIn, role } from './given.ts'
import { memberOf } from './members.ts'

describe('drafts', () => {
  test('are kept as typed, wrong or not, and open again', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const form = await openForm(world, member)
    const answer = await member.post('/opportunities/new', {
      ...form,
      title: 'Half',
      commitment: 'dunno',
      organization,
      action: 'draft',
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/opportunities/${form.id}/edit?done=saved`])
    expect(await draftsIn(world)).toMatchObject([
      { typed: { title: 'Half', commitment: 'dunno' }, version: 1, authorId: member.id, organizationId: organization },
    ])
    const html = await (await member.get(`/opportunities/${form.id}/edit`)).text()
    expect(html).toContain('value="Half"')
    expect(html).toContain('value="dunno"')
    expect(await (await member.get('/opportunities/drafts')).text()).toContain('Half')
  })

  test('are for their author and the members of the organization; for others there is none', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const colleague = await signIn(world, 'c@example.test', { organizations: { [organization]: 'member' } })
    const stranger = await signIn(world, 's@example.test')
    const moderator = await signIn(world, 'mod@example.test', { role: 'moderator' })
    const form = await openForm(world, member)
    await member.post('/opportunities/new', { ...form, ...role, organization, action: 'draft' })
    const statusFor = async (client: typeof member) => [
      (await client.get(`/opportunities/${form.id}/edit`)).status,
      (
        await client.post(`/opportunities/${form.id}/edit`, {
          ...form,
          version: '1',
          ...role,
          title: 'Taken',
          action: 'draft',
        })
      ).status,
      (await client.post('/opportunities/new', { ...form, version: '1', ...role, title: 'Taken', action: 'draft' }))
        .status,
      (await client.post(`/opportunities/drafts/${form.id}/removal`)).status,
      (await client.get(`/opportunities/${form.id}/posted`)).status,
    ]
    expect(await statusFor(stranger)).toEqual([404, 404, 404, 404, 404])
    expect(await statusFor(moderator)).toEqual([404, 404, 404, 404, 404])
    expect(await draftsIn(world)).toMatchObject([{ typed: { title: role.title }, version: 1 }])
    expect((await colleague.get(`/opportunities/${form.id}/edit`)).status).toBe(200)
    expect(await (await stranger.get('/opportunities/drafts')).text()).not.toContain(role.title)
    expect((await world.get(`/opportunities/${form.id}/edit`)).headers.get('location')).toContain('/sign-in')
  })

  test('are saved while typing: JSON answers the version, a newer one is told', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const form = await openForm(world, member)
    const save = (fields: Fields) =>
      member.request('/opportunities/new', {
        method: 'POST',
        headers: { Origin: 'http://onward.test', Accept: 'application/json' },
        body: new URLSearchParams({ ...form, ...role, organization, action: 'draft', ...fields }),
      })
    expect(await (await save({})).json()).toEqual({ version: 1 })
    expect(await (await save({ version: '1', title: 'Two' })).json()).toEqual({ version: 2 })
    // The answer was lost and the same is sent again.
    expect(await (await save({ version: '1', title: 'Two' })).json()).toEqual({ version: 2 })
    expect((await save({ version: '1', title: 'Three' })).status).toBe(409)
    expect(await draftsIn(world)).toMatchObject([{ typed: { title: 'Two' } }])
  })

  test('two editors: the second sees what differs and decides', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const colleague = await signIn(world, 'c@example.test', { organizations: { [organization]: 'member' } })
    const form = await openForm(world, member)
    const path = `/opportunities/${form.id}/edit`
    await member.post('/opportunities/new', { ...form, ...role, organization, action: 'draft' })
    const [first, second] = [await openForm(world, member, path), await openForm(world, colleague, path)]
    await member.post(path, { ...first, ...role, organization, title: 'Mine', seats: '3', action: 'draft' })
    const answer = await colleague.post(path, { ...second, ...role, organization, title: 'Yours', action: 'draft' })
    expect(answer.status).toBe(409)
    const html = await answer.clone().text()
    expect(html).toContain('<th scope="row">Title</th><td>Yours</td><td>Mine</td>')
    expect(html).toContain('<th scope="row">Seats</th><td>—</td><td>3</td>')
    expect(html).not.toContain('<th scope="row">Description</th>')
    expect(html).toContain('value="Yours"')
    expect(html).toContain(`<form method="post" action="${path}"`)
    expect(await draftsIn(world)).toMatchObject([{ typed: { title: 'Mine' } }])
    await colleague.post(path, { ...(await hiddenIn(answer)), ...role, organization, title: 'Yours', action: 'draft' })
    expect(await draftsIn(world)).toMatchObject([{ typed: { title: 'Yours' }, version: 3 }])
  })

  test('an edit begun before another was submitted is told too', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const colleague = await signIn(world, 'c@example.test', { organizations: { [organization]: 'member' } })
    const form = await openForm(world, member)
    const path = `/opportunities/${form.id}/edit`
    await member.post('/opportunities/new', { ...form, ...role, organization, action: 'submit' })
    const [first, second] = [await openForm(world, member, path), await openForm(world, colleague, path)]
    await member.post(path, { ...first, ...role, title: 'Mine', action: 'submit' })
    expect((await colleague.post(path, { ...second, ...role, title: 'Yours', action: 'submit' })).status).toBe(409)
    expect(await revisionsIn(world)).toHaveLength(2)
  })

  test('are deleted by who may see them', async () => {
    const world = await createWorld()
    const { member } = await memberOf(world)
    const form = await openForm(world, member)
    await member.post('/opportunities/new', { ...form, ...role, action: 'draft' })
    await member.post(`/opportunities/drafts/${form.id}/removal`)
    expect(await draftsIn(world)).toEqual([])
  })
})
