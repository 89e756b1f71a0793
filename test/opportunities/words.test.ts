import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atomically } from '../../src/db/client.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { contentOf, insertOpportunities } from '../../src/opportunities/writing.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const page = async (world: World, path: string) => {
  const answer = await world.get(path)
  return { status: answer.status, html: await answer.text() }
}

test('words are found with accents folded, the last as a beginning, phrases together', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Équipe facilitation' })
  await publish(world, { title: 'Threat modelling lead' })
  const titles = async (q: string) => {
    const answer = await world.get(`/api/v1/opportunities?${new URLSearchParams({ q })}`)
    const body = (await answer.json()) as { data: { title: string }[] }
    return body.data.map(({ title }) => title)
  }
  expect(await titles('equipe facil')).toEqual(['Équipe facilitation'])
  expect(await titles('"threat modelling"')).toEqual(['Threat modelling lead'])
  expect(await titles('"modelling threat"')).toEqual([])
  expect(await titles('northlight')).toHaveLength(2)
})

test('a letter alone or with signs is a whole word, and begins none', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Course lead', bodyHtml: '<p>Care and rigour.</p>' })
  await publish(world, { title: 'Compiler engineer', bodyHtml: '<p>You write C++ and R.</p>' })
  for (const q of ['c++', 'c#', 'C', 'r']) {
    const { html } = await page(world, `/?${new URLSearchParams({ q })}`)
    expect(html, q).toContain('1 open')
    expect(html, q).not.toContain('Course lead')
    expect([...html.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, word]) => word?.toLowerCase())).toEqual([
      q[0]?.toLowerCase(),
    ])
  }
})

test('where the words stand is shown and marked, and escaped', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Researcher', bodyHtml: '<p>You study scalable oversight &lt;b&gt; with care.</p>' })
  const { html } = await page(world, '/?q=oversight')
  expect(html).toContain('<mark>oversight</mark>')
  expect(html).toContain('You study scalable')
  expect(html).not.toContain('<b> with')
})

test('words are marked wherever they were found, in whatever order and however narrowed', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Équipe lead', summary: 'A team of nine.', bodyHtml: '<p>Work.</p>' })
  await publish(world, { title: 'Engineer', skills: [{ id: 'python', must: true }], bodyHtml: '<p>Work.</p>' })
  await publish(world, {
    title: 'Treasurer',
    summary: 'You keep the books of an evidence charity.',
    bodyHtml: '<p>x</p>',
  })
  const marked = async (search: string) =>
    [...(await page(world, `/?${search}`)).html.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, word]) => word)
  expect(await marked('q=equipe')).toEqual(['Équipe'])
  expect((await marked('q=pyth'))[0]).toBe('Python')
  expect(await marked('q=evidence&sort=deadline&kind=role')).toEqual(['evidence'])
  expect(await marked('q=%22keep+the+books%22')).toEqual(['keep', 'the', 'books'])
})

test('a term is shown by its name and what it is; its other names find it and are not quoted', async () => {
  const world = await createWorld()
  const fields = {
    title: 'Course facilitator',
    summary: 'Six learners a week.',
    bodyHtml: '<p>x</p>',
    skills: [{ id: 'ai_governance', must: true }],
    kind: 'training',
    places: [{ country: 'PL', city: 'Łódź' }],
    audiences: ['model_un'],
    workplace: 'onsite',
    commitment: { basis: 'stated', hoursMin: 8, hoursMax: 8, per: 'week' },
  }
  await publish(world, fields as never)
  const shown = async (q: string) =>
    /<li class="found-in">(.*?)<\/li>/.exec((await page(world, `/?${new URLSearchParams({ q })}`)).html)?.[1]
  expect(await shown('governance research')).toBe('Skill: AI <mark>governance</mark>')
  expect(await shown('research')).toBe('Skill: AI governance')
  expect(await shown('training')).toBe('Kind: <mark>training</mark>')
  expect(await shown('poland')).toBe('Place: Łódź, <mark>Poland</mark>')
  expect(await shown('model un')).toBe('Made for: <mark>Model</mark> <mark>UN</mark> and <mark>Model</mark> NATO')
  expect(await shown('onsite')).toBe('Workplace: on site')
  expect(await shown('fractional')).toBe('Commitment: <mark>fractional</mark>')
})

