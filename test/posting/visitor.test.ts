import { describe, expect, test } from 'vitest'
import { sessions, suspensions } from '../../src/auth/table.ts'
import { events } from '../../src/db/table.ts'
import { dropUnconfirmed } from '../../src/opportunities/posting/asking.ts'
import { revisions } from '../../src/opportunities/table.ts'
import { members, organizations, trusts } from '../../src/organizations/table.ts'
import { people } from '../../src/people/table.ts'
import { forged } from '../support/given.ts'
import { openClient, organizationCalled, preparedAccount, signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { draftsIn, type Fields, hiddenIn, mailedLink, openForm, revisionsIn, role, visitor } from './given.ts'
import { memberOf } from './members.ts'

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
    expect([(await client.get(forged(second))).status, (await client.post(`${second}x`)).status]).toEqual([404, 404])
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
    const prepared = await preparedAccount(world, 'poster@northlight.test')
    const client = openClient(world)
    await client.post('/opportunities/new', { ...(await openForm(world, client)), ...visitor, action: 'submit' })
    await client.post(await mailedLink(world))
    expect(await world.db.select().from(sessions)).toEqual([])
    expect((await world.db.select().from(revisions)).map(({ authorId }) => authorId)).toEqual([prepared])
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
