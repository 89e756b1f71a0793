import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/calendar.ts'
import { reports } from '../../src/moderation/table.ts'
import { closures } from '../../src/opportunities/table.ts'
import { paths } from '../../src/paths.ts'
import { publish } from '../support/given.ts'
import { createWorld, ORIGIN, type World } from '../support/world.ts'

const html = async (world: World, path: string) => (await world.get(path)).text()
const stated = { basis: 'stated' as const, per: 'week' as const, months: null, monthsPerYear: null, weeks: null }
const full = {
  places: [{ country: 'FR', city: 'Paris' }],
  commitment: { ...stated, hoursMin: 38, hoursMax: 40 },
  pay: { kind: 'paid' as const, min: 4000, max: 5000, currency: 'EUR', per: 'month' as const },
}

test('beside it stand those most like it and open trainings that teach what it asks', async () => {
  const world = await createWorld()
  const skills = [{ id: 'facilitation', must: true }]
  const id = await publish(world, { title: 'Asked', skills, professions: ['community_manager'] })
  await publish(world, { title: 'Shares a skill', skills })
  await publish(world, { title: 'Shares nothing' })
  await publish(world, { title: 'Teaches it', kind: 'training', teaches: ['facilitation'] })
  const page = await html(world, paths.opportunity(id, ''))
  expect(page).toContain('Shares a skill')
  expect(page).not.toContain('Shares nothing')
  expect(page).toMatch(/Learn what it asks.*Facilitation: .*Teaches it/s)
})

test.each([
  [null, false, '30 Mar 2026, zone not stated', 0],
  [null, true, 'about 30 Mar 2026, zone not stated', 0],
  ['Etc/GMT+12', false, 'end of 30 Mar 2026, anywhere on Earth', 1],
  ['America/New_York', false, 'end of 30 Mar 2026, New York time', 1],
  ['America/New_York', true, 'about 30 Mar 2026, New York time', 0],
])('a deadline in the zone %s, approximate %s: %s', async (zone, approximate, words, instants) => {
  const world = await createWorld()
  const id = await publish(world, { closesOn: '2026-03-30', zone, approximate })
  const page = await html(world, paths.opportunity(id, ''))
  expect(page).toContain(`<small>${words}</small>`)
  expect(page.match(/data-at/g) ?? []).toHaveLength(instants)
})

test('without a zone feeds say the day alone, and it stays open until the day is over everywhere', async () => {
  const world = await createWorld()
  await publish(world, { closesOn: '2026-03-03' })
  for (const path of ['/feed.xml', '/feed.atom', '/feed.json'])
    expect(await html(world, path), path).toMatch(/closes 3 Mar 2026[^,]/)
  world.now = Date.parse('2026-03-04T11:59:00Z')
  expect(await html(world, '/feed.json')).toContain('closes 3 Mar 2026')
  world.now = Date.parse('2026-03-04T12:00:00Z')
  expect(await html(world, '/feed.json')).not.toContain('closes 3 Mar 2026')
})

const words = async (world: World, id: string) =>
  (await html(world, paths.opportunity(id, ''))).replace(/<script.*?<\/script>|<[^>]*>/gs, '')

test.each([
  ['2026-03-05', '2026-03-06', 'The deadline has passed (5 Mar 2026)'],
  ['2026-03-05', '2026-03-05', 'It has been taken down (5 Mar 2026)'],
  ['2026-04-30', '2026-03-05', 'It has been taken down (5 Mar 2026)'],
  [null, '2026-03-05', 'It has been taken down (5 Mar 2026)'],
])('closing on %s, taken down on %s: %s', async (closesOn, day, reason) => {
  const world = await createWorld()
  const opportunityId = await publish(world, { closesOn })
  const closure = { opportunityId, reason: 'withdrawn' as const, closedBy: 'test', closedAt: Date.parse(day) }
  await world.db.insert(closures).values(closure)
  world.now = Date.parse('2026-03-20')
  expect(await words(world, opportunityId)).toContain(`Closed. ${reason}. See what is open of its kind`)
})

test('a closed one leads to what is open of its kind, and asks nobody to ask', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Gone', kind: 'phd', closesOn: '2026-05-01' })
  world.now += 150 * DAY
  await publish(world, { title: 'Still open', kind: 'phd' })
  const page = await html(world, paths.opportunity(id, ''))
  expect(page).toMatch(/href="\/\?kind=phd".*Like this one.*Still open/s)
  expect(page).not.toContain('It may be gone')
  const old = await publish(world)
  world.now += 100 * DAY
  expect(await html(world, paths.opportunity(old, ''))).toContain('It may be gone')
})