test('what is over takes no place among the newest thousand, and more than these are told of', async () => {
  const world = await createWorld()
  const oldest = await publish(world, { title: 'The oldest' })
  const content = contentOf(OpportunityInput.parse({ kind: 'role', title: 'Another' }))
  const times = { publishedAt: world.now, createdAt: world.now, updatedAt: world.now }
  const others = Array.from({ length: 1_000 }, () => world.ctx().newId('opp')).map((id) => {
    return { ...content, id, organizationId: 'org_northlight', ...times }
  })
  await atomically(world.db, insertOpportunities(world.db, others))
  const count = async () => {
    const answer = await world.get('/api/v1/opportunities?q=northlight&limit=1')
    return ((await answer.json()) as { meta: object }).meta
  }
  expect(await count()).toMatchObject({ count: 1_000, cut: true })
  expect((await page(world, '/?q=northlight')).html).toContain('1,000+ open')
  await world.db.run(sql`update opportunities set closes_at = 1 where seq in (
    select seq from opportunities where id <> ${oldest} limit 600)`)
  world.now += 2_000
  expect(await count()).toMatchObject({ count: 401, cut: false })
  const { html } = await page(world, '/?q=oldest')
  expect(html).toContain('1 open')
})

const linksOf = (html: string) =>
  [...html.matchAll(/<p>(By filter|Did you mean): <a href="([^"]*)">([^<]*)<\/a>/g)].map(([, before, href, words]) => [
    before,
    href?.replaceAll('&amp;', '&'),
    words,
  ])
const linksAt = async (world: World, q: string, also = '') =>
  linksOf((await page(world, `/?${new URLSearchParams({ q })}${also}`)).html)

test('a misspelt word that finds nothing is offered as what was meant, where that finds something', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Researcher', skills: [{ id: 'interpretability', must: true }] })
  const meant = ['Did you mean', '/?q=interpretability+researcher', 'interpretability researcher']
  expect(await linksAt(world, 'interpretabilty reseracher')).toEqual([meant])
  expect(await linksAt(world, 'interpretabilty reseracher', '&kind=phd')).toEqual([])
  expect(await linksAt(world, 'zzzzqqqq')).toEqual([])
  expect(await linksAt(world, 'facilitaton')).toEqual([])
})

test('words that name values of facets are offered as these, with how many they find', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Anywhere', workplace: 'remote', pay: { kind: 'unpaid' } as never })
  await publish(world, { title: 'In Paris', places: [{ country: 'FR', city: 'Paris' }], kind: 'internship' })
  await publish(world, { title: 'In Europe', workplace: 'remote', remoteRegions: ['europe'], bodyHtml: '<p>Maps.</p>' })
  const offered = async (q: string) => (await linksAt(world, q)).map(([, href, words]) => `${href} ${words}`)
  expect(await offered('france')).toEqual(['/?country=FR 3 open to people in France'])
  expect(await offered('EU')).toEqual(['/?region=european_union 3 open to people in European Union'])
  expect(await offered('Sweden')).toEqual(['/?country=SE 2 open to people in Sweden'])
  expect(await offered('unpaid')).toEqual(['/?pay=unpaid 1 open, unpaid'])
  expect(await offered('internships in France')).toEqual([
    '/?kind=internship&country=FR 1 open, internship to people in France',
  ])
  expect(await offered('maps sweden')).toEqual(['/?q=maps&country=SE 1 open to people in Sweden, “maps”'])
  expect(await offered('stipend')).toEqual([])
  expect(await offered('paris')).toEqual([])
})

test('beside a search by place stands that time zones do not narrow it, where one is shown', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Reading group lead', workplace: 'remote', zoneFence: 'UTC±3' })
  const says = async (search: string) =>
    (await page(world, `/?${search}`)).html.includes('Time zones are shown and not')
  expect([await says('region=asia'), await says('country=JP'), await says('')]).toEqual([true, true, false])
})

test('a misspelt country or value of a facet leads to what it finds', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Anywhere', workplace: 'remote' })
  await publish(world, { title: 'In Paris', places: [{ country: 'FR', city: 'Paris' }] })
  await publish(world, { title: 'In Warsaw', places: [{ country: 'PL', city: 'Warsaw' }] })
  expect(await linksAt(world, 'polnd')).toEqual([['Did you mean', '/?country=PL', '2 open to people in Poland']])
  expect(await linksAt(world, 'Frnace')).toEqual([['Did you mean', '/?country=FR', '2 open to people in France']])
  expect(await linksAt(world, 'remoet')).toEqual([['Did you mean', '/?workplace=remote', '1 open, remote']])
  expect(await linksAt(world, 'stipned')).toEqual([])
})

test('what is offered finds as many as it says', async () => {
  const world = await createWorld()
  const kinds = ['role', 'internship', 'fellowship'] as const
  for (const [i, kind] of kinds.entries())
    for (const country of ['FR', 'PL'])
      await publish(world, { kind, title: `Maps ${i}`, places: [{ country, city: null }], workplace: 'hybrid' })
  const words = fc.constantFrom('France', 'poland', 'role', 'Internship', 'hybrid', 'maps', 'europe', '0', 'zzz', 'c++')
  await fc.assert(
    fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 4 }), async (typed) => {
      for (const [, href = '', said = ''] of await linksAt(world, typed.join(' ')))
        expect((await page(world, href)).html, href).toContain(`<h2 class="num">${said.split(' ')[0]} open</h2>`)
    }),
    { numRuns: 60 },
  )
})
