import { sql } from 'drizzle-orm'
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

test('a misspelt word that finds nothing is offered as what was meant', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Researcher' })
  const { html } = await page(world, '/?q=interpretabilty+reseracher')
  expect(html).toMatch(/Did you mean <a href="\/\?q=interpretability(\+|%20)researcher">/)
  expect((await page(world, '/?q=zzzzqqqq')).html).not.toContain('Did you mean')
})
