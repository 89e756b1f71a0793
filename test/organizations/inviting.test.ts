import { describe, expect, test } from 'vitest'
import { opportunities, retractions } from '../../src/opportunities/table.ts'
import { invitations, verifications } from '../../src/organizations/table.ts'
import { linkIn, publish } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { added, domainOfBadge, eventsOf, moderator, rolesIn } from './seen.ts'

async function given(website = 'https://lantern.test') {
  const world = await createWorld()
  const ada = await signIn(world, 'ada@example.test')
  const id = await added(ada, 'Lantern', { website })
  return { world, ada, id, path: `/organizations/${id}/invitations` }
}

/** The path in the newest invitation that was mailed. */
async function mailedLink(world: World): Promise<string> {
  await world.drain()
  return linkIn(world.mails.pop()?.text ?? '', 'invitations/')
}
const rows = (world: World) => world.db.select().from(invitations)

describe('inviting', () => {
  test('a mail, a press, a member', async () => {
    const { world, ada, id, path } = await given()
    const answer = await ada.post(path, { email: 'Ben@Lantern.test', role: 'member' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/organizations/${id}/office?done=invited`])
    await world.drain()
    expect(world.mails).toMatchObject([{ to: 'Ben@Lantern.test', subject: 'An invitation on Onward' }])
    const link = await mailedLink(world)
    const office = await (await ada.get(`/organizations/${id}/office`)).text()
    expect(office).toContain('B… at Lantern.test')
    expect(office).not.toContain('Ben@')
    const ben = await signIn(world, 'ben@lantern.test')
    expect(await (await ben.get(link)).text()).toContain('Join Lantern?')
    const accepted = await ben.post(link, { answer: 'accepted' })
    expect(accepted.headers.get('location')).toBe(`/organizations/${id}/office?done=joined`)
    expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`, `${ben.id} member`])
    expect(await rows(world)).toMatchObject([{ answer: 'accepted', email: '' }])
    expect(await domainOfBadge(world, id)).toBe('lantern.test')
    expect(await eventsOf(world, id)).toEqual([
      'organization.created',
      'organization.invited',
      'organization.invitation accepted',
      'organization.verified',
    ])
    expect((await ben.get(link)).status).toBe(404)
  })

  test('names that nobody has looked at are not mailed to whatever address was typed', async () => {
    const world = await createWorld()
    const spam = 'You won: claim at evil.test'
    const ada = await signIn(world, 'ada@example.test')
    await ada.post('/me/name', { name: spam })
    const id = await added(ada, `${spam} now`)
    const mail = async () => {
      await ada.post(`/organizations/${id}/invitations`, { email: 'ben@example.test' })
      await world.drain()
      const { subject = '', text = '', html = '' } = world.mails.pop() ?? {}
      expect(subject).toBe('An invitation on Onward')
      return text + html
    }
    const hidden = await mail()
    expect(hidden).not.toContain('evil')
    expect(hidden).toContain('an organization on Onward')
    const verified = { organizationId: id, domain: 'evil.test', personId: ada.id, verifiedAt: 0 }
    await world.db.insert(verifications).values(verified)
    expect(await mail()).toContain(`${spam} now`)
    await world.db.delete(verifications)
    const opportunity = await publish(world)
    await world.db.update(opportunities).set({ organizationId: id })
    expect(await mail()).toContain(`${spam} now`)
    const taken = { opportunityId: opportunity, reason: 'mistake', note: '', retractedBy: 'x', retractedAt: 0 } as const
    await world.db.insert(retractions).values(taken)
    world.now += 60 * 60 * 1_000
    expect(await mail()).not.toContain('evil')
  })

  test('an owner is invited as one, also who is a member already', async () => {
    const { world, ada, id, path } = await given()
    await ada.post(path, { email: 'ben@example.test', role: 'owner' })
    const link = await mailedLink(world)
    const ben = await signIn(world, 'ben@example.test', { organizations: { [id]: 'member' } })
    await ben.post(link, { answer: 'accepted' })
    expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`, `${ben.id} owner`])
  })

  test('a GET or a HEAD answers nothing', async () => {
    const { world, ada, id, path } = await given()
    await ada.post(path, { email: 'ben@example.test' })
    const link = await mailedLink(world)
    const ben = await signIn(world, 'ben@example.test')
    for (const method of ['GET', 'HEAD'])
      for (let i = 0; i < 3; i++) expect((await ben.request(link, { method })).status).toBe(200)
    expect(await rolesIn(world, id)).toHaveLength(1)
    expect(await rows(world)).toMatchObject([{ answer: null }])
  })

  test('only the mailbox it was sent to can answer; for others it is as if there were none', async () => {
    const { world, ada, id, path } = await given()
    await ada.post(path, { email: 'ben@example.test' })
    const link = await mailedLink(world)
    expect((await world.get(link)).headers.get('location')).toBe(`/sign-in?${new URLSearchParams({ next: link })}`)
    expect((await world.post(link, { answer: 'accepted' })).status).toBe(401)
    const cy = await signIn(world, 'cy@example.test')
    const [foreign, unknown] = [await cy.get(link), await cy.get('/invitations/inv_none')]
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    expect(await foreign.text()).toBe(await unknown.text())
    for (const answer of ['accepted', 'declined']) expect((await cy.post(link, { answer })).status).toBe(404)
    expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`])
    expect(await rows(world)).toMatchObject([{ answer: null, email: 'ben@example.test' }])
  })

  test('declining ends it and changes nothing else', async () => {
    const { world, ada, id, path } = await given()
    await ada.post(path, { email: 'ben@example.test' })
    const link = await mailedLink(world)
    const ben = await signIn(world, 'ben@example.test')
    expect((await ben.post(link, { answer: 'perhaps' })).status).toBe(422)
    expect(await (await ben.post(link, { answer: 'declined' })).text()).toContain('Declined')
    expect((await ben.post(link, { answer: 'accepted' })).status).toBe(404)
    expect(await rolesIn(world, id)).toHaveLength(1)
    expect(await rows(world)).toMatchObject([{ answer: 'declined', email: '' }])
  })

  test('of accepting and declining at once one counts', async () => {
    const { world, ada, id, path } = await given()
    await ada.post(path, { email: 'ben@example.test' })
    const link = await mailedLink(world)
    const ben = await signIn(world, 'ben@example.test')
    const answers = await Promise.all(
      ['declined', 'accepted', 'accepted', 'declined'].map((answer) => ben.post(link, { answer })),
    )
    expect(answers.filter(({ status }) => status !== 404)).toHaveLength(1)
    const [row] = await rows(world)
    expect(await rolesIn(world, id)).toHaveLength(row?.answer === 'accepted' ? 2 : 1)
  })

  test('again before an answer mails again and makes no second one; the address is one in any case', async () => {
    const { world, ada, path } = await given()
    await ada.post(path, { email: 'ben@example.test' })
    const first = await mailedLink(world)
    await ada.post(path, { email: 'BEN@example.test', role: 'owner' })
    expect(await mailedLink(world)).toBe(first)
    expect(await rows(world)).toMatchObject([{ role: 'owner', answer: null }])
  })

  test('a withdrawn one opens nothing and its mail does not go out', async () => {
    const { world, ada, id, path } = await given()
    await ada.post(path, { email: 'ben@example.test' })
    const link = await mailedLink(world)
    const [row] = await rows(world)
    await ada.post(path, { email: 'ben@example.test' })
    expect((await ada.post(`${path}/${row?.id}/withdrawal`)).status).toBe(303)
    await world.drain()
    expect(world.mails).toEqual([])
    const ben = await signIn(world, 'ben@example.test')
    expect((await ben.post(link, { answer: 'accepted' })).status).toBe(404)
    expect((await ada.post(`${path}/${row?.id}/withdrawal`)).status).toBe(404)
    expect(await rolesIn(world, id)).toHaveLength(1)
    // The address may be invited anew.
    await ada.post(path, { email: 'ben@example.test' })
    expect(await rows(world)).toHaveLength(2)
  })
})

