import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { findOpen } from '../../src/feeds/finding.ts'
import { sitemapOf } from '../../src/feeds/sitemap.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { paths } from '../../src/paths.ts'
import { publish } from '../support/given.ts'
import { createWorld, NOON, ORIGIN } from '../support/world.ts'
import { parseXml, read, readXml } from './reading.ts'

type Entry = { loc: string; lastmod?: string }
type Sitemap = { urlset: { url: Entry[] } }
type SitemapIndex = { sitemapindex: { sitemap: Entry[] } }

test('the sitemap holds the board, organizations and what is open, each with its last change', async () => {
  const world = await createWorld()
  const closed = await publish(world)
  await world.db.insert(closures).values({ opportunityId: closed, reason: 'filled', closedBy: 'test', closedAt: NOON })
  await publish(world, { closesOn: '2026-03-01' })
  const open = await publish(world, { title: '<Évil> & "co" ]]>' })
  await world.db.update(opportunities).set({ updatedAt: NOON + DAY })
  world.now += DAY
  const lastmod = new Date(NOON + DAY).toISOString()
  const { urlset } = await readXml<Sitemap>(world, '/sitemap.xml')
  expect(urlset.url).toEqual(
    ['/', '/organizations', '/organizations/org_northlight-northlight-institute', `/opportunities/${open}-evil-co`].map(
      (path) => ({ loc: ORIGIN + path, lastmod }),
    ),
  )
  for (const { loc } of urlset.url) await read(world, loc.slice(ORIGIN.length))
})

test('an empty board is a valid sitemap, and there is no second part', async () => {
  const world = await createWorld()
  const { urlset } = await readXml<Sitemap>(world, '/sitemap.xml')
  expect(urlset.url).toContainEqual({ loc: `${ORIGIN}/` })
  expect((await readXml<Sitemap>(world, '/sitemap-1.xml')).urlset).toEqual(urlset)
  for (const path of ['/sitemap-2.xml', '/sitemap-0.xml', '/sitemap-x.xml'])
    expect((await world.get(path)).status, path).toBe(404)
})

test('too many for one file are split, and an index names the parts', async () => {
  const world = await createWorld()
  for (let i = 0; i < 7; i++) await publish(world)
  const { openings } = await findOpen(world.ctx(), new URLSearchParams(), 10)
  const index = parseXml<SitemapIndex>(sitemapOf(openings, ORIGIN, null, 3) ?? '')
  const parts = index.sitemapindex.sitemap.map(({ loc }) => loc)
  expect(parts.every((loc, i) => loc === ORIGIN + paths.sitemapPart(i + 1))).toBe(true)
  const urls = parts.flatMap((_, i) => {
    const { url } = parseXml<Sitemap>(sitemapOf(openings, ORIGIN, i + 1, 3) ?? '').urlset
    expect(url.length).toBeLessThanOrEqual(3)
    return url.map(({ loc }) => loc)
  })
  expect(new Set(urls).size).toBe(urls.length)
  for (const { id, title } of openings) expect(urls).toContain(ORIGIN + paths.opportunity(id, title))
})

test('robots may read the board and not what stands behind a token', async () => {
  const body = await read(await createWorld(), '/robots.txt')
  for (const path of ['/subscriptions/', '/unsubscribe/', '/dev/']) expect(body).toContain(`\nDisallow: ${path}\n`)
  expect(body).toContain('Allow: /\n')
  expect(body).toContain(`\nSitemap: ${ORIGIN}/sitemap.xml\n`)
})

/** Whether robots may read an address: the longest rule that fits wins (RFC 9309, 2.2.2). */
function mayRead(robots: string, address: string): boolean {
  const rules = [...robots.matchAll(/^(Allow|Disallow): (\S+)$/gm)].flatMap(([, verb, path = '']) => {
    const pattern = path.replace(/[.?]/g, '\\$&').replaceAll('*', '.*')
    return new RegExp(`^${pattern}`).test(address) ? [{ allows: verb === 'Allow', length: path.length }] : []
  })
  return rules.sort((a, b) => b.length - a.length)[0]?.allows ?? true
}

