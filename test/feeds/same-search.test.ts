import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commitmentValues } from '../../src/commitment.ts'
import { kinds, workGroups, workplaces } from '../../src/opportunities/schema.ts'
import { closesValues } from '../../src/search/schema.ts'
import { seedLoad } from '../../src/seeds/load.ts'
import { publish } from '../support/given.ts'
import { createWorld, ORIGIN, type World } from '../support/world.ts'
import { idOfUrl, linkedIds, read, readAtom, readCalendar, readCsv, readJsonFeed, readRss, textOf } from './reading.ts'

const some = (values: readonly string[]) => fc.subarray([...values], { maxLength: 2 })

const anySearch = fc
  .record({
    q: fc.constantFrom('', '', '', 'python', 'research fellow', 'write'),
    kind: some(kinds),
    work_group: some(workGroups),
    commitment: some(commitmentValues),
    workplace: some(workplaces),
    country: some(['FR', 'US', 'IN']),
    region: some(['europe', 'asia']),
    closes: some(closesValues),
    hours_max: fc.constantFrom('', '', '10', '30'),
    sort: fc.constantFrom('', 'newest', 'deadline'),
  })
  .map((parts) => {
    const pairs = Object.entries(parts).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))
    return new URLSearchParams(pairs.filter(([, value]) => value)).toString()
  })

async function idsOnApi(world: World, search: string) {
  const body = JSON.parse(await read(world, `/api/v1/opportunities?${search}`)) as { data: { id: string }[] }
  return body.data.map(({ id }) => id)
}

test('feeds, CSV and embedded list come in the order that is asked, and say it again in their own addresses', async () => {
  const world = await createWorld()
  const late = await publish(world, { closesOn: '2026-05-01' })
  const soon = await publish(world, { closesOn: '2026-03-09' })
  const later = await publish(world, { closesOn: '2026-04-01' })
  const byDeadline = [soon, later, late]
  const search = 'kind=role&sort=deadline'
  const feed = await readJsonFeed(world, search)
  expect(feed.items.map(({ id }) => idOfUrl(id))).toEqual(byDeadline)
  expect([feed.feed_url, feed.home_page_url]).toEqual([`${ORIGIN}/feed.json?${search}`, `${ORIGIN}/?${search}`])
  expect((await readRss(world, search)).description).toContain('nearest deadline first')
  expect((await readCsv(world, search)).map(({ external_id }) => external_id)).toEqual(byDeadline)
  expect(linkedIds(await read(world, `/embed?${search}&limit=2`))).toEqual(byDeadline.slice(0, 2))
  const oembed = await read(world, `/oembed?${new URLSearchParams({ url: `${ORIGIN}/?${search}` })}`)
  expect((JSON.parse(oembed) as { html: string }).html).toContain('/embed?kind=role&amp;sort=deadline"')
  expect((await readJsonFeed(world)).items.map(({ id }) => idOfUrl(id))).toEqual([later, soon, late])
})

test.each(['kind=rolle', 'closes=7days', 'closes=soon', 'country=Narnia', 'kind=role&org=acme', 'months=13'])(
  'what %s misspells brings nothing, and is said',
  async (search) => {
    const world = await createWorld()
    await publish(world, { closesOn: '2026-03-04', workplace: 'remote' })
    const name = search.split(/[&=]/).at(-2) ?? ''
    const feed = await readJsonFeed(world, search)
    expect(feed).toMatchObject({ items: [], feed_url: `${ORIGIN}/feed.json?${search}` })
    expect(feed.description).toContain(`Not understood: ${name}: `)
    expect(await readRss(world, search)).toMatchObject({ description: expect.stringContaining(`${name}: `) })
    expect((await readRss(world, search)).item).toBeUndefined()
    expect(await readAtom(world, search)).toMatchObject({ subtitle: expect.stringContaining(`${name}: `) })
    const calendar = await read(world, `/deadlines.ics?${search}`)
    expect(calendar).toContain(`X-WR-CALDESC:Not understood: ${name}: `)
    expect(calendar).not.toContain('VEVENT')
    const csv = await world.get(`/opportunities.csv?${search}`)
    expect(new URLSearchParams(csv.headers.get('x-not-understood') ?? '').has(name)).toBe(true)
    expect((await csv.text()).trim().split('\r\n')).toHaveLength(1)
    const embedded = await read(world, `/embed?${search}&limit=3`)
    expect(embedded).toContain(`<b>${name}</b>: `)
    expect(embedded).toContain('0 open')
    expect(linkedIds(embedded)).toEqual([])
    expect(linkedIds(await read(world, `/?${search}`))).not.toEqual([])
  },
)

test('beside a misspelt value another of its facet still counts, and what else is wrong is said', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const search = 'kind=role&kind=rolle&since=soon'
  const feed = await readJsonFeed(world, search)
  expect(feed.items.map(({ id }) => idOfUrl(id))).toEqual([id])
  expect(feed.feed_url).toBe(`${ORIGIN}/feed.json?kind=role&kind=rolle`)
  expect(feed.description).toMatch(/Not understood: kind: “rolle” .*; since: “soon” /)
  expect((await readJsonFeed(world, 'kind=role')).description).toBe('Opportunities in AI safety, the newest first.')
})

test('the same search finds the same on page, API, feeds, calendar, CSV and embedded list', async () => {
  const world = await createWorld()
  await seedLoad(world.ctx(), { opportunities: 300, randomSeed: 5 })
  await fc.assert(
    fc.asyncProperty(anySearch, async (search) => {
      const rows = await readCsv(world, search)
      const all = rows.map(({ external_id }) => external_id)
      const [first10, first25, first50] = [10, 25, 50].map((most) => all.slice(0, most))
      expect(await idsOnApi(world, search)).toEqual(first50)
      expect([...new Set(linkedIds(await read(world, `/?${search}`)))]).toEqual(first25)
      expect(linkedIds(await read(world, `/embed?${search}`))).toEqual(first10)
      expect(((await readRss(world, search)).item ?? []).map(({ guid }) => idOfUrl(textOf(guid)))).toEqual(first50)
      expect(((await readAtom(world, search)).entry ?? []).map(({ id }) => idOfUrl(textOf(id)))).toEqual(first50)
      expect((await readJsonFeed(world, search)).items.map(({ id }) => idOfUrl(id))).toEqual(first50)
      const dated = rows.filter(({ closes_on, opens_on }) => (closes_on && closes_on !== 'rolling') || opens_on)
      const events = await readCalendar(world, `/deadlines.ics?${search}`)
      expect(new Set(events.map(({ url }) => idOfUrl(url)))).toEqual(
        new Set(dated.map(({ external_id }) => external_id)),
      )
    }),
    { numRuns: 25 },
  )
}, 30_000)
