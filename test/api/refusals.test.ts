import { describe, expect, test } from 'vitest'
import { opportunities } from '../../src/opportunities/table.ts'
import { publish } from '../support/given.ts'
import { createWorld } from '../support/world.ts'
import { countRoundTrips } from './round-trips.ts'

const refusal = async (answer: Response) => ({ status: answer.status, body: await answer.text() })
type Failure = { error: { code: string; message: string; issues: { path: string }[] } }

test('a draft and an unknown opportunity answer the same bytes', async () => {
  const world = await createWorld()
  const id = await publish(world)
  await world.db.update(opportunities).set({ publishedAt: null })
  const draft = await refusal(await world.get(`/api/v1/opportunities/${id}`))
  expect(draft).toEqual(await refusal(await world.get('/api/v1/opportunities/opp_none')))
  expect(draft.status).toBe(404)
})

test('the counts of facets are not taken for an opportunity', async () => {
  const world = await createWorld()
  await publish(world, { kind: 'phd', audiences: ['osint'] })
  const body = (await (await world.get('/api/v1/opportunities/facets')).json()) as { data: Record<string, object[]> }
  expect(body.data.kind).toEqual([{ value: 'phd', label: 'PhD', count: 1 }])
  expect(body.data.org).toEqual([{ value: 'org_northlight', label: 'Northlight Institute', count: 1 }])
  expect(body.data.audience).toEqual([{ value: 'osint', label: 'OSINT', count: 1 }])
})

describe('a path with another method', () => {
  test.each([
    ['PUT', '/opportunities', 'GET, HEAD, POST'],
    ['PUT', '/taxonomy', 'GET, HEAD'],
    ['DELETE', '/organizations/org_x', 'GET, HEAD'],
    ['GET', '/match', 'POST'],
    ['GET', '/subscriptions', 'POST'],
    ['PATCH', '/openapi.json', 'GET, HEAD'],
  ])('%s %s answers 405 and names what it takes', async (method, path, allow) => {
    const answer = await (await createWorld()).request(`/api/v1${path}`, { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow])
    expect(((await answer.json()) as Failure).error.code).toBe('method_not_allowed')
  })

  test('HEAD is answered like GET, without a body', async () => {
    const answer = await (await createWorld()).request('/api/v1/taxonomy', { method: 'HEAD' })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })
})

test('a route that is none has the shape of an error', async () => {
  const answer = await (await createWorld()).get('/api/v1/jobs')
  expect(answer.status).toBe(404)
  expect(await answer.json()).toEqual({ error: { code: 'not_found', message: 'Not found', issues: [] } })
})

describe('what a list cannot take is refused and named', () => {
  test.each([
    ['/opportunities?limit=51', ['limit']],
    ['/opportunities?limit=2.5', ['limit']],
    ['/opportunities?limit=', ['limit']],
    ['/opportunities?cursor=forged', ['cursor']],
    ['/opportunities?kind=job&since=soon', ['kind', 'since']],
    ['/organizations?limit=0', ['limit']],
    ['/organizations?limit=1&limit=2', ['limit']],
    ['/organizations?cursor=!', ['cursor']],
    ['/organizations?q=a&q=b', ['q']],
    ['/organizations?kind=role', ['kind']],
    ['/organizations?x=1&y=2&limit=0', ['limit', 'x', 'y']],
    [`/organizations?q=${'a'.repeat(201)}`, ['q']],
    ['/taxonomy?x=1', ['x']],
    ['/opportunities?limit=5&limit=abc', ['limit']],
    ['/opportunities?limit=5&limit=5', ['limit']],
    ['/programs?limit=5&limit=5', ['limit']],
  ])('%s', async (path, wrong) => {
    const answer = await (await createWorld()).get(`/api/v1${path}`)
    expect(answer.status).toBe(422)
    expect(((await answer.json()) as Failure).error.issues.map((issue) => issue.path)).toEqual(wrong)
  })
})

test('an unknown key is named with what to do', async () => {
  const world = await createWorld()
  const json = { email: 'reader@example.test', search: { flavour: 'x' }, flavour: 'x' }
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(json) }
  const { error } = (await (await world.request('/api/v1/subscriptions', init)).json()) as Failure
  expect(error.issues).toContainEqual({
    path: 'flavour',
    message: '`flavour` is not known here; correct its name or leave it out',
  })
  expect(error.message).toContain('flavour: `flavour` is not known here')
})

test('a list costs one round trip', async () => {
  const world = await createWorld()
  for (let i = 0; i < 3; i++) await publish(world)
  const trips = countRoundTrips(world)
  for (const path of [
    '/opportunities?limit=50',
    '/opportunities/facets',
    '/organizations',
    '/organizations/org_northlight',
  ]) {
    trips.count = 0
    expect((await world.get(`/api/v1${path}`)).status).toBe(200)
    expect(trips.count, path).toBe(1)
  }
})
