import { expect, test } from 'vitest'
import { requireNotSuspended } from '../../src/organizations/suspended.ts'
import { invitations } from '../../src/organizations/table.ts'
import { linkIn } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { added, eventsOf, moderator, organizationOf, rolesIn } from './seen.ts'

const WORDS = 'This organization is suspended: nothing can be changed now'

async function given() {
  const world = await createWorld()
  const staff = await moderator(world)
  const ada = await signIn(world, 'ada@lantern.test')
  const id = await added(ada, 'Lantern', { website: 'https://lantern.test' })
  const ben = await signIn(world, 'ben@example.test', { organizations: { [id]: 'member' } })
  const path = (rest: string) => `/organizations/${id}/${rest}`
  await ada.post(path('invitations'), { email: 'cy@example.test', role: 'owner' })
  await world.drain()
  const link = linkIn(world.mails.pop()?.text ?? '', 'invitations/')
  const moderate = (change: string) => staff.post(path('moderation'), { change, reason: 'Spam' })
  await moderate('suspend')
  return { world, staff, ada, ben, id, path, link, moderate }
}

test('of a suspended organization nothing is changed: not its words, not who is there', async () => {
  const { world, ada, ben, id, path, link } = await given()
  const [cy, dee] = [await signIn(world, 'cy@example.test'), await signIn(world, 'dee@lantern.test')]
  const seen = async () => [await organizationOf(world, id), await rolesIn(world, id), await eventsOf(world, id)]
  const before = await seen()
  const refused = [
    await ada.post(path('office'), { name: 'OpenNorth', about: 'Typed' }),
    await ben.post(path('office'), { about: 'Typed' }),
    await ada.post(path('invitations'), { email: 'eve@example.test' }),
    await cy.post(link, { answer: 'accepted' }),
    await dee.post(path('membership')),
    await ada.post(path(`members/${ben.id}/role`), { role: 'owner' }),
    await ada.post(path(`members/${ben.id}/removal`)),
  ]
  for (const [i, answer] of refused.entries()) {
    const html = await answer.text()
    expect([i, answer.status, html.includes(WORDS)]).toEqual([i, 409, true])
    if (i < 2) expect(html).toContain('>Typed</textarea>')
  }
  expect(await seen()).toEqual(before)
  expect(await world.db.select().from(invitations)).toMatchObject([{ answer: null }])
})

test('one may leave it, moderators put in order who is there, and lifted all goes on', async () => {
  const { world, staff, ada, ben, id, path, moderate } = await given()
  expect((await staff.post(path(`members/${ben.id}/role`), { role: 'owner' })).status).toBe(303)
  expect((await ada.post(path(`members/${ada.id}/removal`))).status).toBe(303)
  expect(await rolesIn(world, id)).toEqual([`${ben.id} owner`])
  await expect(requireNotSuspended(world.ctx(), id)).rejects.toMatchObject({ status: 409, message: WORDS })
  await moderate('lift')
  await requireNotSuspended(world.ctx(), id)
  expect((await ben.post(path('office'), { name: 'Lantern', about: 'Typed' })).status).toBe(303)
})
