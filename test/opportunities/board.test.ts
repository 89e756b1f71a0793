import { describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { paths } from '../../src/paths.ts'
import { publish } from '../support/given.ts'
import { organizationCalled } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

const page = async (world: World, path: string) => {
  const answer = await world.get(path)
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}
const hours = (n: number, per: 'week' | 'month' = 'week', rest: object = {}) => ({
  commitment: {
    basis: 'stated' as const,
    hoursMin: n,
    hoursMax: n,
    per,
    months: null,
    monthsPerYear: null,
    weeks: null,
    ...rest,
  },
})

test('an empty board says what to do next', async () => {
  const { status, html } = await page(await createWorld(), '/')
  expect(status).toBe(200)
  expect(html).toContain('Nothing is open yet')
})

test('the board shows what is open: what, who, where, time, pay and days left', async () => {
  const world = await createWorld()
  await publish(world, {
    title: 'Evening facilitator <b>',
    ...hours(3, 'month'),
    places: [{ country: 'DE', city: 'Berlin' }],
    pay: { kind: 'paid', min: 58000, max: 64000, currency: 'EUR', per: 'year' },
    closesOn: '2026-03-08',
    zone: 'Europe/Berlin',
  })
  const { html } = await page(world, '/')
  for (const words of [
    'Evening facilitator &lt;b>',
    'Northlight Institute',
    'Berlin, Germany',
    '3 h a month',
    '€58,000–64,000/yr',
    '6 days',
    '0.7 hours a week, all year',
  ])
    expect(html).toContain(words)
})

test('a voice reads the months, what opens as opening, and an example apart from its organization', async () => {
  const world = await createWorld()
  const inMonths = (months: number[]) => hours(40, 'week', { months, monthsPerYear: months.length })
  await publish(world, { opensOn: '2026-03-20', ...inMonths([1, 6, 7, 8, 12]) })
  await publish(world, { closesOn: '2026-03-20', ...hours(40, 'week', { monthsPerYear: 3 }) })
  await world.db.update(opportunities).set({ example: true })
  const { html } = await page(world, '/')
  expect([...html.matchAll(/aria-label="([^"]*hours a week[^"]*)"/g)].map(([, label]) => label)).toEqual([
    '40 hours a week in 3 of 12 months, which ones is open',
    '40 hours a week, June to August, December to January',
  ])
  const lines = html.replace(/<[^>]*>/g, '')
  expect(lines).toContain('example Northlight Institute')
  expect(lines).toContain('Closes: 18 days')
  expect(lines).toMatch(/(?<!Closes: )opens 20 Mar/)
})

test.each([
  ['2026-03-01', 0, 'listed today · verified 1 Mar<'],
  ['2026-02-14', -17, 'listed 17 days ago · verified 14 Feb<'],
  ['2025-12-24', -80, 'listed 12 Dec · verified 24 Dec<'],
  ['2025-03-01', -400, 'listed 26 Jan 2025 · verified 1 Mar 2025<'],
  [null, -1, 'listed yesterday<'],
])('the list says when it was published and last verified: %s', async (verifiedOn, days, words) => {
  const world = await createWorld()
  world.now += days * DAY
  await publish(world, { verifiedOn })
  world.now -= days * DAY
  expect((await page(world, '/')).html).toContain(`<small class="dates">${words}`)
})

const city = (country: string, city: string) => ({ country, city })
test.each([
  [{ places: [city('FR', 'Paris'), city('US', 'Boston'), city('DE', 'Berlin')] }, 'Paris · Boston + 1 more'],
  [{ places: [city('FR', 'Paris')] }, 'Paris, France'],
  [{ places: [city('SG', 'Singapore')] }, 'Singapore'],
  [{ places: [city('NL', 'Delft')], workplace: 'remote' as const }, 'Delft or remote'],
  [{ workplace: 'remote' as const, remoteRegions: ['europe', 'IN', 'KE'] }, 'Remote, Europe, India + 1 more'],
])('a row says place and level briefly, and what it is that is not stated: %#', async (fields, words) => {
  const world = await createWorld()
  await publish(world, { ...fields, level: 'none' })
  const { html } = await page(world, '/')
  expect(html).toContain(`<span>Northlight Institute</span> · ${words} · any level</p>`)
  expect(html).toContain('</span>pay not stated</span>')
  expect(html).toContain('</span>deadline not stated</span>')
})

test('a closed and an expired opportunity leave the board, their pages say so with 410', async () => {
  const world = await createWorld()
  const closed = await publish(world, { title: 'Filled one' })
  const expired = await publish(world, { title: 'Late one', closesOn: '2026-03-02' })
  await world.db
    .insert(closures)
    .values({ opportunityId: closed, reason: 'filled', closedBy: 'test', closedAt: world.now })
  expect((await page(world, '/')).html).toContain('Late one')
  world.now += 2 * DAY
  const { html } = await page(world, '/')
  expect(html).not.toContain('Filled one')
  expect(html).not.toContain('Late one')
  for (const [id, words] of [
    [closed, 'It has been filled'],
    [expired, 'The deadline has passed'],
  ] as const) {
    const sheet = await page(world, paths.opportunity(id, ''))
    expect(sheet.status).toBe(410)
    expect(sheet.html).toContain(words)
  }
})

test('an unknown and a draft opportunity are both just not there', async () => {
  const world = await createWorld()
  const missing = await page(world, '/opportunities/opp_none')
  expect(missing.status).toBe(404)
  expect(missing.html).toContain('Nothing is here')
})

test.each([
  ['3 hours a month', hours(3, 'month'), 0.0173, 0.0173, 'fractional'],
  ['3 months a year at 40 h', hours(40, 'week', { monthsPerYear: 3 }), 1, 0.25, 'fractional'],
  ['30 hours a week', hours(30), 0.75, 0.75, 'full_time'],
  ['ten weeks at 40 h', hours(40, 'week', { weeks: 10 }), 1, 0.1923, 'full_time'],
  ['one day a week', hours(8), 0.2, 0.2, 'fractional'],
] as const)(
  '%s: both figures and its facet, on the page and in the API alike',
  async (_, fields, fteActive, fteYear, facet) => {
    const world = await createWorld()
    const id = await publish(world, { title: 'Shared time', ...fields })
    const words = (await page(world, paths.opportunity(id, 'anything'))).html.replace(/<[^>]*>/g, '')
    const rounded = (value: number) => Math.round(value * 1000) / 1000
    expect(words).toMatch(
      new RegExp(`${facet.replace('_', '-')} · ${rounded(fteActive)} FTE .* · ${rounded(fteYear)} over a year`),
    )
    const one = (await (await world.get(paths.apiOpportunity(id))).json()) as { data: { commitment: object } }
    const facets = { fullTime: facet === 'full_time', fractional: facet === 'fractional' }
    expect(one.data.commitment).toMatchObject({ fteActive, fteYear, ...facets })
    for (const commitment of ['full_time', 'fractional', 'unknown'])
      expect((await page(world, `/?commitment=${commitment}`)).html.includes('Shared time'), commitment).toBe(
        commitment === facet,
      )
  },
)

test('what is not stated stands under its own facet and is left out by no limit of hours', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Silent on hours' })
  for (const search of ['commitment=unknown', 'hours_max=1', ''])
    expect((await page(world, `/?${search}`)).html).toContain('Silent on hours')
  expect((await page(world, '/?commitment=full_time')).html).not.toContain('Silent on hours')
})

