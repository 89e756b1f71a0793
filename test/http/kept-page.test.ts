import { gunzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DAY, MINUTE } from '../../src/calendar.ts'
import { retractOpportunity } from '../../src/opportunities/retracting.ts'
import { opportunities } from '../../src/opportunities/table.ts'
import { paths } from '../../src/paths.ts'
import { personCalled } from '../opportunities/actors.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

/** Counts the round trips that go to the database. */
function countTrips(world: World) {
  const counter = { trips: 0, statements: 0 }
  const batch = world.db.batch.bind(world.db)
  world.db.batch = ((statements: never[]) => {
    counter.trips++
    counter.statements += statements.length
    return batch(statements as never)
  }) as typeof world.db.batch
  return counter
}

/** A request within the second in which the version is believed. */
const soon = (world: World, path: string, headers: Record<string, string> = {}) => {
  world.now -= 2_000
  return world.request(path, { headers })
}

test('a new page costs one round trip, its repeat none, and 304 none', async () => {
  const world = await createWorld()
  const id = await publish(world)
  for (const path of ['/', '/?kind=role&q=opportunity', '/?q=opportunity', paths.opportunity(id, 'x')]) {
    const counter = countTrips(world)
    const first = await world.get(path)
    expect(counter.trips, path).toBe(1)
    const again = await soon(world, path)
    expect(await again.text()).toBe(await first.text())
    const etag = first.headers.get('etag') ?? ''
    const unchanged = await soon(world, path, { 'If-None-Match': etag })
    expect(unchanged.status).toBe(304)
    expect(await unchanged.text()).toBe('')
    expect(counter.trips, path).toBe(1)
  }
})

