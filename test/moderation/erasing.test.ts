import { expect, test } from 'vitest'
import { revisions } from '../../src/opportunities/table.ts'
import { createWorld } from '../support/world.ts'
import { moderator, submitted } from './given.ts'

const page = (id: string) => `/moderation/opportunities/${id}`

test('what was never public is erased from its page, in two presses', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const { opportunityId: id } = await submitted(world, { title: 'How to do harm' })
  const form = await (await mod.get(page(id))).text()
  expect(form).toContain('Erase its words')
  expect(form).not.toContain('value="misleading"')
  const fields = { reason: 'hazardous', note: 'It could do harm' }
  const asked = await mod.post(`${page(id)}/retraction`, fields)
  expect([asked.status, (await asked.text()).includes('Erase its words?')]).toEqual([200, true])
  expect((await world.db.select().from(revisions))[0]?.content).not.toBe(null)
  expect((await mod.post(`${page(id)}/retraction`, { ...fields, confirm: 'erase' })).status).toBe(303)
  expect((await world.db.select().from(revisions))[0]?.content).toBe(null)
  expect(await (await mod.get(page(id))).text()).toContain('Its words are erased and cannot come back')
})

test.each(['toString', '__proto__', 'nothing'])('a page has no words for ?done=%s', async (done) => {
  const world = await createWorld()
  const mod = await moderator(world)
  const { opportunityId: id } = await submitted(world)
  for (const path of [page(id), '/me'])
    expect(await (await mod.get(`${path}?done=${done}`)).text()).not.toContain('role="status"')
})