describe('bad input is named and the rest of the search holds', () => {
  test.each([
    ['kind=job', '<b>kind</b>: “job” is none of its values; give one of internship'],
    ['flavour=sweet', '<b>flavour</b>: is not a search parameter'],
    ['hours_max=many', 'is no number of hours'],
    ['country=Atlantis', 'a two-letter code such as FR'],
    ['cursor=forged', 'is not one of ours; this is the first page'],
    ['months=13', '“13” is none of its values; give 1 to 12'],
    ['sort=best', 'choose from newest, deadline'],
    ['since=yesterday', 'write it as YYYY-MM-DD'],
    ['since=2026-02-31', 'write it as YYYY-MM-DD'],
    ['hours_max=0x10', 'is no number of hours'],
    ['sort=newest&sort=deadline', '<b>sort</b>: takes one value; the first was taken'],
    ['q=%22', '<b>q</b>: has no word to look for'],
    ['language=zz', '<b>language</b>: “zz” is none of its values'],
    ['audience=nobody', '<b>audience</b>: “nobody” is none of its values'],
    ['org=org_zzz', '<b>org</b>: “org_zzz” is none of its values'],
    ['view=grid', '<b>view</b>: “grid” is none; choose from list, table'],
    ['cursor=newest.0.0.0', 'leads to nothing any more; this is the first page'],
    ['sort=deadline&cursor=deadline.-.0.0', 'leads to nothing any more; this is the first page'],
  ])('%s', async (search, words) => {
    const world = await createWorld()
    await publish(world, { title: 'Still shown' })
    const { status, html } = await page(world, `/?${search}`)
    expect(status).toBe(200)
    expect(html).toContain(words)
    expect(html).toContain('Still shown')
  })

  test('what is named so is no part of the search any more', async () => {
    const world = await createWorld()
    await publish(world)
    const { html } = await page(world, '/?q=%22&audience=nobody&org=org_zzz&language=zz')
    expect(html).not.toContain('class="chip"')
    expect(html).toContain('href="/subscribe"')
  })

  test('a thousand wrong parameters are not named one by one', async () => {
    const world = await createWorld()
    await publish(world)
    const strange = Array.from({ length: 1_000 }, (_, i) => `strange${i}=1`)
    const { html } = await page(world, `/?${strange.join('&')}&kind=role`)
    expect(html.split('is not a search parameter')).toHaveLength(9)
    expect(html).toContain('<b>42 more</b>: were not understood either')
    expect(html).toContain('<b>951 more</b>: were not read: a search takes 50 parameters')
  })

  test('an organization with nothing open is none that is unknown', async () => {
    const world = await createWorld()
    await publish(world, { title: 'Of somebody else' })
    const id = await organizationCalled(world, 'Quiet Institute')
    const { html } = await page(world, `/?org=${id}`)
    expect(html).not.toContain('none of its values')
    expect(html).toContain('Nothing open fits all of this')
  })

  test.each([
    'NEAR/0',
    '"',
    '*',
    'a AND',
    '( OR )',
    '🙂',
    'مرحبا',
    '-',
    '^x',
    'title:x',
    `${'x'.repeat(10_000)}`,
    '\u0000"',
  ])('the search %# for strange words never fails', async (q) => {
    const world = await createWorld()
    await publish(world)
    expect((await page(world, `/?${new URLSearchParams({ q })}`)).status).toBe(200)
  })

  test('the API refuses instead, and names what is wrong', async () => {
    const answer = await (await createWorld()).get('/api/v1/opportunities?kind=job&limit=99')
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid', issues: [{ path: 'kind' }, { path: 'limit' }] },
    })
  })
})