test('a repeat is as safe as a new page, has its own id and is for this host and for reading only', async () => {
  const world = await createWorld()
  await publish(world)
  const first = await world.get('/')
  const etag = first.headers.get('etag') ?? ''
  const counter = countTrips(world)
  const rest = (answer: Response) => [...answer.headers].filter(([name]) => name !== 'x-request-id')
  const again = await soon(world, '/')
  expect(rest(again)).toEqual(rest(first))
  expect(again.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
  const unchanged = await soon(world, '/', { 'If-None-Match': etag })
  expect(rest(unchanged)).toEqual(rest(first).filter(([name]) => name !== 'content-type'))
  expect((await soon(world, '/', { Host: 'evil.test' })).status).toBe(421)
  world.now -= 2_000
  expect((await world.request('/', { method: 'POST' })).status).toBe(403)
  world.now -= 2_000
  const head = await world.request('/', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect(counter.trips).toBe(0)
})

test('within a second of a look at the board, words and a page ask for themselves alone and show what it then held', async () => {
  const world = await createWorld()
  await publish(world, { title: 'First opportunity' })
  await world.get('/')
  const id = await publish(world, { title: 'Second opportunity' })
  const counter = countTrips(world)
  const found = await (await soon(world, '/?q=opportunity')).text()
  expect(found).toContain('First opportunity')
  expect(found).not.toContain('Second')
  expect(await (await soon(world, paths.opportunity(id, ''))).text()).toContain('Second opportunity')
  expect(counter).toEqual({ trips: 2, statements: 2 })
  expect(await (await world.get('/?q=opportunity')).text()).toContain('Second')
})

test('so many bytes of pages are kept, and what is asked for again stays the longest', async () => {
  const world = await createWorld()
  await publish(world)
  await world.db.update(opportunities).set({ title: 'Long '.repeat(50_000) })
  const ask = async (search: string) => (await (await soon(world, `/?view=table&${search}`)).arrayBuffer()).byteLength
  const tripsOf = async (search: string) => {
    const counter = countTrips(world)
    await ask(search)
    return counter.trips
  }
  await world.get('/')
  let bytes = (await ask('q=seldom')) + (await ask('q=often'))
  for (let hours = 1; bytes < 17_000_000; hours++) {
    bytes += await ask(`hours_max=${hours}`)
    await ask('q=often')
  }
  expect([await tripsOf('q=often'), await tripsOf('q=seldom')]).toEqual([0, 1])
})

test('equal searches share an entry', async () => {
  const world = await createWorld()
  await publish(world)
  const counter = countTrips(world)
  await world.get('/?kind=role&kind=phd&q=opportunity')
  await soon(world, '/?q=opportunity&kind=phd&kind=role&kind=role')
  expect(counter.trips).toBe(1)
})

test('a change, a new quarter of an hour and no-cache each make it new', async () => {
  const world = await createWorld()
  await publish(world, { title: 'First' })
  const first = await world.get('/')
  const etag = first.headers.get('etag') ?? ''
  await publish(world, { title: 'Second' })
  expect(await (await soon(world, '/')).text()).not.toContain('Second')
  expect(await (await soon(world, '/', { 'Cache-Control': 'no-cache' })).text()).toContain('Second')
  const changed = await world.request('/', { headers: { 'If-None-Match': etag } })
  expect(changed.status).toBe(200)
  world.now += 15 * MINUTE
  expect((await world.get('/')).headers.get('etag')).not.toBe(changed.headers.get('etag'))
})

test('a page with a notice about its address is not kept', async () => {
  const world = await createWorld()
  await publish(world)
  for (const path of [
    '/?kind=job',
    '/?cursor=x',
    '/?audience=nobody',
    '/organizations?cursor=enp6eg',
    '/organizations?x=1',
  ]) {
    const answer = await world.get(path)
    expect([await answer.text(), answer.headers.get('etag')], path).toEqual([expect.stringContaining('Left out'), null])
  }
  expect(await (await soon(world, '/')).text()).not.toContain('job')
})

test('a kept page of an opportunity says closed as soon as its deadline has passed', async () => {
  const world = await createWorld()
  const id = await publish(world, { closesOn: '2026-03-03', zone: 'UTC' })
  expect((await world.get(paths.opportunity(id, ''))).status).toBe(200)
  world.now += 2 * DAY
  expect((await world.get(paths.opportunity(id, ''))).status).toBe(410)
})

test('a repeat comes compressed to who takes it so, and plain to others', async () => {
  const world = await createWorld()
  await publish(world)
  const ask = (headers: Record<string, string> = {}) => {
    world.now -= 2_000
    return world.request('/', { headers })
  }
  const plain = await (await world.get('/')).text()
  const zipped = await ask({ 'Accept-Encoding': 'br, gzip' })
  expect([zipped.headers.get('content-encoding'), zipped.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding'])
  expect(gunzipSync(await zipped.arrayBuffer()).toString()).toBe(plain)
  const other = await ask({ 'Accept-Encoding': 'br' })
  expect([other.headers.get('content-encoding'), await other.text()]).toEqual([null, plain])
})

test('who is signed in is not answered from what was kept a second ago', async () => {
  const world = await createWorld()
  await publish(world, { title: 'First' })
  await world.get('/')
  await publish(world, { title: 'Second' })
  world.now -= 2_000
  expect(await (await world.request('/')).text()).not.toContain('Second')
  world.now -= 2_000
  const answer = await world.request('/', { headers: { Cookie: '__Host-session=x' } })
  expect(await answer.text()).toContain('Second')
})

/** One published opportunity and so many others like it. */
async function crowd(world: World, others: number): Promise<string> {
  const id = await publish(world, { title: 'Erased words' })
  const names = await world.db.all<{ name: string }>(sql`select name from pragma_table_info('opportunities')`)
  const same = names.flatMap(({ name }) => (name === 'seq' || name === 'id' ? [] : [name])).join(', ')
  await world.db.run(
    sql.raw(`with recursive n (i) as (select 1 union all select i + 1 from n where i < ${others})
      insert into opportunities (id, ${same}) select 'opp_x' || i, ${same} from opportunities, n where id = '${id}'`),
  )
  return id
}

test('what was erased while thousands were read is shown to nobody after', { timeout: 60_000 }, async () => {
  const world = await createWorld()
  const id = await crowd(world, 10_050)
  const moderator = world.ctx({ actor: personCalled('per_mod', { role: 'moderator' }) })
  const batch = world.db.batch.bind(world.db)
  let trips = 0
  world.db.batch = (async (statements: never[]) => {
    const answers = await batch(statements as never)
    if (trips++ === 0) await retractOpportunity(moderator, id, { reason: 'hazardous', note: 'Harmful' })
    return answers
  }) as typeof batch
  const path = paths.opportunity(id, '')
  expect((await world.request(path)).status).toBe(200)
  expect(trips).toBeGreaterThan(1)
  const after = await world.request(path, { headers: { 'Cache-Control': 'no-cache' } })
  expect([after.status, await after.text()]).toEqual([410, expect.not.stringContaining('Erased words')])
  expect((await world.request(path)).status).toBe(410)
})
