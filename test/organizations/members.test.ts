import { describe, expect, test } from 'vitest'
import { findKeyHolder, makeKey } from '../../src/auth/api-keys.ts'
import { apiKeys } from '../../src/auth/table.ts'
import { membershipIn } from '../../src/organizations/policy.ts'
import { members } from '../../src/organizations/table.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { added, eventsOf, moderator, rolesIn } from './seen.ts'

async function given() {
  const world = await createWorld()
  const ada = await signIn(world, 'ada@example.test')
  const id = await added(ada, 'Lantern')
  const ben = await signIn(world, 'ben@example.test', { organizations: { [id]: 'member' } })
  const role = (personId: string) => `/organizations/${id}/members/${personId}/role`
  const removal = (personId: string) => `/organizations/${id}/members/${personId}/removal`
  return { world, ada, ben, id, role, removal }
}

describe('handing over', () => {
  test('another is made an owner, then one steps down, then leaves', async () => {
    const { world, ada, ben, id, role, removal } = await given()
    expect((await ada.post(role(ben.id), { role: 'owner' })).status).toBe(303)
    expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`, `${ben.id} owner`])
    expect((await ada.post(role(ada.id), { role: 'member' })).status).toBe(303)
    expect(await rolesIn(world, id)).toEqual([`${ada.id} member`, `${ben.id} owner`])
    const left = await ada.post(removal(ada.id))
    expect([left.status, left.headers.get('location')]).toEqual([303, '/me?done=left'])
    expect(await rolesIn(world, id)).toEqual([`${ben.id} owner`])
    expect((await ada.get(`/organizations/${id}/office`)).status).toBe(404)
    expect(await eventsOf(world, id)).toEqual([
      'organization.created',
      'organization.owner made',
      'organization.member made',
      'organization.left',
    ])
  })

  test('the last owner can neither step down, nor leave, nor be removed by a moderator', async () => {
    const { world, ada, id, role, removal } = await given()
    const staff = await moderator(world)
    const refused = [
      await ada.post(role(ada.id), { role: 'member' }),
      await ada.post(removal(ada.id)),
      await staff.post(role(ada.id), { role: 'member' }),
      await staff.post(removal(ada.id)),
    ]
    for (const answer of refused) {
      expect(answer.status).toBe(409)
      expect(await answer.text()).toContain('make somebody else an owner first')
    }
    expect(await rolesIn(world, id)).toContain(`${ada.id} owner`)
    expect(await eventsOf(world, id)).toEqual(['organization.created'])
  })

  test.each(['removal', 'role'] as const)('two owners who go at once (%s) leave one behind', async (how) => {
    const { world, ada, ben, id, ...paths } = await given()
    await ada.post(paths.role(ben.id), { role: 'owner' })
    const presses = [ada, ben, ada, ben].map((one) => one.post(paths[how](one.id), { role: 'member' }))
    const statuses = (await Promise.all(presses)).map(({ status }) => status)
    expect(statuses).toContain(303)
    const owners = (await rolesIn(world, id)).filter((text) => text.endsWith('owner'))
    expect(owners).toHaveLength(1)
  })

  test('two owners who remove each other at once leave one behind', async () => {
    const { world, ada, ben, id, role, removal } = await given()
    await ada.post(role(ben.id), { role: 'owner' })
    await Promise.all([ada.post(removal(ben.id)), ben.post(removal(ada.id))])
    expect(await rolesIn(world, id)).toHaveLength(1)
  })

  test('twice the same changes nothing more', async () => {
    const { world, ada, ben, id, role } = await given()
    for (let i = 0; i < 2; i++) expect((await ada.post(role(ben.id), { role: 'owner' })).status).toBe(303)
    expect(await eventsOf(world, id)).toEqual(['organization.created', 'organization.owner made'])
  })
})

describe('removing', () => {
  test('the removed are out with the next request, and their keys open nothing, also when they come back', async () => {
    const { world, ada, ben, id, removal } = await given()
    const token = await makeKey(world.ctx(), { personId: ben.id, scope: 'organization', subjectId: id, name: 'site' })
    expect(await findKeyHolder(world.ctx(), token)).toMatchObject({ subjectId: id })
    expect((await ada.post(removal(ben.id))).headers.get('location')).toBe(`/organizations/${id}/office?done=removed`)
    expect((await ben.get(`/organizations/${id}/office`)).status).toBe(404)
    expect(await findKeyHolder(world.ctx(), token)).toBe(null)
    const back = { organizationId: id, personId: ben.id, role: 'member', addedBy: ada.id, addedAt: 0 } as const
    await world.db.insert(members).values(back)
    expect(await findKeyHolder(world.ctx(), token)).toBe(null)
  })

  test('a key outlives a refused leaving', async () => {
    const { world, ada, id, removal } = await given()
    const token = await makeKey(world.ctx(), { personId: ada.id, scope: 'organization', subjectId: id, name: 'site' })
    expect((await ada.post(removal(ada.id))).status).toBe(409)
    expect(await findKeyHolder(world.ctx(), token)).toMatchObject({ subjectId: id })
  })

  test('members may only leave, strangers find nothing, and nothing is written', async () => {
    const { world, ada, ben, id, role, removal } = await given()
    const cy = await signIn(world, 'cy@example.test')
    const before = await rolesIn(world, id)
    for (const [client, status] of [
      [ben, 403],
      [cy, 404],
    ] as const) {
      expect((await client.post(removal(ada.id))).status).toBe(status)
      expect((await client.post(role(client.id), { role: 'owner' })).status).toBe(status)
    }
    expect((await cy.post(removal(cy.id))).status).toBe(404)
    expect((await world.post(removal(ben.id), {})).status).toBe(401)
    expect(await rolesIn(world, id)).toEqual(before)
    expect(await eventsOf(world, id)).toEqual(['organization.created'])
    expect((await ben.post(removal(ben.id))).status).toBe(303)
    expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`])
  })

  test('who is not there is not found, and an unknown role changes nothing', async () => {
    const { world, ada, ben, id, role, removal } = await given()
    expect((await ada.post(removal('per_none'))).status).toBe(404)
    expect((await ada.post(role('per_none'), { role: 'owner' })).status).toBe(404)
    expect((await ada.post(role(ben.id), { role: 'admin' })).status).toBe(422)
    expect((await ada.post(role(ben.id), { role: 'owner', organizationId: 'x' })).status).toBe(422)
    expect(await rolesIn(world, id)).toEqual([`${ada.id} owner`, `${ben.id} member`])
  })

  test('a moderator helps where no owner is left to be reached', async () => {
    const { world, ada, ben, id, role, removal } = await given()
    const staff = await moderator(world)
    expect((await staff.post(role(ben.id), { role: 'owner' })).status).toBe(303)
    expect((await staff.post(removal(ada.id))).status).toBe(303)
    expect(await rolesIn(world, id)).toEqual([`${ben.id} owner`])
  })
})

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  '%s is no organization of anybody',
  async (id) => {
    const { world, ada } = await given()
    for (const organizations of [{}, JSON.parse('{"org_1":"member"}')])
      expect(membershipIn({ type: 'person', organizations } as never, id)).toBe(null)
    expect((await ada.post('/me/keys', { name: 'A key', subject: id })).status).toBe(404)
    expect(await world.db.select().from(apiKeys)).toEqual([])
  },
)
