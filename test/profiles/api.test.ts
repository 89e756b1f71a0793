import { expect, test } from 'vitest'
import type { Person } from '../../src/context.ts'
import { giveConsent } from '../../src/profiles/consenting.ts'
import { keyFor, organizationCalled, personalKey } from '../support/sign-in.ts'
import { alum } from './given.ts'

test('a key of one’s own reads name, profile and what is allowed', async () => {
  const { world, id, state, post } = await alum()
  await post('/me/name', { name: 'Alma' })
  await state([['hours', '10']])
  await giveConsent(world.ctx(), { id } as Person, 'stories')
  const token = await personalKey({ post })
  const answer = await world.request('/api/v1/me', { headers: { Authorization: `Bearer ${token}` } })
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(await answer.json()).toMatchObject({
    data: { id, name: 'Alma', profile: { availability: { hours: 10, per: 'week' } }, consents: ['stories'] },
    meta: {},
  })
})

test('who has said nothing reads that; no address is told', async () => {
  const { world, id, post } = await alum()
  const token = await personalKey({ post })
  const answer = await world.request('/api/v1/me', { headers: { Authorization: `Bearer ${token}` } })
  const text = await answer.text()
  expect(JSON.parse(text).data).toMatchObject({ id, name: null, profile: { skills: [] }, consents: [] })
  expect(text).not.toContain('@')
})

test('a cookie or an organization’s key is refused', async () => {
  const { world, get } = await alum()
  expect((await get('/api/v1/me')).status).toBe(401)
  const key = await keyFor(world, await organizationCalled(world, 'Example'))
  const answer = await world.request('/api/v1/me', { headers: { Authorization: `Bearer ${key.token}` } })
  expect(answer.status).toBe(403)
})
