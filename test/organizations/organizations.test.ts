import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically } from '../../src/db/client.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { newOrganization } from '../../src/organizations/merging.ts'
import { OrganizationInput } from '../../src/organizations/schema.ts'
import { organizations } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const page = async (world: World, path: string) => {
  const answer = await world.get(path)
  return { status: answer.status, html: await answer.text() }
}

async function given(world: World, ...many: (Partial<OrganizationInput> & { name: string })[]): Promise<string[]> {
  const rows = many.map((one) => newOrganization(world.ctx().newId('org'), OrganizationInput.parse(one), world.now))
  await atomically(world.db, insertMany(world.db, organizations, rows))
  return rows.map(({ id }) => id)
}

const namesIn = (html: string) => [...html.matchAll(/<h3><a [^>]*>([^<]*)<\/a>/g)].map(([, name]) => name)

describe('the directory', () => {
  test('empty, it says what to do next', async () => {
    const { status, html } = await page(await createWorld(), paths.organizations())
    expect(status).toBe(200)
    expect(html).toContain('No organization is here yet')
  })

  test('goes from A to Z by folded name, with countries, kinds and what is open', async () => {
    const world = await createWorld()
    await given(world, { name: 'zeta Lab' }, { name: 'Éclair', countries: ['FR', 'DE', 'KE', 'US'] }, { name: 'apart' })
    await publish(world, { kind: 'phd' })
    await publish(world, { kind: 'role' })
    await publish(world, { kind: 'role', closesOn: '2026-03-01' })
    const { html } = await page(world, paths.organizations())
    expect(namesIn(html)).toEqual(['apart', 'Éclair', 'Northlight Institute', 'zeta Lab'])
    for (const words of [
      '4 organizations from A to Z',
      '<a href="/?org=org_northlight">2 open</a>',
      '<label for="q">Name</label>',
      'role, PhD',
      'France, Germany, Kenya, 1 more',
      'nothing open',
    ])
      expect(html).toContain(words)
  })

  test('is searched by the beginnings of words of a name or an alias, accents folded', async () => {
    const world = await createWorld()
    await given(world, { name: 'École du Risque', aliases: ['EDR', 'School of Risk'] }, { name: 'Committee One' })
    const found = async (q: string) =>
      namesIn((await page(world, paths.organizations(`${new URLSearchParams({ q })}`))).html)
    expect(await found('ecole DU ris')).toEqual(['École du Risque'])
    expect(await found('risk')).toEqual(['École du Risque'])
    expect(await found('edr')).toEqual(['École du Risque'])
    expect(await found('mit')).toEqual([])
    expect((await page(world, paths.organizations('q=mit'))).html).toContain('No organization is called “mit”')
  })

  test('five hundred are walked to the end, one round trip a page, the same in the API', async () => {
    const world = await createWorld()
    await given(
      world,
      ...Array.from({ length: 501 }, (_, i) => ({ name: `Lab ${i} ✦ Łódź`, aboutHtml: '<p>About</p>' })),
    )
    const trips = countRoundTrips(world)
    const seen: (string | undefined)[] = []
    let pages = 0
    for (let path: string | undefined = paths.organizations('q=lab'); path; pages++) {
      const { html } = await page(world, path)
      seen.push(...namesIn(html))
      path = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    expect([pages, trips.count, seen.length, new Set(seen).size]).toEqual([11, 11, 501, 501])
    const listed: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const answer = await world.get(`/api/v1/organizations?limit=50${next && `&cursor=${next}`}`)
      const body = (await answer.json()) as { data: { name: string }[]; meta: { count: number; next: string | null } }
      expect(body.meta.count).toBe(501)
      listed.push(...body.data.map(({ name }) => name))
      next = body.meta.next
    }
    expect(listed).toEqual(seen)
  })

  test('its pages lead on and back, and the ends have one way only', async () => {
    const world = await createWorld()
    await given(world, ...Array.from({ length: 120 }, (_, i) => ({ name: `Lab ${String(i).padStart(3, '0')}` })))
    await given(world, { name: 'Aaa' })
    const read = async (path: string) => {
      const { html } = await page(world, path)
      const way = (rel: string) => new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&')
      return { names: namesIn(html), next: way('next') ?? '', previous: way('prev') ?? '', html }
    }
    const first = await read(paths.organizations('q=lab'))
    const second = await read(first.next)
    const third = await read(second.next)
    expect([first.previous, third.next]).toEqual(['', ''])
    expect([first, second, third].map(({ names }) => [names.length, names[0], names.at(-1)])).toEqual([
      [50, 'Lab 000', 'Lab 049'],
      [50, 'Lab 050', 'Lab 099'],
      [20, 'Lab 100', 'Lab 119'],
    ])
    const back = await read(third.previous)
    expect(back).toMatchObject({ names: second.names, next: second.next, previous: second.previous })
    expect(await read(back.previous)).toMatchObject({ names: first.names, next: first.next, previous: '' })
    expect(back.html).not.toContain('Left out')
  })

  test.each(['zzzz', 'Lab 119', '.b', 'Lab 000.b'])(
    'a place beyond which nothing stands, %j, is the start',
    async (at) => {
      const world = await createWorld()
      await given(world, ...Array.from({ length: 52 }, (_, i) => ({ name: `Lab ${String(i + 68).padStart(3, '0')}` })))
      const cursor = at.replace(/^[^.]*/, (name) => Buffer.from(name.toLowerCase()).toString('base64url'))
      const { status, html } = await page(world, paths.organizations(`cursor=${cursor}`))
      expect([status, html.includes('rel="prev"'), html.includes('rel="next"')]).toEqual([200, false, true])
      expect(html).toContain('<b>cursor</b>: is not one of ours; start from the first page')
      expect([namesIn(html).length, namesIn(html)[0]]).toEqual([50, 'Lab 068'])
      expect(html).toContain('52 organizations')
    },
  )

  test('unknown parameters are named, and the rest of the search holds', async () => {
    const world = await createWorld()
    await given(world, { name: 'One' }, { name: 'Two' })
    const { html } = await page(world, paths.organizations('q=two&foo=1&kind=role'))
    expect(html).toContain('<b>foo</b>: is not a search parameter')
    expect(html).toContain('<b>kind</b>: is not a search parameter')
    expect(namesIn(html)).toEqual(['Two'])
    expect((await page(world, paths.organizations('q=two'))).html).not.toContain('Left out')
  })

  test('who walks the API beyond the end finds nothing more, not the start', async () => {
    const world = await createWorld()
    await given(world, { name: 'One' })
    const answer = await world.get('/api/v1/organizations?cursor=enp6eg')
    expect(await answer.json()).toEqual({ data: [], meta: { count: 1, next: null } })
  })

  test.each([
    ['cursor=forged', '<b>cursor</b>: is not one of ours; start from the first page'],
    ['cursor=%00%ff', '<b>cursor</b>'],
    ['q=%21%3F', '<b>q</b>: has no word to look for'],
    [`q=north${'%20'.repeat(300)}`, 'Northlight'],
    ['q=north&q=south', '<b>q</b>: takes one value; the first was taken'],
    ['q=&q=north', 'Northlight'],
    ['kind=role', '<b>kind</b>: is not a search parameter'],
    ['kind=', 'Northlight'],
    [Array.from({ length: 60 }, (_, i) => `x${i}=1`).join('&'), '<b>10 more</b>'],
    ['q=%22north', 'Northlight'],
    ['q=%27%3B--north', 'Northlight'],
  ])('%s still shows the directory', async (search, words) => {
    const world = await createWorld()
    await publish(world)
    const { status, html } = await page(world, paths.organizations(search))
    expect(status).toBe(200)
    expect(html).toContain(words)
    expect(namesIn(html)).toEqual(['Northlight Institute'])
  })

  test('long words are cut, and it is said', async () => {
    const { html } = await page(await createWorld(), paths.organizations(`q=${'a'.repeat(3_000)}`))
    expect(html).toContain('<b>q</b>: was cut to 200 characters')
    expect(html).toContain(`called “${'a'.repeat(200)}”`)
  })

  test('a new organization is there at once', async () => {
    const world = await createWorld()
    await page(world, paths.organizations())
    await given(world, { name: 'Just founded' })
    expect(namesIn((await page(world, paths.organizations())).html)).toEqual(['Just founded'])
  })
})

