import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { escapeHtml, oneLine } from '../../src/feeds/saying.ts'
import { jsonFeed, xmlFeed } from '../../src/feeds/syndicating.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { publish } from '../support/given.ts'
import { createWorld, NOON, ORIGIN } from '../support/world.ts'
import {
  type Atom,
  anyText,
  hostileFinding,
  parseXml,
  type Rss,
  read,
  readAtom,
  readJsonFeed,
  readRss,
  textOf,
} from './reading.ts'

const EVIL = 'R&D ]]> <b>bold</b> 🙂 مرحبا "x" &amp; ]]> </title>'

test('an entry says what, who, when and the facts; its id stays when the title changes', async () => {
  const world = await createWorld()
  const id = await publish(world, {
    title: 'Evening facilitator',
    summary: 'Two evenings <i>a</i> month.',
    closesOn: '2026-03-08',
    zone: 'Europe/Berlin',
    places: [{ country: 'DE', city: 'Berlin' }],
    pay: { kind: 'paid', min: 30, max: null, currency: 'EUR', per: 'hour' },
  })
  await world.db.update(opportunities).set({ updatedAt: NOON + DAY })
  const link = `${ORIGIN}/opportunities/${id}-evening-facilitator`
  const facts = 'role · Berlin, Germany · hours not stated · €30/h · closes 8 Mar 2026, end of day in Europe/Berlin'
  const html = `<p>Two evenings &lt;i&gt;a&lt;/i&gt; month.</p><p>${facts}</p>`
  const permanent = `${ORIGIN}/opportunities/${id}`

  expect((await readRss(world)).item).toEqual([
    {
      title: 'Evening facilitator',
      link,
      guid: { '#text': permanent, '@_isPermaLink': 'true' },
      pubDate: new Date(NOON).toUTCString(),
      'atom:updated': new Date(NOON + DAY).toISOString(),
      'dc:creator': 'Northlight Institute',
      description: 'Two evenings &lt;i&gt;a&lt;/i&gt; month.',
      'content:encoded': html,
    },
  ])
  expect((await readAtom(world)).entry).toMatchObject([
    {
      id: permanent,
      link: { '@_href': link },
      published: new Date(NOON).toISOString(),
      updated: new Date(NOON + DAY).toISOString(),
      author: { name: 'Northlight Institute' },
      content: { '#text': html, '@_type': 'html' },
    },
  ])
  expect((await readJsonFeed(world)).items).toEqual([
    {
      id: permanent,
      url: link,
      title: 'Evening facilitator',
      content_html: html,
      summary: 'Two evenings <i>a</i> month.',
      authors: [{ name: 'Northlight Institute' }],
      date_published: new Date(NOON).toISOString(),
      date_modified: new Date(NOON + DAY).toISOString(),
    },
  ])
})

test('a feed names its search, itself and the board with that search', async () => {
  const world = await createWorld()
  const search = 'q=a+%26+b&kind=role&hours_max=10'
  const links = { self: `${ORIGIN}/feed.xml?${search}`, board: `${ORIGIN}/?${search}` }
  const rss = await readRss(world, `${search}&sort=newest&cursor=x&flavour=sweet`)
  expect(rss).toMatchObject({ title: 'Onward: “a & b” · role · up to 10 h a week', link: links.board, language: 'en' })
  expect(rss['atom:link']).toMatchObject({ '@_href': links.self, '@_rel': 'self' })
  expect((await readAtom(world, search)).link).toMatchObject([
    { '@_href': links.board, '@_rel': 'alternate' },
    { '@_href': links.self.replace('.xml', '.atom'), '@_rel': 'self' },
  ])
  expect(await readJsonFeed(world, search)).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    home_page_url: links.board,
    feed_url: links.self.replace('.xml', '.json'),
    items: [],
  })
})

test('the newest 50; closed and expired ones are gone, and equal data gives equal bytes', async () => {
  const world = await createWorld()
  const closed = await publish(world)
  await publish(world, { title: 'Expires', closesOn: '2026-03-02' })
  const ids: string[] = []
  for (let i = 0; i < 52; i++) ids.unshift(await publish(world))
  await world.db.insert(closures).values({ opportunityId: closed, reason: 'filled', closedBy: 'test', closedAt: NOON })
  world.now += 2 * DAY
  const { items } = await readJsonFeed(world)
  expect(items.map(({ id }) => id)).toEqual(ids.slice(0, 50).map((id) => `${ORIGIN}/opportunities/${id}`))
  for (const path of ['/feed.xml', '/feed.atom', '/feed.json'])
    expect(await read(world, path)).toBe(await read(world, path))
})

test('hostile text comes out as the text it is', async () => {
  const world = await createWorld()
  await publish(world, { title: 'A title' })
  await world.db.update(opportunities).set({ title: EVIL, summary: EVIL })
  const escaped = EVIL.replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
  const [entry] = (await readAtom(world)).entry ?? []
  expect(textOf(entry?.title)).toBe(escaped)
  const [item] = (await readRss(world)).item ?? []
  expect(textOf(item?.title)).toBe(EVIL)
  expect(textOf(item?.description)).toBe(escaped)
  expect((await readJsonFeed(world)).items[0]?.title).toBe(EVIL)
})

test('a line is one line the second time too', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(oneLine(oneLine(text))).toBe(oneLine(text))
    }),
  )
  expect(oneLine('a \uFFFE b')).toBe('a b')
})

test('no text whatsoever makes a feed invalid', async () => {
  const world = await createWorld()
  await publish(world)
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const found = await hostileFinding(world, text)
      const { item } = parseXml<Rss>(xmlFeed('xml', found, ORIGIN)).rss.channel
      expect(textOf(item?.[0]?.title)).toBe(oneLine(text))
      const { entry } = parseXml<Atom>(xmlFeed('atom', found, ORIGIN)).feed
      expect(textOf(entry?.[0]?.title)).toBe(escapeHtml(oneLine(text)))
      expect(JSON.parse(jsonFeed(found, ORIGIN))).toMatchObject({ items: [{ title: oneLine(text) }] })
    }),
    { numRuns: 300 },
  )
})