test('the page says what the list says in the same words, with every year', async () => {
  const world = await createWorld()
  const id = await publish(world, {
    ...{ kind: 'training', commitment: { basis: 'label', labels: ['full_time'] }, verifiedOn: '2026-02-27' },
    pay: { kind: 'unpaid', min: null, max: null, currency: null, per: null },
    ...{ opensOn: '2026-03-20', closesOn: '2026-04-26' },
  })
  const said = await words(world, id)
  for (const one of ['unpaid', 'Listed today · verified 27 Feb 2026', 'opens 20 Mar 202626 Apr 2026'])
    expect(said).toContain(one)
  expect(said.match(/full-time/g)).toHaveLength(1)
  expect(await html(world, '/')).toMatch(/unpaid.*>opens 20 Mar<.*listed today · verified 27 Feb</s)
})

test('for paper it says where to apply and where it stands itself; what is closed only where it stands', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Engineer', applyUrl: 'https://example.org/jobs/7', closesOn: '2026-03-09' })
  const onPaper = async () => /<p class="paper">(.*?)<\/p>/.exec(await html(world, paths.opportunity(id, '')))?.[1]
  const itself = ORIGIN + paths.opportunity(id, 'Engineer')
  expect(await onPaper()).toBe(`Apply at https://example.org/jobs/7 · ${itself} on 2 Mar 2026`)
  world.now += 30 * DAY
  expect(await onPaper()).toBe(`${itself} on 1 Apr 2026`)
})

test('the line to copy has the six things in order', async () => {
  const world = await createWorld()
  const id = await publish(world, { ...full, title: 'Engineer', visa: 'yes' })
  expect(await html(world, paths.opportunity(id, ''))).toContain(
    'value="Northlight Institute | Engineer | Paris, France | 38–40 h a week | €4,000–5,000/mo | visa support"',
  )
})

const fence = { workplace: 'remote' as const, zoneFence: 'UTC-3 to UTC+3' }
test.each([
  [fence, 'Remote, UTC−3 to UTC+3'],
  [{ ...fence, remoteRegions: ['anywhere'] }, 'Remote, UTC−3 to UTC+3'],
  [{ ...fence, remoteRegions: ['europe'] }, 'Remote, Europe, UTC−3 to UTC+3'],
  [{ ...fence, places: full.places }, 'Paris, France or remote, UTC−3 to UTC+3'],
  [{ ...fence, places: full.places, remoteRegions: ['europe'] }, 'Paris, France or remote, Europe, UTC−3 to UTC+3'],
  [{ ...fence, zoneFence: null, places: full.places, remoteRegions: ['europe'] }, 'Paris, France or remote in Europe'],
  [{ ...fence, zoneFence: 'within two hours of London' }, 'Remote, within two hours of London'],
  [{ ...fence, workplace: 'onsite' as const, places: full.places }, 'Paris, France'],
])('the time zones that fence remote work are said wherever the place is: %#', async (fields, words) => {
  const world = await createWorld()
  const id = await publish(world, fields)
  const pattern = (said: string) => new RegExp(`[ >]${said.replaceAll('+', '\\+')}[ <]`)
  for (const path of ['/?view=table', '/feed.json']) expect(await html(world, path), path).toMatch(pattern(words))
  const brief = words.replace('Paris, France or', 'Paris or')
  for (const path of ['/', '/embed']) expect(await html(world, path), path).toMatch(pattern(brief))
  expect(await html(world, paths.opportunity(id, ''))).toContain(` | ${words} | `)
})

const reportIt = (world: World, id: string, reason: string, address = '192.0.2.1') =>
  world.post(paths.report(id), { reason }, { 'CF-Connecting-IP': address })

test('one click reports it as closed, once a network, and closes nothing', async () => {
  const world = await createWorld()
  const id = await publish(world)
  for (let i = 0; i < 3; i++) expect((await reportIt(world, id, 'closed')).status).toBe(200)
  await reportIt(world, id, 'broken_link', '192.0.2.2')
  expect(await world.db.select().from(reports)).toMatchObject([
    { subjectId: id, reason: 'closed' },
    { subjectId: id, reason: 'broken_link' },
  ])
  expect(JSON.stringify(await world.db.select().from(reports))).not.toContain('192.0.2')
  expect((await world.get(paths.opportunity(id, ''))).status).toBe(200)
})

test('a report of nothing, with no reason we know, or without our origin is refused and writes nothing', async () => {
  const world = await createWorld()
  const id = await publish(world)
  expect((await reportIt(world, 'opp_none', 'closed')).status).toBe(404)
  expect((await reportIt(world, id, 'ugly')).status).toBe(422)
  expect(
    (await world.request(paths.report(id), { method: 'POST', body: new URLSearchParams({ reason: 'closed' }) })).status,
  ).toBe(403)
  expect(await world.db.select().from(reports)).toEqual([])
})

test('one network may report ten an hour', async () => {
  const world = await createWorld()
  const ids: string[] = []
  for (let i = 0; i < 11; i++) ids.push(await publish(world))
  for (const [i, id] of ids.entries()) expect((await reportIt(world, id, 'closed')).status).toBe(i < 10 ? 200 : 429)
  world.now += HOUR
  expect((await reportIt(world, ids[10] ?? '', 'closed')).status).toBe(200)
})
