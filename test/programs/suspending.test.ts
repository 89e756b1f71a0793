import { beforeEach, expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { eventDetails } from '../../src/db/table.ts'
import { moderator } from '../moderation/given.ts'
import { signIn } from '../support/sign-in.ts'
import { givenProgram, programOf } from './given.ts'

let here: Awaited<ReturnType<typeof givenProgram>>

beforeEach(async () => {
  here = await givenProgram()
  await here.ada.post(`${here.at}/publication`)
})

/** What everybody gets of the program: its page, the directory, the interface, the map of the site. */
async function seen() {
  const { world, programId } = here
  const [page, api] = await Promise.all([
    world.get(`/programs/${programId}`),
    world.get(`/api/v1/programs/${programId}`),
  ])
  const lists = await Promise.all(
    ['/programs', '/api/v1/programs'].map(async (path) => (await (await world.get(path)).text()).includes(programId)),
  )
  return [page.status, api.status, ...lists]
}

test('moderators take a page down with a reason, and put it back', async () => {
  const { world, ada, at, programId } = here
  const mod = await moderator(world)
  expect(await seen()).toEqual([200, 200, true, true])
  const path = `/moderation/programs/${programId}`
  const lookup = await mod.get(`/moderation/lookup?q=https://onward.test/programs/winter-${programId}`)
  expect(lookup.headers.get('location')).toBe(path)
  const answer = await mod.post(`${path}/suspension`, { reason: 'No such program' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?done=suspended`])
  expect(await seen()).toEqual([404, 404, false, false])
  expect(await (await mod.get(path)).text()).toContain('<q>No such program</q>')
  expect((await mod.post(`${path}/suspension`, { reason: 'Again' })).status).toBe(409)
  expect(await (await ada.get(at)).text()).toContain('Moderators took its public page down')
  const again = await ada.post(`${at}/publication`)
  expect([again.status, (await again.text()).includes('Moderators took its page down: write to them')]).toEqual([
    409,
    true,
  ])
  expect(await seen()).toEqual([404, 404, false, false])
  expect((await mod.post(`${path}/suspension/end`)).status).toBe(303)
  expect(await seen()).toEqual([200, 200, true, true])
  expect((await mod.post(`${path}/suspension/end`)).status).toBe(409)
  expect((await world.db.select().from(eventDetails)).map(({ detail }) => detail)).toContain('No such program')
})

test('nobody else takes one down, not even its group; what was never public is not there', async () => {
  const { world, ada, at, programId } = here
  const stranger = await signIn(world, 'stranger@example.test')
  const path = `/moderation/programs/${programId}`
  for (const client of [ada, stranger]) {
    const asked = [
      client.get(path),
      client.post(`${path}/suspension`, { reason: 'x' }),
      client.post(`${path}/suspension/end`),
    ]
    expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([404]))
  }
  expect(await world.db.$count(suspensions)).toBe(0)
  expect(await seen()).toEqual([200, 200, true, true])
  await ada.post(`${at}/publication/end`)
  const mod = await moderator(world)
  expect((await mod.post(`${path}/suspension`, { reason: 'x' })).status).toBe(404)
})

test('without a reason nothing is taken down', async () => {
  const { world, programId } = here
  const mod = await moderator(world)
  const refused = await mod.post(`/moderation/programs/${programId}/suspension`, { reason: '  ' })
  expect([refused.status, (await refused.text()).includes('id="reason-error"')]).toEqual([422, true])
  expect(await world.db.$count(suspensions)).toBe(0)
  expect((await programOf(world, programId))?.publishedAt).not.toBeNull()
})
