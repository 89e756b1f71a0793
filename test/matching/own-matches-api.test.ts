import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '../../src/paths.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { publish } from '../support/given.ts'
import { keyFor, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { personWith, weekly } from './given.ts'

const profile = { skills: [{ id: 'facilitation' }], availability: { hours: 6 }, payNeeded: true }

let world: World
let alum: Awaited<ReturnType<typeof personWith>>
let token: string
let dismissed: string

type Answer = {
  data: { opportunity: { id: string; title: string }; score: number }[]
  meta: { count: number; blocked: object; nearly: object[] }
  error: { code: string; issues: { path: string }[] }
}

async function personalKey(client: typeof alum): Promise<string> {
  const page = await (await client.post('/me/keys', { name: 'Mine' })).text()
  return /onw_[\w-]{43}/.exec(page)?.[0] ?? ''
}

beforeAll(async () => {
  world = await createWorld()
  await publish(world, {
    title: 'Course facilitator',
    skills: [{ id: 'facilitation', must: true }],
    commitment: weekly(3),
  })
  await publish(world, { kind: 'fellowship', title: 'Fellowship', commitment: weekly(40) })
  await publish(world, { kind: 'training', title: 'Curriculum course', teaches: ['curriculum_design'] })
  await publish(world, { kind: 'project', title: 'Unpaid group', pay: { kind: 'unpaid' } as never })
  dismissed = await publish(world, { title: 'Not for me' })
  alum = await personWith(world, profile)
  token = await personalKey(alum)
})

const ask = (search = '', key = token) =>
  world.request(`/api/v1/me/matches${search}`, { headers: { Authorization: `Bearer ${key}` } })
const read = async (search = '', key = token) => {
  const answer = await ask(search, key)
  return { status: answer.status, ...((await answer.json()) as Answer) }
}
const titles = ({ data }: Answer) => data.map(({ opportunity }) => opportunity.title)

describe('GET /api/v1/me/matches', () => {
  test('answers byte for byte what POST /match answers to the same profile', async () => {
    const posted = await world.postJson('/api/v1/match', { profile })
    expect(await (await ask()).text()).toBe(await posted.text())
  })

  test('equal questions get equal bytes, in two round trips', async () => {
    await ask()
    const trips = countRoundTrips(world)
    const first = await (await ask()).text()
    expect(trips.count).toBe(2)
    expect(await (await ask()).text()).toBe(first)
  })

  test('parameters of the board narrow it; what is none is refused, order and pages too', async () => {
    expect(titles(await read('?kind=training'))).toEqual(['Curriculum course'])
    expect((await read('?kind=fellowship')).meta).toMatchObject({ count: 0, blocked: { hours: 1 } })
    for (const [search, path] of [
      ['?kind=job', 'kind'],
      ['?colour=blue', 'colour'],
      ['?sort=newest', 'sort'],
      ['?cursor=x', 'cursor'],
    ] as const) {
      const { status, error } = await read(search)
      expect([status, error.issues[0]?.path]).toEqual([422, path])
    }
  })

  test('what was set aside is out, in the next answer', async () => {
    expect(titles(await read())).toContain('Not for me')
    await alum.post(paths.dismissals(), { opportunity: dismissed, reason: 'field' })
    const after = await read()
    expect(titles(after)).not.toContain('Not for me')
    expect(after.meta.count).toBe(2)
    await alum.post(paths.dismissalRemoval(dismissed))
    expect(titles(await read())).toContain('Not for me')
  })

  test('no key 401, an organization’s key 403, no profile 404; a cookie opens nothing', async () => {
    expect((await world.get('/api/v1/me/matches')).status).toBe(401)
    expect((await alum.get('/api/v1/me/matches')).status).toBe(401)
    const { token: organizations } = await keyFor(world, 'org_northlight')
    expect((await read('', organizations)).status).toBe(403)
    const newcomer = await signIn(world, 'new@example.test')
    const { status, error } = await read('', await personalKey(newcomer))
    expect([status, error.code]).toEqual([404, 'not_found'])
  })
})