test('robots read the plain pages and what draws them, and no combination of filters', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const robots = await read(world, '/robots.txt')
  const html = await read(world, '/')
  const assets = [...html.matchAll(/"(\/static\/[^"]+)"/g)].map(([, path = '']) => path)
  expect(assets.length).toBeGreaterThan(2)
  const plain = [paths.board(), paths.opportunity(id, 'x'), paths.organizations(), paths.programs(), '/sitemap.xml']
  for (const path of [...plain, ...assets]) expect(mayRead(robots, path), path).toBe(true)
  const endless = ['/?kind=role&country=FR', '/?cursor=abc', '/?view=table', '/embed?q=x', '/organizations?cursor=x']
  for (const path of endless) expect(mayRead(robots, path), path).toBe(false)
})

const metaOf = (html: string) => ({
  canonical: /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&'),
  url: /<meta property="og:url" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&'),
  type: /<meta property="og:type" content="([^"]*)"/.exec(html)?.[1],
})

test.each([
  ['/', '/'],
  ['/?kind=role&kind=phd&q=opportunity', '/?q=opportunity&kind=phd&kind=role'],
  ['/?cursor=forged&view=table&kind=role&sort=deadline', '/?kind=role&sort=deadline'],
])('of %s the one address is %s', async (path, canonical) => {
  const world = await createWorld()
  await publish(world)
  const url = ORIGIN + canonical
  expect(metaOf(await read(world, path))).toEqual({ canonical: url, url, type: 'website' })
})

test('an opportunity says its own address and type', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Fellow' })
  const url = ORIGIN + paths.opportunity(id, 'Fellow')
  expect(metaOf(await read(world, paths.opportunity(id, '')))).toEqual({ canonical: url, url, type: 'website' })
})

test('what is shared brings a picture of the size that others show', async () => {
  const world = await createWorld()
  const [, picture = ''] = /<meta property="og:image" content="([^"]*)"/.exec(await read(world, '/')) ?? []
  const { origin, pathname } = new URL(picture)
  expect(origin).toBe(ORIGIN)
  const png = readFileSync(join(import.meta.dirname, '../../web', pathname))
  expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 1200, 630])
  const hidden = await read(world, '/sign-in')
  expect(hidden).not.toContain('og:image')
})

test('the manifest names the app and its icon', async () => {
  const manifest = JSON.parse(await read(await createWorld(), '/manifest.webmanifest'))
  expect(manifest).toMatchObject({ short_name: 'Onward', start_url: '/', theme_color: '#0b6b5b' })
  expect(manifest.icons[0].src).toMatch(/^\/static\/mark\.svg/)
})

describe('answers', () => {
  test.each([
    ['/feed.xml', 'application/rss+xml; charset=utf-8'],
    ['/feed.atom', 'application/atom+xml; charset=utf-8'],
    ['/feed.json', 'application/feed+json; charset=utf-8'],
    ['/deadlines.ics', 'text/calendar; charset=utf-8'],
    ['/opportunities.csv', 'text/csv; charset=utf-8; header=present'],
    ['/embed', 'text/html; charset=UTF-8'],
    [`/oembed?url=${ORIGIN}/`, 'application/json; charset=utf-8'],
    ['/sitemap.xml', 'application/xml; charset=utf-8'],
    ['/robots.txt', 'text/plain; charset=utf-8'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
  ])('%s is public, of its type, without cookies; HEAD says the same without a body', async (path, type) => {
    const world = await createWorld()
    for (const method of ['GET', 'HEAD']) {
      const answer = await world.request(path, { method })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe(type)
      expect(answer.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect((await answer.text()) === '').toBe(method === 'HEAD')
    }
  })

  test.each([
    'kind=job&flavour=sweet&cursor=forged&sort=best&since=yesterday&hours_max=many',
    `q=${'x'.repeat(10_000)}`,
    'q=NEAR/0%22*&limit=a&limit=b',
    'q=%00%ff&__proto__=1&constructor=x&toString=',
  ])('strange parameters harm nothing: %#', async (search) => {
    const world = await createWorld()
    await publish(world)
    for (const path of ['/feed.xml', '/feed.atom', '/feed.json', '/deadlines.ics', '/opportunities.csv', '/embed'])
      expect((await world.get(`${path}?${search}`)).status, path).toBe(200)
  })
})
