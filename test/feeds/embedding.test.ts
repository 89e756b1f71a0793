import { expect, test } from 'vitest'
import { discoveryLinks } from '../../web/feeds/discovery-links.ts'
import { publish } from '../support/given.ts'
import { createWorld, ORIGIN, type World } from '../support/world.ts'
import { linkedIds, read } from './reading.ts'

const oembed = (world: World, url: string, rest: Record<string, string> = {}) =>
  world.get(`/oembed?${new URLSearchParams({ url, format: 'json', ...rest })}`)

test('the list may stand in any page, its links open beside that page, and nothing else may be framed', async () => {
  const world = await createWorld()
  await publish(world, { title: 'A <b>' })
  const answer = await world.get('/embed?kind=role')
  const html = await answer.text()
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain('frame-ancestors *')
  expect(policy).not.toContain('script-src')
  expect(html).not.toMatch(/<header|<nav|<script|<form/)
  expect(html).toContain('A &lt;b>')
  const links = html.match(/<a [^>]*>/g) ?? []
  expect(links).toHaveLength(2)
  for (const link of links) expect(link).toMatch(/target="_blank" rel="noopener"/)
  for (const path of ['/', '/oembed?url=x', '/feed.xml', '/embed/nothing'])
    expect((await world.get(path)).headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
})

test.each([
  ['', 10],
  ['limit=3', 3],
  ['limit=999', 20],
  ['limit=0', 10],
  ['limit=-1', 10],
  ['limit=many', 10],
  ['limit=2.5', 10],
])('?%s shows %i of 22', async (search, count) => {
  const world = await createWorld()
  for (let i = 0; i < 22; i++) await publish(world)
  const html = await read(world, `/embed?${search}`)
  expect(linkedIds(html)).toHaveLength(count)
  expect(html).toContain('All 22 on Onward')
})

test('an empty list says so', async () => {
  expect(await read(await createWorld(), '/embed?q=nothing')).toContain('Nothing open fits this now')
})

test('oEmbed answers for the board and the embedded list, within the size that is asked', async () => {
  const world = await createWorld()
  const answer = await oembed(world, `${ORIGIN}/?q=%22%3E%3Cscript%3E&kind=role&flavour=x`, {
    maxwidth: '300',
    maxheight: '9999',
  })
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  const { html, ...rest } = (await answer.json()) as { html: string }
  expect(rest).toEqual({
    version: '1.0',
    type: 'rich',
    provider_name: 'Onward',
    provider_url: ORIGIN,
    title: 'Onward: “"><script>” · role',
    width: 300,
    height: 560,
  })
  expect(html).toBe(
    `<iframe src="${ORIGIN}/embed?q=%22%3E%3Cscript%3E&amp;kind=role" title="Onward: “&quot;>&lt;script>” · role" width="300" height="560" loading="lazy" frameborder="0"></iframe>`,
  )
  const limited = await oembed(world, `${ORIGIN}/embed?limit=99`)
  expect(((await limited.json()) as { html: string }).html).toContain('/embed?limit=20"')
})

test.each([
  '',
  '/',
  'javascript:alert(1)',
  'https://evil.test/',
  `${ORIGIN}.evil.test/`,
  `https://onward.test/`,
  `${ORIGIN}/me`,
  `${ORIGIN}/embed/x`,
  `${ORIGIN}@evil.test/`,
])('oEmbed knows nothing of %j', async (url) => {
  expect((await oembed(await createWorld(), url)).status).toBe(404)
})

test('oEmbed speaks JSON only', async () => {
  expect((await oembed(await createWorld(), `${ORIGIN}/`, { format: 'xml' })).status).toBe(501)
})

test('every link that a page offers for discovery answers as its type', async () => {
  const world = await createWorld()
  await publish(world)
  const links = discoveryLinks('q=a+%26+b&kind=role', ORIGIN)
  expect(links).toHaveLength(5)
  for (const { rel, type, href } of links) {
    expect(rel).toBe('alternate')
    const answer = await world.get(href.replace(ORIGIN, ''))
    expect(answer.status, href).toBe(200)
    expect(answer.headers.get('content-type')).toContain(type.replace('+oembed', ''))
  }
})
