import { expect, test } from 'vitest'
import { publish } from '../support/given.ts'
import { keyFor } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { allApplications, allLandings, applicationOf, stepsIn, tracker } from './given.ts'

type Answer = {
  data: { id: string; state: string; history: { state: string; on: string; via: string }[] }[]
  meta: { count: number; next: string | null }
}

async function keyed(world: World) {
  const alum = await tracker(world)
  const made = await (await alum.post('/me/keys', { name: 'Mine' })).text()
  const [token = ''] = /onw_[\w-]{43}/.exec(made) ?? []
  const send = (method: string, search = '', body?: unknown, headers: Record<string, string> = {}) =>
    world.request(`/api/v1/me/applications${search}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  return { alum, send }
}

test('a key of one’s own puts on the tracker, moves on in any direction, and keeps notes', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'By a program', closesOn: '2026-03-20' })
  const { alum, send } = await keyed(world)
  const first = await send('POST', '', { opportunityId: id, state: 'interview', on: '2026-02-20', notes: 'Ask Mira' })
  expect(first.status).toBe(200)
  expect(((await first.json()) as { data: unknown }).data).toMatchObject({
    opportunity: {
      id,
      title: 'By a program',
      organization: 'Northlight Institute',
      status: 'published',
      closesOn: '2026-03-20',
    },
    state: 'interview',
    notes: 'Ask Mira',
    dueOn: null,
    history: [{ state: 'interview', on: '2026-02-20', via: 'api' }],
  })
  await send('POST', '', { opportunityId: id, state: 'applied' })
  await send('POST', '', { opportunityId: id, state: 'applied', notes: 'Newer' })
  const row = await applicationOf(world, id)
  expect(row).toMatchObject({ personId: alum.id, state: 'applied', notes: 'Newer' })
  expect(await stepsIn(world, row.id)).toEqual([
    ['interview', '2026-02-20', 'api'],
    ['applied', '2026-03-02', 'api'],
  ])
  await send('POST', '', { opportunityId: id, state: 'accepted' })
  expect(await allLandings(world)).toMatchObject([{ personId: alum.id, startsOn: '2026-03-02' }])
})

test('under an Idempotency-Key a request is done once', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const { send } = await keyed(world)
  const ask = () => send('POST', '', { opportunityId: id, state: 'saved' }, { 'Idempotency-Key': 'k1' })
  const [first, second] = [await (await ask()).text(), await (await ask()).text()]
  expect(second).toBe(first)
  expect((await send('POST', '', { opportunityId: id, state: 'applied' }, { 'Idempotency-Key': 'k1' })).status).toBe(
    422,
  )
  expect((await applicationOf(world, id)).state).toBe('saved')
})

test('the list is paged, the newest first, and nobody else’s', async () => {
  const world = await createWorld()
  const { alum, send } = await keyed(world)
  const other = await tracker(world, 'other@example.test')
  for (let i = 0; i < 5; i++) await alum.track(await publish(world), 'saved')
  await other.track(await publish(world), 'saved')
  const ids: string[] = []
  let search = '?limit=2'
  for (let pages = 0; pages < 3; pages++) {
    const { data, meta } = (await (await send('GET', search)).json()) as Answer
    expect(meta.count).toBe(5)
    ids.push(...data.map(({ id }) => id))
    search = `?limit=2&cursor=${meta.next}`
    if (pages === 2) expect(meta.next).toBeNull()
  }
  const own = (await allApplications(world)).filter(({ personId }) => personId === alum.id).map(({ id }) => id)
  expect(ids).toEqual(own.sort().reverse())
})

test('bad input names each field; an organization’s key reaches nobody’s tracker', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const { send } = await keyed(world)
  const refused = await send('POST', '', { opportunityId: 'x', state: 'hired', on: 'soon', role: 'admin' })
  expect(refused.status).toBe(422)
  const { error } = (await refused.json()) as { error: { issues: { path: string }[] } }
  expect(error.issues.map(({ path }) => path).sort()).toEqual(['on', 'opportunityId', 'role', 'state'])
  expect((await send('POST', '', { opportunityId: id, state: 'saved', on: '2027-01-01' })).status).toBe(422)
  expect((await send('GET', '?limit=51')).status).toBe(422)
  const organization = await keyFor(world, 'org_northlight')
  expect((await organization.send('GET', '/me/applications')).status).toBe(403)
  expect((await organization.send('POST', '/me/applications', { opportunityId: id, state: 'saved' })).status).toBe(403)
  expect(await allApplications(world)).toEqual([])
})
