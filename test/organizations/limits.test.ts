import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { makeKey } from '../../src/auth/api-keys.ts'
import { apiKeys } from '../../src/auth/table.ts'
import type { Ctx } from '../../src/context.ts'
import { events } from '../../src/db/table.ts'
import { report } from '../../src/moderation/reporting.ts'
import { reports } from '../../src/moderation/table.ts'
import { createOrganization } from '../../src/organizations/creating.ts'
import { OrganizationForm } from '../../src/organizations/schema.ts'
import { invitations, organizations } from '../../src/organizations/table.ts'
import { people } from '../../src/people/table.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { added } from './seen.ts'

const recorded = async (world: World, name: string) =>
  (await world.db.select().from(events).where(eq(events.name, name))).length
const THREE = [0, 1, 2]

/** The statuses of three commands at the same time; of those that succeeded, 200. */
const atOnce = async (run: (i: number) => Promise<unknown>) =>
  (await Promise.allSettled(THREE.map(run)))
    .map((result) => (result.status === 'fulfilled' ? 200 : result.reason.status))
    .sort()

async function personCtx(world: World): Promise<Ctx> {
  const { id } = await signIn(world, 'ada@example.test')
  const [row] = await world.db.select().from(people).where(eq(people.id, id))
  const { name = '', emailKey = '' } = row ?? {}
  const shown = { session: { id: 'ses_1', passkeyAt: null }, hasPasskey: false, organizations: {}, groups: {} }
  return world.ctx({ actor: { type: 'person', id, name, role: 'person', example: false, emailKey, ...shown } })
}

describe('a limit is settled by the write itself, whoever presses at the same time', () => {
  test('ten organizations a day', async () => {
    const world = await createWorld()
    const ctx = await personCtx(world)
    const names = 'Aspen Birch Cedar Dogwood Elmtree Firwood Ginkgo Hazelnut Ironbark Juniper Katsura Linden'.split(' ')
    const create = (name = '') => createOrganization(ctx, OrganizationForm.parse({ name }))
    for (const name of names.splice(0, 9)) await create(name)
    expect(await atOnce((i) => create(names[i]))).toEqual([200, 429, 429])
    expect(await world.db.select().from(organizations)).toHaveLength(10)
    expect(await recorded(world, 'organization.created')).toBe(10)
  })

  test('twenty keys a person', async () => {
    const world = await createWorld()
    const ctx = await personCtx(world)
    const make = () => makeKey(ctx, { personId: 'per_1', scope: 'person', subjectId: 'per_1', name: 'Script' })
    await world.db
      .insert(people)
      .values({ id: 'per_1', name: '', email: 'k@example.test', emailKey: 'k', role: 'person', createdAt: 0 })
    for (let i = 0; i < 19; i++) await make()
    expect(await atOnce(make)).toEqual([200, 409, 409])
    expect(await world.db.select().from(apiKeys)).toHaveLength(20)
    expect(await recorded(world, 'key.made')).toBe(20)
  })

  test('ten reports an hour from a network', async () => {
    const world = await createWorld()
    const say = (id: string) => report(world.ctx(), id, { reason: 'closed' }, '192.0.2.7')
    for (let i = 0; i < 9; i++) await say(`opp_${i}`)
    expect(await atOnce((i) => say(`opp_late${i}`))).toEqual([200, 429, 429])
    expect(await world.db.select().from(reports)).toHaveLength(10)
    expect(await recorded(world, 'subject.reported')).toBe(10)
  })
})

test('the same report again writes nothing, so that nobody fills the log with it', async () => {
  const world = await createWorld()
  for (let i = 0; i < 3; i++) await report(world.ctx(), 'opp_1', { reason: 'closed' }, '192.0.2.7')
  expect(await world.db.select().from(reports)).toHaveLength(1)
  expect(await recorded(world, 'subject.reported')).toBe(1)
})

test('where fifty invitations wait, each of them can be sent again, and no other one', async () => {
  const world = await createWorld()
  const ada = await signIn(world, 'ada@example.test')
  const id = await added(ada, 'Lantern')
  const invite = async (email: string) => (await ada.post(`/organizations/${id}/invitations`, { email })).status
  expect(await invite('ben@example.test')).toBe(303)
  const [ben] = await world.db.select().from(invitations)
  if (!ben) throw new Error('no invitation')
  const others = Array.from({ length: 49 }, (_, i) => ({ ...ben, id: `inv_${i}`, emailKey: `key ${i}` }))
  for (const other of others) await world.db.insert(invitations).values(other)
  expect(await invite('ben@example.test')).toBe(303)
  expect(await invite('cleo@example.test')).toBe(409)
  expect(await world.db.select().from(invitations)).toHaveLength(50)
})
