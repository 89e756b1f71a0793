import { describe, expect, test } from 'vitest'
import { sessions, suspensions } from '../../src/auth/table.ts'
import { events } from '../../src/db/table.ts'
import { dropUnconfirmed } from '../../src/opportunities/posting/asking.ts'
import { opportunities, revisions } from '../../src/opportunities/table.ts'
import { members, organizations, trusts } from '../../src/organizations/table.ts'
import { people } from '../../src/people/table.ts'
import { publish } from '../support/given.ts'
import { openClient, organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { draftsIn, type Fields, hiddenIn, mailedLink, openForm, revisionsIn, role, visitor } from './given.ts'

async function memberOf(world: World, name = 'Northlight Institute') {
  const organization = await organizationCalled(world, name, 'https://northlight.test')
  const member = await signIn(world, `m${organization}@example.test`, { organizations: { [organization]: 'member' } })
  return { organization, member }
}

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
    expect(made).toMatchObject({ name: 'Lantern', website: 'https://lantern.test' })
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

describe('what is public', () => {
  test('is edited from what it says, also where it was never typed; the text waits', async () => {
    const world = await createWorld()
    const id = await publish(world, {
      title: 'Imported',
      bodyHtml: '<h2>Who</h2>\n<p>You</p>',
      applyUrl: 'https://example.test',
    })
    const member = await signIn(world, 'm@example.test', { organizations: { org_northlight: 'member' } })
    const path = `/opportunities/${id}/edit`
    const page = await member.get(path)
    expect(await page.clone().text()).toContain('## Who\n\nYou</textarea>')
    const answer = await member.post(path, { ...(await hiddenIn(page)), ...role, title: 'Better', action: 'submit' })
    expect(answer.status).toBe(303)
    expect(await world.db.select().from(opportunities)).toMatchObject([{ title: 'Imported' }])
    expect(await revisionsIn(world)).toMatchObject([
      { opportunityId: id, organizationId: 'org_northlight', content: { title: 'Better' } },
    ])
  })

  test('keeps its kind, places, fence and audiences until a moderator says so, and is found by them', async () => {
    const world = await createWorld()
    const id = await publish(world, {
      kind: 'role',
      places: [{ country: 'FR', city: 'Lyon' }],
      audiences: ['nurses'],
      zoneFence: 'UTC',
    })
    const member = await signIn(world, 'm@example.test', { organizations: { org_northlight: 'member' } })
    const moderator = await signIn(world, 'mod@example.test', { role: 'moderator' })
    const path = `/opportunities/${id}/edit`
    const changed = { kind: 'event', places: 'Oslo, Norway', otherAudiences: 'pilots', zoneFence: 'elsewhere' }
    const read = async () => (await world.db.select().from(opportunities))[0]
    const before = await read()
    const form = await hiddenIn(await member.get(path))
    await member.post(path, {
      ...form,
      ...role,
      title: before?.title ?? '',
      ...changed,
      workplace: 'hybrid',
      action: 'submit',
    })
    const waiting = await read()
    const fields = ['kind', 'places', 'audiences', 'zoneFence'] as const
    for (const field of fields) expect(waiting?.[field]).toEqual(before?.[field])
    expect(waiting).toMatchObject({
      workplace: 'hybrid',
      terms: expect.stringMatching(/^role · Lyon · France · nurses\nhybrid/),
    })
    const [revision] = await revisionsIn(world)
    await moderator.post(`/moderation/${revision?.id}/decision`, { verdict: 'approved' })
    expect(await read()).toMatchObject({
      kind: 'event',
      places: [{ country: 'NO', city: 'Oslo' }],
      audiences: ['pilots'],
      zoneFence: 'elsewhere',
      terms: expect.stringMatching(/^event · Oslo · Norway · pilots\nhybrid/),
    })
    await moderator.post(`/moderation/${revision?.id}/decision/undo`)
    const undone = await read()
    for (const field of fields) expect(undone?.[field]).toEqual(before?.[field])
    expect(undone?.terms).toMatch(/^role · Lyon · France · nurses\nhybrid/)
  })

  test('of others is forbidden, what is nowhere is not found', async () => {
    const world = await createWorld()
    const id = await publish(world)
    const stranger = await signIn(world, 's@example.test')
    expect((await stranger.get(`/opportunities/${id}/edit`)).status).toBe(403)
    expect((await stranger.post(`/opportunities/${id}/edit`, { ...role, action: 'submit' })).status).toBe(403)
    expect((await stranger.post(`/opportunities/${id}/copies`, { as: 'another' })).status).toBe(403)
    expect((await stranger.get('/opportunities/opp_nowhere/edit')).status).toBe(404)
    expect([await draftsIn(world), await revisionsIn(world)]).toEqual([[], []])
  })

  test('is copied without its days, or with them a year on', async () => {
    const world = await createWorld()
    const id = await publish(world, {
      title: 'Summer school',
      kind: 'training',
      opensOn: '2025-01-10',
      closesOn: '2025-02-28',
      startsOn: '2025-06-01',
    })
    const member = await signIn(world, 'm@example.test', { organizations: { org_northlight: 'member' } })
    const copy = async (as: string) => {
      const answer = await member.post(`/opportunities/${id}/copies`, { as })
      const copyId = /opp_\w+/.exec(answer.headers.get('location') ?? '')?.[0]
      return (await draftsIn(world)).find(({ opportunityId }) => opportunityId === copyId)?.typed
    }
    expect(await copy('another')).toEqual({ title: 'Summer school', kind: 'training', organization: 'org_northlight' })
    expect((await draftsIn(world)).map(({ copiedFrom }) => copiedFrom)).toEqual([id])
    // In March 2026 the last day to apply of 2026 is past, but the start is not.
    expect(await copy('next_year')).toMatchObject({
      opensOn: '2026-01-10',
      closesOn: '2026-02-28',
      startsOn: '2026-06-01',
    })
    expect((await member.post(`/opportunities/${id}/copies`, { as: 'x' })).status).toBe(422)
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

describe('a visitor', () => {
  test('confirms by mail: account, organization and submission, once; nobody is signed in', async () => {
    const world = await createWorld()
    const client = openClient(world)
    const form = await openForm(world, client)
    const asked = await client.post('/opportunities/new', { ...form, ...visitor, action: 'submit' })
    expect(asked.status).toBe(202)
    expect(await asked.text()).not.toContain('poster@')
    expect([
      await revisionsIn(world),
      await world.db.select().from(people),
      await world.db.select().from(organizations),
    ]).toEqual([[], [], []])
    const link = await mailedLink(world)
    expect(world.mails.at(-1)).toMatchObject({
      to: 'poster@northlight.test',
      subject: 'Confirm your posting on Onward',
    })
    const mail = JSON.stringify(world.mails.at(-1))
    for (const typed of [role.title, visitor.organizationName, 'discussion']) expect(mail).not.toContain(typed)
    expect(link).not.toContain('poster')
    for (const method of ['GET', 'HEAD', 'GET']) expect((await world.request(link, { method })).status).toBe(200)
    expect(await (await world.get(link)).text()).toContain('Confirm and submit')
    expect(await revisionsIn(world)).toEqual([])

    const presses = await Promise.all([client.post(link), client.post(link), client.post(link)])
    expect(presses.map(({ status }) => status)).toEqual([303, 303, 303])
    expect((await client.post(link)).status).toBe(303)
    const [person] = await world.db.select().from(people)
    expect(person).toMatchObject({ email: 'poster@northlight.test', role: 'person', provenAt: expect.any(Number) })
    expect(await world.db.select().from(members)).toMatchObject([{ personId: person?.id, role: 'owner' }])
    expect(await revisionsIn(world)).toMatchObject([
      { opportunityId: form.id, authorId: person?.id, content: { title: role.title } },
    ])
    expect([await draftsIn(world), await world.db.select().from(sessions)]).toEqual([[], []])
    expect(client.jar.has('__Host-session')).toBe(false)
    const done = await (await client.get(link)).text()
    expect(done).toContain('It waits for a moderator')
    expect(done).toContain('/sign-in?next=')
  })

  test('of a known organization posts for it, and joins where the mailbox is at its domain', async () => {
    const world = await createWorld()
    const known = await organizationCalled(world, 'northlight institute', 'https://northlight.test')
    for (const email of ['poster@northlight.test', 'else@example.test']) {
      const client = openClient(world)
      await client.post('/opportunities/new', {
        ...(await openForm(world, client)),
        ...visitor,
        email,
        action: 'submit',
      })
      await client.post(await mailedLink(world))
    }
    expect((await revisionsIn(world)).map(({ organizationId }) => organizationId)).toEqual([known, known])
    const [member] = await world.db.select().from(members)
    expect(await world.db.select().from(members)).toHaveLength(1)
    expect((await world.db.select().from(people)).find(({ id }) => id === member?.personId)?.email).toBe(
      'poster@northlight.test',
    )
  })

  test.each([
    ['fills the field that people do not see', { homepage: 'x' }, 10_000],
    ['is faster than people', {}, -10_000],
    ['sends no stamp of ours', { stamp: 'x' }, 10_000],
  ])('who %s is answered as if all went well, and nothing is written', async (_, fields, wait) => {
    const world = await createWorld()
    const client = openClient(world)
    const form = await openForm(world, client)
    world.now += wait as number
    const answer = await client.post('/opportunities/new', { ...form, ...visitor, ...fields, action: 'submit' })
    expect([await draftsIn(world), world.jobs, await world.db.select().from(events)]).toEqual([[], [], []])
    const honest = await createWorld()
    const other = openClient(honest)
    const good = await other.post('/opportunities/new', {
      ...(await openForm(honest, other)),
      ...visitor,
      action: 'submit',
    })
    expect(answer.status).toBe(good.status)
    expect(await answer.text()).toBe(await good.text())
  })

  test('is told what to change, with everything kept', async () => {
    const world = await createWorld()
    const client = openClient(world)
    const form = await openForm(world, client)
    const answer = await client.post('/opportunities/new', {
      ...form,
      ...visitor,
      email: 'nobody',
      organizationName: '',
      title: '',
      action: 'submit',
    })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    for (const field of ['email', 'organizationName', 'title']) expect(html).toContain(`id="${field}-error"`)
    expect(html).toContain('value="nobody"')
    expect(html).toContain('Lead **one** discussion')
    expect(await draftsIn(world)).toEqual([])
  })

  test('presses submit twice: one mail. A corrected address gets its own', async () => {
    const world = await createWorld()
    const client = openClient(world)
    const form = await openForm(world, client)
    const submit = (fields: Fields) =>
      client.post('/opportunities/new', { ...form, ...visitor, ...fields, action: 'submit' })
    await submit({})
    await submit({})
    await world.drain()
    expect(world.mails).toHaveLength(1)
    await submit({ email: 'right@northlight.test' })
    await world.drain()
    expect(world.mails.map(({ to }) => to)).toEqual(['poster@northlight.test', 'right@northlight.test'])
    expect(await draftsIn(world)).toHaveLength(2)
  })

  test('a newer version ends the link before; forged, foreign and old links open nothing', async () => {
    const world = await createWorld()
    const client = openClient(world)
    const form = await openForm(world, client)
    await client.post('/opportunities/new', { ...form, ...visitor, action: 'submit' })
    const first = await mailedLink(world)
    await client.post('/opportunities/new', { ...form, ...visitor, title: 'Another', action: 'submit' })
    const second = await mailedLink(world)
    expect((await client.post(first)).status).toBe(404)
    expect((await client.get(second)).status).toBe(200)
    const forged = second.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A'))
    expect([(await client.get(forged)).status, (await client.post(`${second}x`)).status]).toEqual([404, 404])
    world.now += 9 * 86_400_000
    expect((await client.post(second)).status).toBe(404)
    await dropUnconfirmed(world.ctx())
    expect([await draftsIn(world), await revisionsIn(world)]).toEqual([[], []])
  })

  test('past the limit of an address is told the same, and nothing more is kept', async () => {
    const world = await createWorld()
    for (let i = 0; i < 5; i++) {
      const client = openClient(world)
      const answer = await client.post('/opportunities/new', {
        ...(await openForm(world, client)),
        ...visitor,
        title: `No ${i}`,
        action: 'submit',
      })
      expect(answer.status).toBe(202)
    }
    await world.drain()
    expect([world.mails.length, (await draftsIn(world)).length]).toEqual([3, 3])
  })

  test('who is suspended cannot confirm', async () => {
    const world = await createWorld()
    const poster = await signIn(world, 'poster@northlight.test')
    await world.db.insert(suspensions).values({ subjectId: poster.id, reason: 'x', suspendedBy: 'x', suspendedAt: 0 })
    const client = openClient(world)
    await client.post('/opportunities/new', { ...(await openForm(world, client)), ...visitor, action: 'submit' })
    expect((await client.post(await mailedLink(world))).status).toBe(403)
    expect(await revisionsIn(world)).toEqual([])
  })

  test('an account that others had prepared for the address keeps nothing of theirs', async () => {
    const world = await createWorld()
    const emailKey = await world.ctx().secrets.fingerprint('poster@northlight.test')
    await world.db
      .insert(people)
      .values({ id: 'per_x', name: '', email: 'poster@northlight.test', emailKey, role: 'person', createdAt: 0 })
    await world.db.insert(sessions).values({
      id: 'ses_x',
      tokenHash: 'x',
      personId: 'per_x',
      agent: '',
      createdAt: 0,
      seenAt: 0,
      expiresAt: world.now * 2,
    })
    const client = openClient(world)
    await client.post('/opportunities/new', { ...(await openForm(world, client)), ...visitor, action: 'submit' })
    await client.post(await mailedLink(world))
    expect(await world.db.select().from(sessions)).toEqual([])
    expect((await world.db.select().from(revisions)).map(({ authorId }) => authorId)).toEqual(['per_x'])
  })

  test('who confirmed once and asks again in the name of another confirms nothing with the old link', async () => {
    const world = await createWorld()
    const victim = await organizationCalled(world, 'Trusted Lab', 'https://trusted.test')
    await world.db.insert(trusts).values({ organizationId: victim, trustedBy: 'test', trustedAt: 0 })
    await signIn(world, 'victim@trusted.test', { organizations: { [victim]: 'owner' } })
    const attacker = await signIn(world, 'attacker@evil.test')
    const suspension = { subjectId: victim, reason: 'x', suspendedBy: 'x', suspendedAt: 0 }
    const client = openClient(world)
    const form = await openForm(world, client)
    const named = { organizationName: 'Trusted Lab', organizationWebsite: 'https://trusted.test' }
    const ask = (email: string) =>
      client.post('/opportunities/new', { ...form, ...visitor, ...named, email, action: 'submit' })
    // It fails on purpose, so that it is kept as a draft, which is deleted: the id is free and versions begin anew.
    await world.db.insert(suspensions).values(suspension)
    await ask('attacker@evil.test')
    const link = await mailedLink(world)
    expect((await client.post(link)).status).toBe(409)
    expect(await (await client.get(link)).text()).toContain('It is kept as a draft')
    expect((await attacker.post(`/opportunities/drafts/${form.id}/removal`)).status).toBe(303)
    await world.db.delete(suspensions)
    await ask('victim@trusted.test')
    expect(await draftsIn(world)).toMatchObject([
      { opportunityId: form.id, email: 'victim@trusted.test', version: 1, seed: expect.stringMatching(/^[\w-]{43}$/) },
    ])
    expect([(await client.get(link)).status, (await client.post(link)).status]).toEqual([404, 404])
    expect(await revisionsIn(world)).toEqual([])
    const good = await mailedLink(world)
    expect(good).not.toBe(link)
    expect((await client.post(good)).status).toBe(303)
    expect(await revisionsIn(world)).toHaveLength(1)
  })

  test('chooses no id: a form under one that we did not give begins anew', async () => {
    const world = await createWorld()
    const client = openClient(world)
    const form = await openForm(world, client)
    const chosen = { ...form, ...visitor, id: 'opp_chosen' }
    expect((await client.post('/opportunities/new', { ...chosen, action: 'submit' })).status).toBe(202)
    expect(await draftsIn(world)).toEqual([])
    const again = await hiddenIn(await client.post('/opportunities/new', { ...chosen, action: 'edit' }))
    expect([again.id === 'opp_chosen', again.id === form.id]).toEqual([false, false])
    world.now += 10_000
    await client.post('/opportunities/new', { ...again, ...visitor, action: 'submit' })
    expect((await draftsIn(world)).map(({ opportunityId }) => opportunityId)).toEqual([again.id])
  })

  test('can neither take an id that is in use nor read what is behind it', async () => {
    const world = await createWorld()
    const { organization, member } = await memberOf(world)
    const form = await openForm(world, member)
    await member.post('/opportunities/new', { ...form, ...role, organization, action: 'draft' })
    const client = openClient(world)
    const own = await openForm(world, client)
    await client.post('/opportunities/new', { ...own, ...visitor, id: form.id ?? '', title: 'Taken', action: 'submit' })
    const kept = await draftsIn(world)
    expect(kept.find(({ opportunityId }) => opportunityId === form.id)).toMatchObject({
      typed: { title: role.title },
      version: 1,
    })
    expect(kept).toHaveLength(1)
  })
})
