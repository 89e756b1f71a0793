import { expect, test } from 'vitest'
import { events } from '../../src/db/table.ts'
import { retractOpportunity } from '../../src/opportunities/retracting.ts'
import { retractions } from '../../src/opportunities/table.ts'
import { publish } from '../support/given.ts'
import { createWorld } from '../support/world.ts'
import { personCalled } from './actors.ts'

test.each([
  ['hazardous', 'misleading'],
  ['misleading', 'hazardous'],
] as const)('of two moderators at once, %s and %s, the one that erased stands', async (...reasons) => {
  const world = await createWorld()
  const id = await publish(world)
  const moderator = world.ctx({ actor: personCalled('per_moderator', { role: 'moderator' }) })
  await Promise.allSettled(reasons.map((reason) => retractOpportunity(moderator, id, { reason, note: 'Seen' })))
  expect(await world.db.select().from(retractions)).toMatchObject([{ reason: 'hazardous' }])
})

test('of two moderators at once with the same reason, one is told that it was retracted', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const moderator = world.ctx({ actor: personCalled('per_moderator', { role: 'moderator' }) })
  const retract = () => retractOpportunity(moderator, id, { reason: 'mistake', note: 'Seen' })
  const results = await Promise.allSettled([retract(), retract()])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  const names = (await world.db.select().from(events)).map(({ name }) => name)
  expect(names.filter((name) => name === 'opportunity.retracted')).toHaveLength(1)
})
