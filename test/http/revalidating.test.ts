import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { MINUTE } from '../../src/calendar.ts'
import { isKnownTo } from '../../src/http/revalidating.ts'
import { opportunities } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { publish } from '../support/given.ts'
import { createWorld, ORIGIN, type World } from '../support/world.ts'

const asking = (tags: string) => new Request(ORIGIN, { headers: { 'If-None-Match': tags } })
test.each([
  ['W/"1-2-a"', true],
  ['"1-2-a"', true],
  ['"other", W/"1-2-a"', true],
  ['W/"a,b","1-2-a" , "c"', true],
  ['*', true],
  [' * ', true],
  ['W/"1-2"', false],
  ['1-2-a', false],
  ['w/"1-2-b"', false],
  ['"*"', false],
  ['"', false],
])('If-None-Match: %s', (tags, isKnown) => {
  expect(isKnownTo(asking(tags), 'W/"1-2-a"')).toBe(isKnown)
})
test('without If-None-Match nothing is known', () => expect(isKnownTo(new Request(ORIGIN), 'W/"1"')).toBe(false))

/** Counts the round trips that go to the database. */
function countTrips({ db }: World) {
  const counter = { trips: 0 }
  const batch = db.batch.bind(db)
  db.batch = ((statements: never) => {
    counter.trips++
    return batch(statements)
  }) as typeof db.batch
  return counter
}

const ask = (world: World, path: string, headers: Record<string, string>) => world.request(path, { headers })
const revalidate = 'public, max-age=0, must-revalidate'

const ofTheBoard = [
  '/',
  '/feed.xml?kind=role',
  '/feed.atom?q=opportunity',
  '/feed.json',
  '/deadlines.ics',
  '/opportunities/opp_000001/deadline.ics',
  '/opportunities.csv',
  '/embed?limit=3',
  `/oembed?url=${encodeURIComponent(`${ORIGIN}/`)}`,
  '/sitemap.xml',
  '/api/v1/opportunities?kind=role&limit=2',
  '/api/v1/opportunities/facets',
  '/api/v1/opportunities/opp_000001',
  '/api/v1/organizations',
  '/api/v1/organizations/org_northlight',
  '/api/v1/programs',
]

test('what is public is not sent again until the board or the quarter of an hour changes', async () => {
  const world = await createWorld()
  await publish(world, { closesOn: '2026-06-01' })
  const before = new Map<string, string>()
  for (const path of ofTheBoard) {
    const first = await world.get(path)
    const etag = first.headers.get('etag') ?? ''
    expect([first.status, first.headers.get('cache-control'), etag], path).toEqual([
      200,
      revalidate,
      expect.any(String),
    ])
    expect(await first.text()).not.toBe('')
    before.set(path, etag)
    for (const tags of [etag, `"x", ${etag.slice(2)}`, '*']) {
      const again = await ask(world, path, { 'If-None-Match': tags })
      expect([again.status, again.headers.get('etag'), await again.text()], path + tags).toEqual([304, etag, ''])
      expect(again.headers.get('cache-control'), path).toBe(revalidate)
    }
  }
  await publish(world)
  for (const [path, etag] of before) {
    const changed = await ask(world, path, { 'If-None-Match': etag })
    expect(changed.status, path).toBe(200)
    before.set(path, changed.headers.get('etag') ?? '')
  }
  world.now += 15 * MINUTE
  for (const [path, etag] of before) expect((await ask(world, path, { 'If-None-Match': etag })).status, path).toBe(200)
})

test('who has it costs no call to the database within the second', async () => {
  const world = await createWorld()
  await publish(world, { closesOn: '2026-06-01' })
  const paths = ofTheBoard.slice(1)
  const tags = new Map<string, string>()
  for (const path of paths) tags.set(path, (await world.get(path)).headers.get('etag') ?? '')
  world.now += 2_000
  await world.get('/')
  const counter = countTrips(world)
  for (const path of paths) {
    world.now -= 2_000
    expect((await ask(world, path, { 'If-None-Match': tags.get(path) ?? '' })).status, path).toBe(304)
  }
  expect(counter.trips).toBe(0)
})

