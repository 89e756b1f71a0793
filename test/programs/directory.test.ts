import { beforeAll, describe, expect, test } from 'vitest'
import { countRoundTrips } from '../api/round-trips.ts'
import { readXml } from '../feeds/reading.ts'
import { founded } from '../groups/given.ts'
import { type Client, signIn } from '../support/sign-in.ts'
import { createWorld, ORIGIN, type World } from '../support/world.ts'
import { added, bootcamp } from './given.ts'

let world: World
let ada: Client
const ids = new Map<string, string>()

async function published(groupId: string, name: string, fields: Record<string, string> = {}) {
  const id = await added(ada, groupId, { ...bootcamp, ...fields, name })
  await ada.post(`/groups/${groupId}/programs/${id}/publication`)
  ids.set(name, id)
}

beforeAll(async () => {
  world = await createWorld()
  ada = await signIn(world, 'ada@example.test')
  const lantern = await founded(ada, 'Lantern')
  const beacon = await founded(ada, 'Béacon House')
  await published(lantern, 'Alpine bootcamp', {
    country: 'FR',
    city: 'Grenoble',
    languages: 'fr,en',
    audiences: 'students',
  })
  await published(lantern, 'Night course', { activity: 'course', country: 'KE', languages: 'en' })
  await published(beacon, 'écluse hackathon', { activity: 'hackathon', country: 'FR', audiences: 'founders' })
  await added(ada, lantern, { ...bootcamp, name: 'Secret course' })
})

type Listed = { data: { name: string; id: string }[]; meta: { count: number; next: string | null } }
const list = async (search: string) => (await (await world.get(`/api/v1/programs?${search}`)).json()) as Listed
const named = async (search: string) => (await list(search)).data.map(({ name }) => name)

describe('the directory', () => {
  test.each([
    ['', ['Alpine bootcamp', 'Night course', 'écluse hackathon']],
    ['q=boot', ['Alpine bootcamp']],
    ['q=ECLUSE', ['écluse hackathon']],
    ['q=beacon', ['écluse hackathon']],
    ['q=grenoble%20lantern', ['Alpine bootcamp']],
    ['q=pine', []],
    ['country=FR', ['Alpine bootcamp', 'écluse hackathon']],
    ['country=FR&activity=bootcamp&activity=course', ['Alpine bootcamp']],
    ['audience=founders', ['écluse hackathon']],
    ['language=en', ['Alpine bootcamp', 'Night course']],
    ['language=en&q=secret', []],
  ])('finds by %s', async (search, names) => expect(await named(search)).toEqual(names))

  test('each value says how many choosing it would show', async () => {
    const html = await (await world.get('/programs?country=FR')).text()
    const counts = Object.fromEntries(
      [...html.matchAll(/name="(\w+)" value="(\w+)"( checked)?\/>([^<]+)<span class="num">(\d+)/g)].map(
        ([, facet, value, , , count]) => [`${facet} ${value}`, Number(count)],
      ),
    )
    expect(counts).toEqual({
      ...{ 'activity bootcamp': 1, 'activity hackathon': 1, 'country FR': 2, 'country KE': 1 },
      ...{ 'audience founders': 1, 'audience students': 1, 'language en': 1, 'language fr': 1 },
    })
    expect(html).toContain('aria-label="Remove France"')
    expect(html).toContain('>2 programs<')
  })

  test('goes on page by page', async () => {
    const first = await list('limit=2')
    expect(first.meta).toMatchObject({ count: 3, next: first.data[1]?.id })
    expect(await named(`limit=2&cursor=${first.meta.next}`)).toEqual(['écluse hackathon'])
    const html = await (await world.get(`/programs?cursor=${first.meta.next}`)).text()
    expect(html).toContain('From the start')
    expect(html).not.toContain('Alpine bootcamp')
  })

  test('says what it cannot use; the API refuses it', async () => {
    const search = 'flavour=sweet&activity=party&country=France&cursor=x&q=%21'
    const html = await (await world.get(`/programs?${search}`)).text()
    for (const path of ['flavour', 'activity', 'country', 'cursor', 'q']) expect(html).toContain(`<b>${path}</b>`)
    const refused = await world.get(`/api/v1/programs?${search}&limit=99`)
    expect(refused.status).toBe(422)
    const { error } = (await refused.json()) as { error: { issues: { path: string }[] } }
    expect(error.issues.map(({ path }) => path).sort()).toEqual([
      'activity',
      'country',
      'cursor',
      'flavour',
      'limit',
      'q',
    ])
  })

  test('a page costs one round trip, its repeat none, and who has it gets 304', async () => {
    for (const path of ['/programs?activity=course', `/programs/${ids.get('Night course')}`]) {
      const trips = countRoundTrips(world)
      const first = await world.get(path)
      expect([path, trips.count]).toEqual([path, 1])
      world.now -= 2_000
      expect(await (await world.get(path)).text()).toBe(await first.text())
      world.now -= 2_000
      const again = await world.request(path, { headers: { 'If-None-Match': first.headers.get('etag') ?? '' } })
      expect([again.status, trips.count]).toEqual([304, 1])
      expect(first.headers.get('set-cookie')).toBeNull()
    }
  })
})

test('a page says where it stands and what to show of it elsewhere', async () => {
  const id = ids.get('Alpine bootcamp')
  const html = await (await world.get(`/programs/${id}-whatever`)).text()
  expect(html).toContain(`<link rel="canonical" href="${ORIGIN}/programs/${id}-alpine-bootcamp"`)
  expect(html).toContain('<meta property="og:title" content="Alpine bootcamp"')
  expect(html).toContain('<meta property="og:description" content="Ten days of alignment')
})

test('the sitemap has what is public', async () => {
  const { urlset } = await readXml<{ urlset: { url: { loc: string }[] } }>(world, '/sitemap.xml')
  const found = urlset.url.map(({ loc }) => loc.replace(ORIGIN, '')).filter((path) => path.startsWith('/programs'))
  expect(found).toEqual([
    '/programs',
    `/programs/${ids.get('Alpine bootcamp')}-alpine-bootcamp`,
    `/programs/${ids.get('Night course')}-night-course`,
    `/programs/${ids.get('écluse hackathon')}-ecluse-hackathon`,
  ])
})
