import { describe, expect, test } from 'vitest'
import { members, organizations, trusts } from '../../src/organizations/table.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { draftsIn, openForm, revisionsIn, role } from './given.ts'
import { memberOf } from './members.ts'

describe('somebody signed in', () => {
  test('submits: it waits for a moderator with what was typed, and the draft is gone', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const form = await openForm(world, member)
    const answer = await member.post('/opportunities/new', { ...form, ...role, organization, action: 'submit' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/opportunities/${form.id}/posted`])
    expect(await revisionsIn(world)).toMatchObject([
      {
        opportunityId: form.id,
        organizationId: organization,
        authorId: member.id,
        content: {
          title: role.title,
          bodyHtml: '<p>Lead <strong>one</strong> discussion a week.</p>',
          commitment: { hoursMin: 3 },
        },
        typed: { title: role.title, commitment: '3 hours a month', organization },
      },
    ])
    expect(await draftsIn(world)).toEqual([])
    expect(await (await member.get(`/opportunities/${form.id}/posted`)).text()).toContain('waits for a moderator')
    expect((await world.get(`/opportunities/${form.id}`)).status).toBe(404)
  })

  test('presses twice, one after the other and at once: it is submitted once', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const form = await openForm(world, member)
    const press = () => member.post('/opportunities/new', { ...form, ...role, organization, action: 'submit' })
    const at = `/opportunities/${form.id}/posted`
    const answers = await Promise.all([press(), press(), press()])
    answers.push(await press())
    expect(answers.map((answer) => [answer.status, answer.headers.get('location')])).toEqual(Array(4).fill([303, at]))
    expect(await revisionsIn(world)).toHaveLength(1)
  })

  test('names an organization that is new, and owns it; a known one is taken', async () => {
    const world = await createWorld()
    const person = await signIn(world, 'new@lantern.test')
    const named = { organization: 'other', organizationName: 'Lantern', organizationWebsite: 'lantern.test' }
    await person.post('/opportunities/new', { ...(await openForm(world, person)), ...role, ...named, action: 'submit' })
    const [made] = await world.db.select().from(organizations)
    expect(made).toMatchObject({ name: 'Lantern', website: 'https://lantern.test/' })
    expect(await world.db.select().from(members)).toMatchObject([{ personId: person.id, role: 'owner' }])
    const other = await signIn(world, 'other@example.test')
    await other.post('/opportunities/new', {
      ...(await openForm(world, other)),
      ...role,
      organizationName: 'LANTERN',
      action: 'submit',
    })
    expect((await revisionsIn(world)).map(({ organizationId }) => organizationId)).toEqual([made?.id, made?.id])
    expect(await world.db.select().from(members)).toHaveLength(1)
  })

  test('is told each wrong field beside it, with what was typed kept and a summary that takes focus', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const wrong = {
      ...role,
      organization,
      title: '',
      commitment: 'lots & lots',
      places: 'Gondor',
      closesOn: '2026-02-31',
      applyUrl: 'http://10.0.0.1/',
    }
    const answer = await member.post('/opportunities/new', {
      ...(await openForm(world, member)),
      ...wrong,
      action: 'submit',
    })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    for (const field of ['title', 'commitment', 'places', 'closesOn', 'applyUrl'])
      expect(html).toMatch(
        new RegExp(`id="${field}"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*${field}-error`),
      )
    expect(html).toMatch(/<section class="summary" tabindex="-1" autofocus/)
    for (const kept of ['lots &amp; lots', 'Gondor', '2026-02-31', 'http://10.0.0.1/']) expect(html).toContain(kept)
    expect(html).toContain('public web')
    expect([await draftsIn(world), await revisionsIn(world)]).toEqual([[], []])
  })

  test.each(['role', 'status', 'organizationId', 'publishedAt', 'verifiedOn'])('cannot send %s along', async (name) => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const answer = await member.post('/opportunities/new', {
      ...(await openForm(world, member)),
      ...role,
      organization,
      action: 'submit',
      [name]: 'x',
    })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(`<b>${name}</b>`)
    expect(await revisionsIn(world)).toEqual([])
  })

  test('cannot post as a member of an organization that is not theirs', async () => {
    const world = await createWorld()
    const foreign = await organizationCalled(world, 'Foreign')
    const person = await signIn(world, 'a@example.test')
    const answer = await person.post('/opportunities/new', {
      ...(await openForm(world, person)),
      ...role,
      organization: foreign,
      action: 'submit',
    })
    expect(answer.status).toBe(422)
    expect(await revisionsIn(world)).toEqual([])
  })

  test('posts for a trusted organization at once', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    await world.db.insert(trusts).values({ organizationId: organization, trustedBy: 'test', trustedAt: 0 })
    const form = await openForm(world, member)
    await member.post('/opportunities/new', { ...form, ...role, organization, action: 'submit' })
    expect((await world.get(`/opportunities/${form.id}`)).status).toBe(200)
    expect(await (await member.get(`/opportunities/${form.id}/posted`)).text()).toContain('It is public')
  })
})

describe('the preview', () => {
  test('shows what readers will see, goes back to the form without losing anything, and writes nothing', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const form = await openForm(world, member)
    const typed = {
      ...role,
      organization,
      commitment: 'June to August full-time',
      places: 'Lyon, France',
      must: 'Facilitation',
    }
    const html = await (await member.post('/opportunities/new', { ...form, ...typed, action: 'preview' })).text()
    for (const shown of [
      `<h1>${role.title}</h1>`,
      'Northlight Institute',
      'Lyon, France',
      '<strong>one</strong>',
      'full-time',
      '0.25',
      '40 h a week · Jun–Aug',
      'northlight.test',
    ])
      expect(html).toContain(shown)
    for (const [name, value] of Object.entries(typed))
      expect(html).toContain(`<input type="hidden" name="${name}" value="${value}"`)
    expect([await draftsIn(world), await revisionsIn(world)]).toEqual([[], []])
    const again = await (await member.post('/opportunities/new', { ...form, ...typed, action: 'edit' })).text()
    expect(again).toContain('value="June to August full-time"')
  })

  test('how the time is understood comes alone too, escaped', async () => {
    const world = await createWorld()
    const ask = async (commitment: string) =>
      (await world.get(`/opportunities/new/time?${new URLSearchParams({ commitment })}`)).text()
    expect(await ask('one day a week')).toMatch(/fractional<\/b> · <span class="num">0.2</)
    expect(await ask('<script>')).toContain('&lt;script>')
    expect(await ask('1'.repeat(12_000))).toContain('at most 200 signs')
  })
})
