import { describe, expect, test } from 'vitest'
import { findKeyHolder, makeKey } from '../../src/auth/api-keys.ts'
import { groupInvitations } from '../../src/groups/table.ts'
import { linkIn } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'
import { eventsOf, givenGroup, groupMember, rolesInGroup } from './given.ts'

const BEN = 'ben@example.test'

/** A group whose owner has invited somebody; answers the path of the invitation from the mail. */
async function invited(role = 'member') {
  const given = await givenGroup()
  const { world, ada, id } = given
  const answer = await ada.post(`/groups/${id}/invitations`, { email: BEN, role })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/groups/${id}/settings?done=invited`])
  await world.drain()
  const mail = world.mails.at(-1)
  return { ...given, mail, link: linkIn(mail?.text ?? '', 'groups/invitations/') }
}
const rows = ({ db }: World) => db.select().from(groupInvitations)

describe('inviting', () => {
  test('by mail, without names that nobody has looked at; whoever has the mailbox accepts once', async () => {
    const { world, ada, id, mail, link } = await invited('owner')
    expect(mail).toMatchObject({ to: BEN })
    expect(mail?.text).not.toContain('Lantern')
    const settings = await (await ada.get(`/groups/${id}/settings`)).text()
    expect(settings).toContain('b… at example.test')
    expect(settings).not.toContain(BEN)
    const ben = await signIn(world, BEN)
    expect(await (await ben.get(link)).text()).toContain('Join Lantern?')
    const answers = await Promise.all([1, 2, 3].map(() => ben.post(link, { answer: 'accepted' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404, 404])
    expect(await rolesInGroup(world, id)).toEqual([`${ada.id} owner`, `${ben.id} owner`])
    expect(await rows(world)).toMatchObject([{ email: '', answer: 'accepted' }])
    expect(await eventsOf(world, id)).toEqual(['group.founded', 'group.invited', 'group.invitation accepted'])
  })

  test('nobody else opens it: for them it is as if there were none', async () => {
    const { world, ada, id, link, stranger } = await invited()
    for (const answer of [await stranger.get(link), await stranger.post(link, { answer: 'accepted' })]) {
      expect(answer.status).toBe(404)
      expect(await answer.text()).not.toContain('Lantern')
    }
    expect(await rolesInGroup(world, id)).toEqual([`${ada.id} owner`])
  })

  test('members and strangers invite nobody', async () => {
    const { world, id, stranger } = await givenGroup()
    const carl = await groupMember(world, id, 'carl@example.test')
    expect((await carl.post(`/groups/${id}/invitations`, { email: BEN })).status).toBe(403)
    expect((await stranger.post(`/groups/${id}/invitations`, { email: BEN })).status).toBe(404)
    expect(await rows(world)).toEqual([])
    expect(world.jobs).toEqual([])
  })

  test('what is no address, or a member’s, is said beside the field', async () => {
    const { world, ada, id } = await givenGroup()
    await groupMember(world, id, BEN)
    for (const [email, words] of [
      ['ben at example', 'Give an e-mail address'],
      [BEN, 'is a member already'],
    ] as const) {
      const answer = await ada.post(`/groups/${id}/invitations`, { email, role: 'owner' })
      const html = await answer.text()
      expect([answer.status, html]).toEqual([422, expect.stringContaining(words)])
      expect(html).toContain(`value="${email}"`)
      expect(html).toContain('<option value="owner" selected')
    }
    expect(await rows(world)).toEqual([])
  })

  test('again while it is open: one row, the newer role; declined or withdrawn it opens nothing', async () => {
    const { world, ada, id, link } = await invited()
    await ada.post(`/groups/${id}/invitations`, { email: BEN, role: 'owner' })
    expect(await rows(world)).toMatchObject([{ role: 'owner', answer: null }])
    const ben = await signIn(world, BEN)
    expect(await (await ben.post(link, { answer: 'declined' })).text()).toContain('Declined')
    expect((await ben.post(link, { answer: 'accepted' })).status).toBe(404)
    await ada.post(`/groups/${id}/invitations`, { email: BEN })
    const open = (await rows(world)).find(({ answer }) => answer === null)
    const withdrawal = `/groups/${id}/invitations/${open?.id}/withdrawal`
    expect((await ben.post(withdrawal)).status).toBe(404)
    expect((await ada.post(withdrawal)).status).toBe(303)
    expect((await ada.post(withdrawal)).status).toBe(404)
    expect((await ben.post(`/groups/invitations/${open?.id}`, { answer: 'accepted' })).status).toBe(404)
    expect(await rolesInGroup(world, id)).toEqual([`${ada.id} owner`])
  })
})

describe('members', () => {
  test('a group is handed over, and left', async () => {
    const { world, ada, id } = await givenGroup()
    const ben = await groupMember(world, id, BEN)
    const at = (personId: string) => `/groups/${id}/members/${personId}`
    expect((await ada.post(`${at(ben.id)}/role`, { role: 'owner' })).status).toBe(303)
    expect((await ada.post(`${at(ada.id)}/role`, { role: 'member' })).status).toBe(303)
    const left = await ada.post(`${at(ada.id)}/removal`)
    expect([left.status, left.headers.get('location')]).toEqual([303, '/me?done=left+group'])
    expect(await (await ada.get('/me?done=left+group')).text()).toContain('You have left the group')
    expect(await rolesInGroup(world, id)).toEqual([`${ben.id} owner`])
    expect((await ada.get(`/groups/${id}`)).status).toBe(404)
    expect(await eventsOf(world, id)).toEqual(['group.founded', 'group.owner made', 'group.member made', 'group.left'])
  })

  test('the last owner stays, also when two go at once', async () => {
    const { world, ada, id } = await givenGroup()
    const alone = await ada.post(`/groups/${id}/members/${ada.id}/removal`)
    expect([alone.status, await alone.text()]).toEqual([
      409,
      expect.stringContaining('make somebody else an owner first'),
    ])
    const ben = await groupMember(world, id, BEN, 'owner')
    const presses = [ada, ben, ada, ben].map((one) => one.post(`/groups/${id}/members/${one.id}/removal`))
    await Promise.all(presses)
    expect(await rolesInGroup(world, id)).toHaveLength(1)
    expect((await rolesInGroup(world, id))[0]).toMatch(/ owner$/)
  })

  test('a member removes nobody else, and gives themselves no role; a role that is none is refused', async () => {
    const { world, ada, id } = await givenGroup()
    const ben = await groupMember(world, id, BEN)
    expect((await ben.post(`/groups/${id}/members/${ada.id}/removal`)).status).toBe(403)
    expect((await ben.post(`/groups/${id}/members/${ben.id}/role`, { role: 'owner' })).status).toBe(403)
    expect((await ada.post(`/groups/${id}/members/${ben.id}/role`, { role: 'king' })).status).toBe(422)
    expect((await ada.post(`/groups/${id}/members/per_none/removal`)).status).toBe(404)
    expect(await rolesInGroup(world, id)).toEqual([`${ada.id} owner`, `${ben.id} member`])
  })

  test('who is removed has no key for the group any more', async () => {
    const { world, ada, id } = await givenGroup()
    const ben = await groupMember(world, id, BEN)
    const token = await makeKey(world.ctx(), { personId: ben.id, scope: 'group', subjectId: id, name: 'Mine' })
    expect(await findKeyHolder(world.ctx(), token)).toMatchObject({ scope: 'group', subjectId: id })
    expect((await ada.post(`/groups/${id}/members/${ben.id}/removal`)).status).toBe(303)
    expect(await findKeyHolder(world.ctx(), token)).toBeNull()
    await world.db.run(
      `insert into group_members (group_id, person_id, role, added_at) values ('${id}', '${ben.id}', 'member', 1)`,
    )
    expect(await findKeyHolder(world.ctx(), token)).toBeNull()
  })
})
