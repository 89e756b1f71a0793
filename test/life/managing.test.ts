import { expect, test } from 'vitest'
import { publish } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { memberOf, office } from './given.ts'

test('the public page leads members to their office, moderators to theirs, and others nowhere', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const way = `/opportunities/${id}/manage`
  expect(await (await world.get(`/opportunities/${id}`)).text()).toContain(`href="${way}"`)
  const ledTo = async (client: { get: (path: string) => Promise<Response> }) => {
    const answer = await client.get(way)
    return [answer.status, answer.headers.get('location')]
  }
  const member = await memberOf(world)
  expect(await ledTo(member)).toEqual([303, `${office}#${id}`])
  expect(await (await member.get(office)).text()).toContain(`<h2 id="${id}"`)
  const moderator = await signIn(world, 'mod@example.test', { role: 'moderator' })
  expect(await ledTo(moderator)).toEqual([303, `/moderation/opportunities/${id}`])
  expect(await ledTo(await signIn(world, 'stranger@example.test'))).toEqual([404, null])
  const [status, location] = await ledTo(world)
  expect([status, String(location)]).toEqual([303, expect.stringContaining('/sign-in?next=')])
})
