import { expect, test } from 'vitest'
import { closures } from '../../src/opportunities/table.ts'
import { publish } from '../support/given.ts'
import { createWorld } from '../support/world.ts'
import { memberOf, rowOf } from './given.ts'

test('neither extended nor reopened can anything be due before it opens', async () => {
  const world = await createWorld()
  const id = await publish(world, { opensOn: '2026-05-01', closesOn: '2026-06-01' })
  const member = await memberOf(world)
  const move = () => member.post(`/opportunities/${id}/reopening`, { closesOn: '2026-04-20' })
  const refusals = [await move()]
  expect((await member.post(`/opportunities/${id}/closure`, { reason: 'withdrawn' })).status).toBe(303)
  refusals.push(await move())
  for (const refused of refusals) {
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain('It opens on 2026-05-01: give a later day')
    expect(html).toContain('value="2026-04-20"')
  }
  expect(await rowOf(world, id)).toMatchObject({ closesOn: '2026-06-01', reopened: 0 })
  expect(await world.db.select().from(closures)).toHaveLength(1)
})
