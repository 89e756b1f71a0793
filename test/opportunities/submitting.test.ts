import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { HOUR } from '../../src/calendar.ts'
import { AppError } from '../../src/errors.ts'
import { reopenOpportunity } from '../../src/opportunities/closing.ts'
import { decideRevision } from '../../src/opportunities/deciding.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { submitOpportunity } from '../../src/opportunities/submitting.ts'
import { closures, decisions, opportunities, revisions } from '../../src/opportunities/table.ts'
import { trusts } from '../../src/organizations/table.ts'
import { publish } from '../support/given.ts'
import { organizationCalled } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { personCalled } from './actors.ts'

async function given() {
  const world = await createWorld()
  const organizationId = await organizationCalled(world, 'Harbor Evaluations')
  const poster = personCalled('per_poster', { organizations: { [organizationId]: 'member' } })
  const submit = (title: string, opportunityId = world.ctx().newId('opp')) =>
    submitOpportunity(world.ctx({ actor: poster }), {
      opportunityId,
      organizationId,
      input: OpportunityInput.parse({ kind: 'role', title }),
      typed: { title },
    }).then(
      ({ outcome }) => outcome,
      (error: unknown) => (error instanceof AppError ? error.status : Promise.reject(error)),
    )
  return { world, organizationId, submit }
}

test('of two hundred in an hour by a trusted organization twenty are public at once, thirty wait, the rest is refused', async () => {
  const { world, organizationId, submit } = await given()
  await world.db.insert(trusts).values({ organizationId, trustedBy: 'x', trustedAt: 0 })
  const outcomes = new Map<string | number, number>()
  for (let i = 0; i < 200; i++) {
    const outcome = await submit(`Opportunity ${i}`)
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  expect(Object.fromEntries(outcomes)).toEqual({ published: 20, waiting: 30, 429: 150 })
  expect(await world.db.select().from(opportunities)).toHaveLength(20)
  expect(await world.db.select().from(revisions)).toHaveLength(50)
  world.now += HOUR + 1
  expect(await submit('An hour later')).toBe('published')
})

test('a newer version supersedes the one that waits: one is decided about', async () => {
  const { world, submit } = await given()
  for (const title of ['First', 'Second', 'Third']) expect(await submit(title, 'opp_one')).toBe('waiting')
  expect((await world.db.select().from(decisions)).map(({ verdict }) => verdict)).toEqual(['superseded', 'superseded'])
  expect(await world.db.select().from(opportunities)).toEqual([])
})

test('while an organization is suspended nothing of it is submitted, approved or reopened', async () => {
  const { world, organizationId, submit } = await given()
  expect(await submit('First', 'opp_one')).toBe('waiting')
  const id = await publish(world)
  await world.db.update(opportunities).set({ organizationId }).where(eq(opportunities.id, id))
  await world.db.insert(closures).values({ opportunityId: id, reason: 'filled', closedBy: 'x', closedAt: 0 })
  const suspension = { subjectId: organizationId, reason: 'test', suspendedBy: 'x', suspendedAt: 0 }
  await world.db.insert(suspensions).values(suspension)
  const poster = world.ctx({ actor: personCalled('per_poster', { organizations: { [organizationId]: 'member' } }) })
  const moderator = world.ctx({ actor: personCalled('per_moderator', { role: 'moderator' }) })
  const [revision] = await world.db.select().from(revisions)
  expect(await submit('Second')).toBe(409)
  await expect(reopenOpportunity(poster, id, { closesOn: null })).rejects.toMatchObject({ status: 409 })
  const approval = { verdict: 'approved', reason: '' } as const
  await expect(decideRevision(moderator, revision?.id ?? '', approval)).rejects.toMatchObject({ status: 409 })
  await decideRevision(moderator, revision?.id ?? '', { verdict: 'rejected', reason: 'Suspended' })
  expect(await world.db.select().from(closures)).toHaveLength(1)
})
