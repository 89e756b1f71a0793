import { expect, test } from 'vitest'
import { findKeyHolder, makeKey } from '../../src/auth/api-keys.ts'
import { suspensions } from '../../src/auth/table.ts'
import { eventDetails } from '../../src/db/table.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { submitOpportunity } from '../../src/opportunities/submitting.ts'
import { trusts } from '../../src/organizations/table.ts'
import { publish } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { eventsOf, moderator } from './seen.ts'

const path = '/organizations/org_northlight/moderation'

async function given() {
  const world = await createWorld()
  const opportunity = await publish(world, { title: 'Open one' })
  const staff = await moderator(world)
  const ada = await signIn(world, 'ada@example.test', { organizations: { org_northlight: 'owner' } })
  const submit = () => {
    const actor = { type: 'person', id: ada.id, role: 'person', organizations: { org_northlight: 'owner' } } as never
    const ctx = world.ctx({ actor })
    const input = OpportunityInput.parse({ kind: 'role', title: 'New one' })
    return submitOpportunity(ctx, {
      opportunityId: ctx.newId('opp'),
      organizationId: 'org_northlight',
      input,
      typed: {},
    })
  }
  return { world, opportunity, staff, ada, submit }
}
const details = async (world: Awaited<ReturnType<typeof createWorld>>) =>
  (await world.db.select().from(eventDetails)).map(({ detail }) => detail)

test('trusted, what members submit is published at once; taken back, it waits again', async () => {
  const { world, staff, submit } = await given()
  expect(await submit()).toMatchObject({ outcome: 'waiting' })
  const answer = await staff.post(path, { change: 'trust', reason: 'Known for years' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?done=trust`])
  expect(await submit()).toMatchObject({ outcome: 'published' })
  expect(await (await staff.get(path)).text()).toContain('Take trust back')
  await staff.post(path, { change: 'untrust', reason: 'Changed hands' })
  expect(await submit()).toMatchObject({ outcome: 'waiting' })
  expect(await world.db.select().from(trusts)).toEqual([])
  expect(await eventsOf(world, 'org_northlight')).toEqual(['organization.trusted', 'organization.trust ended'])
  expect(await details(world)).toEqual(['Known for years', 'Changed hands'])
})

test('suspended, nothing is submitted by members or keys, what is open stays, and the office says so', async () => {
  const { world, opportunity, staff, ada, submit } = await given()
  const of = { personId: ada.id, scope: 'organization', subjectId: 'org_northlight', name: 'site' } as const
  const token = await makeKey(world.ctx(), of)
  expect((await staff.post(path, { change: 'suspend', reason: 'Spam' })).status).toBe(303)
  await expect(submit()).rejects.toMatchObject({ status: 409 })
  expect(await findKeyHolder(world.ctx(), token)).toBe(null)
  expect((await world.get(`/opportunities/${opportunity}`)).status).toBe(200)
  const office = await (await ada.get('/organizations/org_northlight/office')).text()
  expect(office).toContain('Moderators have suspended this organization')
  expect(office).not.toContain('Spam')
  expect((await staff.post(path, { change: 'lift', reason: 'Settled' })).status).toBe(303)
  expect(await submit()).toMatchObject({ outcome: 'waiting' })
  expect(await findKeyHolder(world.ctx(), token)).toMatchObject({ subjectId: 'org_northlight' })
  expect(await details(world)).toEqual(['Spam', 'Settled'])
})

test('what is so already is not recorded again', async () => {
  const { world, staff } = await given()
  for (const change of ['trust', 'trust', 'lift', 'suspend', 'suspend'])
    expect((await staff.post(path, { change, reason: 'Once' })).status).toBe(303)
  expect(await eventsOf(world, 'org_northlight')).toEqual(['organization.trusted', 'organization.suspended'])
})

test('for everybody else there is no such page, and nothing is written', async () => {
  const { world, ada } = await given()
  expect((await ada.get(path)).status).toBe(404)
  for (const change of ['trust', 'untrust', 'suspend', 'lift'])
    expect((await ada.post(path, { change, reason: 'Mine' })).status).toBe(404)
  expect((await world.post(path, { change: 'trust', reason: 'x' })).status).toBe(401)
  expect(await world.db.select().from(trusts)).toEqual([])
  expect(await world.db.select().from(suspensions)).toEqual([])
})

test.each([
  [{ change: 'trust', reason: ' ' }, 'Give a reason'],
  [{ change: 'promote', reason: 'Kept reason' }, 'Kept reason'],
  [{ change: 'trust', reason: 'Kept reason', role: 'admin' }, 'Kept reason'],
])('%j is refused and what was typed stays', async (typed: Record<string, string>, words) => {
  const { world, staff } = await given()
  const answer = await staff.post(path, typed)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(words)
  expect(await world.db.select().from(trusts)).toEqual([])
})

test('an unknown organization cannot be moderated', async () => {
  const { world, staff } = await given()
  expect((await staff.get('/organizations/org_none/moderation')).status).toBe(404)
  const answer = await staff.post('/organizations/org_none/moderation', { change: 'suspend', reason: 'x' })
  expect(answer.status).toBe(404)
  expect(await world.db.select().from(suspensions)).toEqual([])
})