describe('who may not, and what is wrong', () => {
  test('members may not invite or withdraw, strangers find nothing, moderators may', async () => {
    const { world, ada, id, path } = await given()
    await ada.post(path, { email: 'dee@example.test' })
    world.jobs.length = 0
    const [row] = await rows(world)
    const member = await signIn(world, 'ben@example.test', { organizations: { [id]: 'member' } })
    const stranger = await signIn(world, 'cy@example.test')
    for (const [client, status] of [
      [member, 403],
      [stranger, 404],
    ] as const) {
      expect((await client.post(path, { email: 'eve@example.test' })).status).toBe(status)
      expect((await client.post(path, { email: 'nonsense' })).status).toBe(status)
      expect((await client.post(`${path}/${row?.id}/withdrawal`)).status).toBe(status)
    }
    expect(await rows(world)).toMatchObject([{ answer: null }])
    expect(world.jobs).toEqual([])
    const staff = await moderator(world)
    expect((await staff.post(path, { email: 'eve@example.test', role: 'owner' })).status).toBe(303)
    expect(await rows(world)).toHaveLength(2)
  })

  test.each([
    [{ email: 'nonsense' }, 'email'],
    [{ email: 'ada@example.test' }, 'email'],
    [{ email: 'a@example.test\r\nBcc: b@example.test' }, 'email'],
    [{ email: 'ben@example.test', role: 'admin' }, 'role'],
  ])('%j is refused beside its field and kept', async (typed: Record<string, string>, field) => {
    const { world, ada, path } = await given()
    const answer = await ada.post(path, typed)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain(`id="${field}-error"`)
    if (field === 'email' && !typed.email?.includes('\n')) expect(html).toContain(`value="${typed.email}"`)
    expect(await rows(world)).toEqual([])
  })

  test('an invitation of another organization is not withdrawn from here', async () => {
    const { world, ada, path } = await given()
    await ada.post(path, { email: 'ben@example.test' })
    const [row] = await rows(world)
    const cy = await signIn(world, 'cy@example.test')
    const other = await added(cy, 'Meridian')
    expect((await cy.post(`/organizations/${other}/invitations/${row?.id}/withdrawal`)).status).toBe(404)
    expect(await rows(world)).toMatchObject([{ answer: null }])
  })

  test('one address gets three mails an hour, whoever invites, and the inviter is told the same', async () => {
    const { world, ada, id, path } = await given()
    for (let i = 0; i < 5; i++) expect((await ada.post(path, { email: 'ben@example.test' })).status).toBe(303)
    expect(world.jobs).toHaveLength(3)
    await world.drain()
    // Of those under way the newest goes out, and what came past the limit has not stopped it.
    expect(world.mails).toHaveLength(1)
    expect(await eventsOf(world, id)).toHaveLength(6)
  })

  test('a mail that may go out later is tried again with the same bytes', async () => {
    const { world, ada, path } = await given()
    await ada.post(path, { email: 'ben@example.test' })
    const jobs = [...world.jobs]
    const { deliver } = world
    world.deliver = () => ({ outcome: 'deferred', cause: 'busy', retryAfterMs: null })
    await expect(world.drain()).rejects.toThrow('invitation deferred')
    world.deliver = deliver
    world.jobs.push(...jobs, ...jobs)
    await world.drain()
    expect(world.mails).toHaveLength(2)
    expect(world.mails[0]).toEqual(world.mails[1])
  })
})
