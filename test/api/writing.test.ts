import { expect, test } from 'vitest'
import { apiKeys, suspensions } from '../../src/auth/table.ts'
import { DAY } from '../../src/calendar.ts'
import { closures, decisions, opportunities, revisions } from '../../src/opportunities/table.ts'
import { members, trusts } from '../../src/organizations/table.ts'
import { publish } from '../support/given.ts'
import { keyFor, organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

const posting = {
  kind: 'role',
  title: 'Research operations',
  body: 'Ten hours a **week**. <script>alert(1)</script>',
  applyUrl: 'https://northlight.test/apply',
  commitment: { basis: 'stated', hoursMin: 10, hoursMax: 10, per: 'week' },
}
const NORTHLIGHT = 'org_northlight'
type Done = { data: { id: string; status: string; url: string } }
const read = async (answer: Response) => (await answer.json()) as Done

async function given(options: { trusted?: boolean } = {}) {
  const world = await createWorld()
  const open = await publish(world, { title: 'Open already', seats: 2 })
  if (options.trusted)
    await world.db.insert(trusts).values({ organizationId: NORTHLIGHT, trustedBy: 'x', trustedAt: 0 })
  return { world, open, ...(await keyFor(world, NORTHLIGHT)) }
}

test('what an organization submits waits for a moderator, with its Markdown made safe', async () => {
  const { world, send } = await given()
  const answer = await send('POST', '/opportunities', posting)
  expect(answer.status).toBe(201)
  const { data } = await read(answer)
  expect(data.status).toBe('submitted')
  const [revision] = await world.db.select().from(revisions)
  expect(revision).toMatchObject({ opportunityId: data.id, organizationId: NORTHLIGHT })
  expect(revision?.content).toMatchObject({ title: 'Research operations', applyUrl: 'https://northlight.test/apply' })
  expect(revision?.content?.bodyHtml).toContain('<strong>week</strong>')
  expect(revision?.content?.bodyHtml).not.toContain('<script')
  expect((await world.get(`/api/v1/opportunities/${data.id}`)).status).toBe(404)
})

test('of a trusted organization it is public at once', async () => {
  const { world, send } = await given({ trusted: true })
  const { data } = await read(await send('POST', '/opportunities', posting))
  expect(data.status).toBe('published')
  expect((await world.get(`/api/v1/opportunities/${data.id}`)).status).toBe(200)
  expect((await world.db.select().from(decisions))[0]).toMatchObject({ verdict: 'approved' })
})

test('a change of the deadline takes effect at once, a new title waits, and what is left out stays', async () => {
  const { world, open, send } = await given()
  const { data } = await read(
    await send('PATCH', `/opportunities/${open}`, { closesOn: '2026-06-01', zone: 'Europe/Paris' }),
  )
  expect(data.status).toBe('published')
  const second = await read(await send('PATCH', `/opportunities/${open}`, { title: 'A new title', seats: 7 }))
  expect(second.data.status).toBe('submitted')
  const [row] = await world.db.select().from(opportunities)
  expect(row).toMatchObject({ title: 'Open already', closesOn: '2026-06-01', seats: 7 })
  // A third change goes on from what waits.
  await send('PATCH', `/opportunities/${open}`, { seats: 8 })
  const rows = await world.db.select().from(revisions)
  expect(rows.at(-1)?.content).toMatchObject({ title: 'A new title', seats: 8 })
})

test('closing keeps the two answers, once', async () => {
  const { world, open, send } = await given()
  const answer = await send('POST', `/opportunities/${open}/closure`, {
    reason: 'filled',
    filledThrough: 'us',
    applicants: 41,
  })
  expect(await read(answer)).toMatchObject({ data: { id: open, status: 'closed' } })
  expect((await send('POST', `/opportunities/${open}/closure`, { reason: 'filled' })).status).toBe(409)
  expect(await world.db.select().from(closures)).toMatchObject([
    { reason: 'filled', filledThrough: 'us', applicants: 41 },
  ])
})

test('another organization’s public one may be read, not changed; what waits there looks like nothing', async () => {
  const { world, open } = await given()
  const other = await organizationCalled(world, 'Other')
  const theirs = await keyFor(world, other, 'other@example.test')
  for (const [method, path, body] of [
    ['PATCH', `/opportunities/${open}`, { seats: 1 }],
    ['POST', `/opportunities/${open}/closure`, { reason: 'filled' }],
  ] as const)
    expect((await theirs.send(method, path, body)).status).toBe(403)
  const ours = await keyFor(world, NORTHLIGHT, 'second@example.test')
  const { data } = await read(await ours.send('POST', '/opportunities', posting))
  const [hidden, missing] = await Promise.all(
    [data.id, 'opp_none'].map((id) => theirs.send('PATCH', `/opportunities/${id}`, { seats: 1 })),
  )
  expect([hidden?.status, await hidden?.text()]).toEqual([404, await missing?.text()])
  expect((await world.db.select().from(opportunities))[0]).toMatchObject({ seats: 2 })
  expect(await world.db.select().from(closures)).toEqual([])
})

test('unknown keys are refused: nobody gives themselves a role, a status or an organization', async () => {
  const { world, open, send } = await given()
  for (const more of [
    { role: 'admin' },
    { status: 'published' },
    { organizationId: 'org_x' },
    { bodyHtml: '<b>x</b>' },
    { verifiedOn: '2026-01-01' },
  ]) {
    expect((await send('POST', '/opportunities', { ...posting, ...more })).status).toBe(422)
    expect((await send('PATCH', `/opportunities/${open}`, more)).status).toBe(422)
  }
  expect(await world.db.select().from(revisions)).toEqual([])
})

test('a wrong field is named', async () => {
  const { send } = await given()
  const answer = await send('POST', '/opportunities', { ...posting, rolling: true, closesOn: '2026-06-01', seats: 0 })
  expect(answer.status).toBe(422)
  const { error } = (await answer.json()) as { error: { issues: { path: string }[] } }
  expect(error.issues.map(({ path }) => path)).toEqual(['seats'])
})

test('twenty repeats of one request make one opportunity and get one answer', async () => {
  const { world, send } = await given()
  const headers = { 'Idempotency-Key': 'monday-1' }
  const first = await send('POST', '/opportunities', posting, headers)
  const bytes = await first.text()
  for (let i = 0; i < 20; i++) {
    const again = await send('POST', '/opportunities', posting, headers)
    expect([again.status, await again.text()]).toEqual([201, bytes])
  }
  expect(await world.db.select().from(revisions)).toHaveLength(1)
  const other = await send('POST', '/opportunities', { ...posting, title: 'Another' }, headers)
  expect(other.status).toBe(422)
  expect(await other.text()).toContain('Idempotency-Key')
  world.now += DAY + 1
  expect((await send('POST', '/opportunities', { ...posting, title: 'Another' }, headers)).status).toBe(201)
})

test('twenty at once make one opportunity: the others are told to wait', async () => {
  const { world, send } = await given()
  const headers = { 'Idempotency-Key': 'at-once' }
  const answers = await Promise.all(Array.from({ length: 20 }, () => send('POST', '/opportunities', posting, headers)))
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
  expect(await world.db.select().from(revisions)).toHaveLength(1)
})

test('a refused request frees its Idempotency-Key', async () => {
  const { send } = await given()
  const headers = { 'Idempotency-Key': 'mend' }
  expect((await send('POST', '/opportunities', { ...posting, kind: 'job' }, headers)).status).toBe(422)
  expect((await send('POST', '/opportunities', posting, headers)).status).toBe(201)
  expect((await send('POST', '/opportunities', posting, { 'Idempotency-Key': 'two words' })).status).toBe(422)
})

const ends: [string, (world: World, token: string, maker: { id: string }) => Promise<unknown>][] = [
  ['it is revoked', (world) => world.db.update(apiKeys).set({ revokedAt: world.now })],
  ['its maker has left', (world) => world.db.delete(members)],
  ['its maker is suspended', (world, _, { id }) => suspend(world, id)],
  ['the organization is suspended', (world) => suspend(world, NORTHLIGHT)],
]
const suspend = (world: World, subjectId: string) =>
  world.db.insert(suspensions).values({ subjectId, reason: 'test', suspendedBy: 'x', suspendedAt: 0 })

test.each(ends)('a key opens nothing once %s', async (_, end) => {
  const { world, send, token, maker } = await given()
  await end(world, token, maker)
  expect((await send('POST', '/opportunities', posting)).status).toBe(401)
  expect(await world.db.select().from(revisions)).toEqual([])
})

test('a key is shown once, kept as a hash, and revoked by its owner only', async () => {
  const { world, token, maker, send } = await given()
  const [row] = await world.db.select().from(apiKeys)
  expect(JSON.stringify(row)).not.toContain(token)
  expect(await (await maker.get('/me/keys')).text()).not.toContain(token)
  expect(await (await maker.get('/me')).text()).not.toContain(token)
  const stranger = await signIn(world, 'stranger@example.test')
  expect((await stranger.post(`/me/keys/${row?.id}/revocation`)).status).toBe(404)
  expect((await send('POST', '/opportunities', posting)).status).toBe(201)
  expect((await maker.post(`/me/keys/${row?.id}/revocation`)).status).toBe(303)
  expect((await send('POST', '/opportunities', posting)).status).toBe(401)
})

test('a key for an organization is made by its members only', async () => {
  const { world } = await given()
  const stranger = await signIn(world, 'stranger@example.test')
  expect((await stranger.post('/me/keys', { name: 'x', subject: NORTHLIGHT })).status).toBe(404)
  expect((await stranger.post('/me/keys', { name: '' })).status).toBe(422)
  expect(await world.db.select().from(apiKeys)).toHaveLength(1)
})

test('cookies do not open the API', async () => {
  const { maker, world } = await given()
  expect((await maker.postJson('/api/v1/opportunities', posting)).status).toBe(401)
  expect(await world.db.select().from(revisions)).toEqual([])
})

test('a change made by a program keeps the deadline that was moved since, and a new text cuts a new summary', async () => {
  const { world, send, maker } = await given({ trusted: true })
  const { data } = await read(await send('POST', '/opportunities', { ...posting, closesOn: '2026-06-01' }))
  await maker.post(`/opportunities/${data.id}/closure`, { reason: 'withdrawn' })
  await maker.post(`/opportunities/${data.id}/reopening`, { closesOn: '2026-09-30' })
  await send('PATCH', `/opportunities/${data.id}`, { seats: 9, body: 'Quite another text.' })
  const rows = await world.db.select().from(opportunities)
  expect(rows.find(({ id }) => id === data.id)).toMatchObject({
    closesOn: '2026-09-30',
    seats: 9,
    summary: 'Quite another text.',
  })
})

test('a deadline that has passed is refused and named', async () => {
  const { world, send } = await given()
  const answer = await send('POST', '/opportunities', { ...posting, closesOn: '2026-01-01' })
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ error: { issues: [{ path: 'closesOn' }] } })
  expect(await world.db.select().from(revisions)).toEqual([])
})