test.each([
  ['/api/v1/opportunities/opp_nope', 404],
  ['/api/v1/organizations/org_nope', 404],
  ['/api/v1/programs/prg_nope', 404],
  ['/opportunities/opp_nope/deadline.ics', 404],
  ['/sitemap-99.xml', 404],
  ['/api/v1/opportunities?bogus=1', 422],
  ['/api/v1/opportunities?limit=9999', 422],
  ['/api/v1/organizations?cursor=x', 422],
  ['/feed.atom', 200],
  ['/feed.xml?kind=role', 200],
  ['/', 200],
  ['/?kind=role', 200],
])('the tag of another address does not stand for %s', async (path, status) => {
  const world = await createWorld()
  await publish(world)
  const etag = (await world.get('/feed.xml')).headers.get('etag') ?? ''
  const board = (await world.get('/?sort=deadline')).headers.get('etag') ?? ''
  for (let time = 0; time < 2; time++) {
    world.now -= 2_000
    expect((await ask(world, path, { 'If-None-Match': `${etag}, ${board}` })).status).toBe(status)
  }
})

test('what changes with a deployment only asks no database', async () => {
  const world = await createWorld()
  const counter = countTrips(world)
  for (const path of ['/robots.txt', paths.manifest(), paths.apiDocs(), paths.openapi(), '/api/v1/taxonomy']) {
    const first = await world.get(path)
    expect([first.status, first.headers.get('cache-control')], path).toEqual([200, revalidate])
    const etag = first.headers.get('etag') ?? ''
    expect((await ask(world, path, { 'If-None-Match': etag })).status, path).toBe(304)
  }
  expect(counter.trips).toBe(0)
})

test('a session and no-cache see what was just written', async () => {
  const world = await createWorld()
  const etag = (await world.get('/feed.json')).headers.get('etag') ?? ''
  await publish(world)
  for (const headers of [{ Cookie: '__Host-session=x' }, { 'Cache-Control': 'no-cache' }]) {
    world.now -= 2_000
    expect((await ask(world, '/feed.json', { ...headers, 'If-None-Match': etag } as never)).status).toBe(200)
  }
})

test('what is asked with a key is nobody else’s to keep', async () => {
  const world = await createWorld()
  for (const path of ['/api/v1/opportunities', '/api/v1/taxonomy', paths.openapi()]) {
    const plain = await world.get(path)
    expect(plain.headers.get('vary'), path).toContain('Authorization')
    const etag = plain.headers.get('etag') ?? ''
    const keyed = await ask(world, path, { Authorization: 'Bearer onw_x', 'If-None-Match': etag })
    expect([keyed.status, keyed.headers.get('cache-control'), keyed.headers.get('etag')], path).toEqual([
      200,
      'private, no-store',
      null,
    ])
  }
})

test('what is not there or wrong is neither named nor unchanged', async () => {
  const world = await createWorld()
  for (const [path, status] of [
    ['/opportunities/opp_none/deadline.ics', 404],
    ['/sitemap-9.xml', 404],
    ['/api/v1/opportunities/opp_none', 404],
    ['/api/v1/opportunities?flavour=x', 422],
  ] as const) {
    const answer = await ask(world, path, { 'If-None-Match': '*' })
    expect([answer.status, answer.headers.get('etag')], path).toEqual([status, null])
  }
})

test('an embedded list that is unchanged may still be framed', async () => {
  const world = await createWorld()
  const etag = (await world.get('/embed')).headers.get('etag') ?? ''
  const again = await ask(world, '/embed', { 'If-None-Match': etag })
  expect([again.status, again.headers.get('content-security-policy')]).toEqual([
    304,
    expect.stringContaining('frame-ancestors *'),
  ])
})

test.each([
  ...ofTheBoard.filter((path) => !/oembed|limit=3|programs|q=/.test(path)),
  '/opportunities/opp_000001',
  '/organizations',
  '/organizations/org_northlight',
])('who asks for the newest at %s gets it also within the second', async (path) => {
  const world = await createWorld()
  const id = await publish(world, { closesOn: '2026-12-31', zone: 'UTC' })
  const before = await world.get(path)
  const etag = before.headers.get('etag') ?? ''
  await world.db
    .update(opportunities)
    .set({ title: 'Changed', updatedAt: world.now + 60_000 })
    .where(eq(opportunities.id, id))
  await world.db.update(organizations).set({ name: 'Renamed', updatedAt: world.now + 60_000 })
  world.now -= 2_000
  const after = await ask(world, path, { 'Cache-Control': 'no-cache', 'If-None-Match': etag })
  expect(after.status).toBe(200)
  expect(await after.text()).not.toBe(await before.text())
  expect(after.headers.get('etag')).not.toBe(etag)
})