test('cursors walk the API from the first page to the last', async () => {
  const world = await createWorld()
  for (let i = 0; i < 7; i++) await publish(world)
  const seen = new Set<string>()
  for (let next: string | null = ''; next !== null; ) {
    const answer = await world.get(`/api/v1/opportunities?limit=3${next && `&cursor=${next}`}`)
    const body = (await answer.json()) as { data: { id: string }[]; meta: { count: number; next: string | null } }
    expect(body.meta.count).toBe(7)
    for (const { id } of body.data) seen.add(id)
    next = body.meta.next
  }
  expect(seen.size).toBe(7)
})

test('the board pages on and back, and the first page has no way back', async () => {
  const world = await createWorld()
  for (let i = 0; i < 60; i++) await publish(world, { title: `Number ${i}` })
  const link = async (path: string, rel: string) =>
    new RegExp(`href="([^"]*)"[^>]*rel="${rel}"|rel="${rel}" href="([^"]*)"`)
      .exec((await page(world, path)).html)
      ?.slice(1)
      .find(Boolean)
      ?.replaceAll('&amp;', '&')
  expect(await link('/?kind=role', 'prev')).toBeUndefined()
  const second = (await link('/?kind=role', 'next')) ?? ''
  const third = (await link(second, 'next')) ?? ''
  expect(await link(third, 'next')).toBeUndefined()
  const titles = async (path: string) =>
    [...(await page(world, path)).html.matchAll(/>(Number \d+)</g)].map(([, title]) => title)
  expect(await titles((await link(third, 'prev')) ?? '')).toEqual(await titles(second))
  expect(await titles((await link(second, 'prev')) ?? '')).toEqual(await titles('/?kind=role'))
})

test('a search is kept by mail, feed, calendar, table and by a link to it that has no page', async () => {
  const world = await createWorld()
  for (let i = 0; i < 26; i++) await publish(world)
  const next = /rel="next" href="([^"]*)"/.exec((await page(world, '/?kind=role&sort=deadline')).html)?.[1] ?? ''
  expect(next).toContain('cursor=')
  const { html } = await page(world, next.replaceAll('&amp;', '&'))
  expect(html).toContain('<a href="/?kind=role&amp;sort=deadline">link to this search</a>')
  const pasted = /On your website<\/summary><textarea readonly[^>]*>([^<]*)</.exec(html)?.[1]
  expect(pasted).toMatch(
    /^&lt;iframe src=&quot;http:\/\/onward.test\/embed\?kind=role&amp;amp;sort=deadline&quot; title=/,
  )
})