describe('the page of an organization', () => {
  test('says what it is, what is open, what is past', async () => {
    const world = await createWorld()
    const filled = await publish(world, { title: 'Filled one' })
    await publish(world, { title: 'Late one', closesOn: '2026-03-01', zone: 'UTC' })
    await publish(world, { title: 'Open one' })
    const draft = await publish(world, { title: 'Draft one' })
    await world.db
      .insert(closures)
      .values({ opportunityId: filled, reason: 'filled', closedBy: 'x', closedAt: world.now })
    await publish(world, { title: 'Newer past', closesOn: '2026-03-01' })
    await world.db.update(opportunities).set({ publishedAt: null }).where(eq(opportunities.id, draft))
    await world.db.update(organizations).set({
      aboutHtml: '<p>About <b>us</b></p>',
      website: 'https://www.northlight.test/x?a=1&b=2',
      aliases: ['NLI'],
      countries: ['DE'],
      foundedOn: '2022-09',
      parent: 'Lantern & Sons',
    })
    const { status, html } = await page(world, paths.organization('org_northlight', 'Northlight Institute'))
    expect(status).toBe(200)
    for (const words of [
      '<p>About <b>us</b></p>',
      '<a href="https://www.northlight.test/x?a=1&amp;b=2" rel="nofollow noopener">northlight.test</a>',
      'NLI',
      'Germany',
      'September 2022',
      'href="/organizations?q=Lantern+%26+Sons"',
      '1 open',
      'href="/subscribe?org=org_northlight"',
      'role, filled 2 Mar 2026',
      'role, closed 1 Mar 2026',
    ])
      expect(html).toContain(words)
    expect(html).not.toContain('Draft one')
    expect(html.match(/(Open|Newer|Late|Filled) (one|past)(?=<)/g)).toEqual([
      'Open one',
      'Newer past',
      'Late one',
      'Filled one',
    ])
  })

  test('nothing open and nothing past: it says what to do next', async () => {
    const world = await createWorld()
    const [id = ''] = await given(world, { name: 'Quiet' })
    const { html } = await page(world, paths.organization(id, 'Quiet'))
    expect(html).toContain('Nothing is open')
    expect(html).toContain('Mail me what it opens')
    expect(html).not.toContain('<h2>Past</h2>')
  })

  test('a long list is cut at fifty and leads to the board', async () => {
    const world = await createWorld()
    for (let i = 0; i < 51; i++) await publish(world, { title: `Open ${i}` })
    for (let i = 0; i < 51; i++) await publish(world, { title: `Late ${i}`, closesOn: '2026-02-01' })
    const trips = countRoundTrips(world)
    const { html } = await page(world, paths.organization('org_northlight', ''))
    expect(trips.count).toBe(1)
    expect(html).toContain('<a href="/?org=org_northlight">See all 51 on the board</a>')
    expect(html.match(/class="row"/g)).toHaveLength(50)
    expect(html.match(/>Late \d+</g)).toHaveLength(50)
    expect(html).not.toContain('>Late 0<')
  })

  test('unknown ones are just not there', async () => {
    const world = await createWorld()
    await publish(world)
    for (const id of ['org_none', 'opp_000001', 'org_northlight%27', '%00', '__proto__'])
      expect(await page(world, `/organizations/${id}`)).toMatchObject({ status: 404 })
  })

  test('a hostile name stays text, everywhere', async () => {
    const world = await createWorld()
    const hostile = `</title><script>x()</script>"onload="y`
    const [id = ''] = await given(world, { name: hostile, aliases: [hostile], parent: hostile })
    const path = paths.organization(id, hostile)
    expect(path).toMatch(/^\/organizations\/[a-z0-9_-]+$/)
    for (const shown of [path, paths.organizations(), paths.organizations(`${new URLSearchParams({ q: hostile })}`)]) {
      const { status, html } = await page(world, shown)
      expect(status).toBe(200)
      expect(html).toContain('&lt;/title>&lt;script>')
      expect(html).not.toMatch(/<script>x|"onload="y/)
    }
  })
})
