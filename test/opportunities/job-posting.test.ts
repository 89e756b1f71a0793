import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { hasBit, noBits } from '../../src/search/bits.ts'
import { EVERY } from '../../src/search/facet-values.ts'
import { openings } from '../../src/search/openings.ts'
import { seedExamples } from '../../src/seeds/examples.ts'
import { seedLoad } from '../../src/seeds/load.ts'
import { publish } from '../support/given.ts'
import { createWorld, ORIGIN, type World } from '../support/world.ts'

const stated = { basis: 'stated' as const, per: 'week' as const, months: null, monthsPerYear: null, weeks: null }
const full = {
  title: 'Evaluations engineer </script><script>alert(1)</script>',
  bodyHtml: '<p>Build evaluations.</p>',
  places: [{ country: 'FR', city: 'Paris' }],
  commitment: { ...stated, hoursMin: 38, hoursMax: 40 },
  pay: { kind: 'paid' as const, min: 4000, max: 5000, currency: 'EUR', per: 'month' as const },
  closesOn: '2026-04-01',
  zone: 'Europe/Paris',
}

const file = new URL('../fixtures/schemas/job-posting.json', import.meta.url)
const check = addFormats(new Ajv2020({ allErrors: true })).compile(JSON.parse(readFileSync(file, 'utf8')))

type Posting = Record<string, unknown>
const faults = (posting: Posting) => (check(posting) ? [] : check.errors)

/** A page and its structured data, as a search engine reads them. */
async function read(world: World, id: string) {
  const answer = await world.get(paths.opportunity(id, ''))
  const html = await answer.text()
  const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)]
  expect(blocks.length).toBeLessThanOrEqual(1)
  const data = blocks[0]?.[1]
  return { status: answer.status, html, posting: data ? (JSON.parse(data) as Posting) : null }
}
const structured = async (world: World, id: string) => (await read(world, id)).posting

test('structured data holds the required and recommended fields and no text can end it', async () => {
  const world = await createWorld()
  const id = await publish(world, full)
  const { html, posting } = await read(world, id)
  expect(posting).toMatchObject({
    '@type': 'JobPosting',
    title: full.title,
    description: '<p>Build evaluations.</p>',
    datePosted: '2026-03-02',
    validThrough: '2026-04-01T22:00:00.000Z',
    hiringOrganization: { '@type': 'Organization', name: 'Northlight Institute' },
    employmentType: ['FULL_TIME'],
    workHours: '38–40 h a week',
    baseSalary: { currency: 'EUR', value: { minValue: 4000, maxValue: 5000, unitText: 'MONTH' } },
    jobLocation: [{ address: { addressCountry: 'FR', addressLocality: 'Paris' } }],
  })
  expect(html).not.toContain('<script>alert')
})

test('it is valid through what is stated: an instant with a zone, the day without one, nothing that is about right', async () => {
  const world = await createWorld()
  const through = async (change: object) =>
    (await structured(world, await publish(world, { ...full, ...change })))?.validThrough
  expect(await through({})).toBe('2026-04-01T22:00:00.000Z')
  expect(await through({ zone: 'Etc/GMT+12' })).toBe('2026-04-02T12:00:00.000Z')
  expect(await through({ zone: null })).toBe('2026-04-01')
  expect(await through({ approximate: true })).toBeUndefined()
})

test('remote work names from where one may apply', async () => {
  const world = await createWorld()
  const applicants = async (remoteRegions: string[]) =>
    (await structured(world, await publish(world, { ...full, places: [], workplace: 'remote', remoteRegions })))
      ?.applicantLocationRequirements
  expect(await applicants(['US'])).toEqual([{ '@type': 'Country', name: 'United States' }])
  expect(await applicants([])).toEqual([{ '@type': 'AdministrativeArea', name: 'Worldwide' }])
  expect(await applicants(['european_union'])).toHaveLength(27)
})

test('where remote work may be done from is what the board finds it under', async () => {
  const world = await createWorld()
  const places = [{ country: 'US', city: 'Washington' }]
  const said = async (change: object) => {
    const id = await publish(world, { ...full, places, workplace: 'remote', ...change })
    const { index } = await openings(world.ctx(), { fresh: true })
    const position = index.openings.positionOf(id)
    const isUnder = (country: string) => hasBit(index.bits.country.get(country) ?? noBits(0), position)
    const stated = (await structured(world, id))?.applicantLocationRequirements as { name: string }[]
    return [stated.map(({ name }) => name), ['US', 'CA', 'FR', EVERY].filter(isUnder)]
  }
  expect(await said({})).toEqual([['United States'], ['US']])
  expect(await said({ remoteRegions: ['CA'] })).toEqual([
    ['United States', 'Canada'],
    ['US', 'CA'],
  ])
  expect(await said({ remoteRegions: ['anywhere', 'CA'] })).toEqual([['Worldwide'], ['US', EVERY]])
  expect(await said({ places: [] })).toEqual([['Worldwide'], [EVERY]])
})

test('remote work within time zones is not worldwide', async () => {
  const world = await createWorld()
  const applicants = async (change: object) => {
    const remote = { ...full, places: [], workplace: 'remote' as const, zoneFence: 'UTC-3 to UTC+3', ...change }
    return (await structured(world, await publish(world, remote)))?.applicantLocationRequirements
  }
  expect(await applicants({ remoteRegions: ['US'] })).toEqual([{ '@type': 'Country', name: 'United States' }])
  expect(await applicants({ places: full.places })).toEqual([{ '@type': 'Country', name: 'France' }])
  const zones = [{ '@type': 'AdministrativeArea', name: 'UTC-3 to UTC+3' }]
  expect([await applicants({}), await applicants({ remoteRegions: ['anywhere'] })]).toEqual([zones, zones])
})

test('experience and education are said where they are stated in words that search engines know', async () => {
  const world = await createWorld()
  const asked = async (change: object) => {
    const posting = await structured(world, await publish(world, { ...full, ...change }))
    expect(faults(posting ?? {})).toEqual([])
    return [posting?.experienceRequirements, posting?.educationRequirements]
  }
  const months = (monthsOfExperience: number) => ({
    '@type': 'OccupationalExperienceRequirements',
    monthsOfExperience,
  })
  const credential = (credentialCategory: string) => ({
    '@type': 'EducationalOccupationalCredential',
    credentialCategory,
  })
  expect(await asked({})).toEqual([undefined, undefined])
  expect(await asked({ level: 'none', degree: 'none' })).toEqual(['no requirements', 'no requirements'])
  expect(await asked({ level: 'years_1_4', degree: 'bachelor' })).toEqual([months(12), credential('bachelor degree')])
  expect(await asked({ level: 'years_5_plus', degree: 'doctorate' })).toEqual([
    months(60),
    credential('postgraduate degree'),
  ])
  for (const level of ['student', 'graduate', 'senior']) expect(await asked({ level })).toEqual([undefined, undefined])
})

test('pay in all has no unit of time, and is left out', async () => {
  const world = await createWorld()
  const pay = { kind: 'stipend' as const, min: 7500, max: null, currency: 'USD', per: 'total' as const }
  const posting = await structured(world, await publish(world, { ...full, pay }))
  expect([posting?.title, posting?.baseSalary]).toEqual([full.title, undefined])
})

test('what opens later is announced on the day it opens where it is, not before', async () => {
  const world = await createWorld()
  const id = await publish(world, { ...full, opensOn: '2026-03-10', zone: 'Europe/Paris' })
  expect(await structured(world, id)).toBeNull()
  world.now = Date.parse('2026-03-09T22:45:00Z')
  expect(await structured(world, id)).toBeNull()
  world.now = Date.parse('2026-03-09T23:00:00Z')
  expect(await structured(world, id)).not.toBeNull()
})

test('an invented one has none', async () => {
  const world = await createWorld()
  const id = await publish(world, full)
  await world.db.update(opportunities).set({ example: true })
  const { html, posting } = await read(world, id)
  expect([html.includes('kind example'), posting]).toEqual([true, null])
})

test('funding, trainings and events, closed ones and those without a place or a text have none', async () => {
  const world = await createWorld()
  for (const kind of ['funding', 'training', 'event'] as const)
    expect(await structured(world, await publish(world, { ...full, kind }))).toBeNull()
  expect(await structured(world, await publish(world, { ...full, places: [] }))).toBeNull()
  expect(await structured(world, await publish(world, { ...full, bodyHtml: '' }))).toBeNull()
  const closed = await publish(world, full)
  expect(await structured(world, closed)).not.toBeNull()
  await world.db
    .insert(closures)
    .values({ opportunityId: closed, reason: 'filled', closedBy: 'test', closedAt: world.now })
  expect(await structured(world, closed)).toBeNull()
})

describe('the rules refuse', () => {
  let good: Posting
  beforeAll(async () => {
    const world = await createWorld()
    good = (await structured(world, await publish(world, full))) ?? {}
  })
  const pay = (value: object) => ({
    baseSalary: { '@type': 'MonetaryAmount', currency: 'EUR', value: { '@type': 'QuantitativeValue', ...value } },
  })

  test('nothing of a good one', () => expect(faults(good)).toEqual([]))
  test.each(['title', 'description', 'datePosted', 'hiringOrganization', 'jobLocation', 'employmentType'])(
    'one without %s',
    (field) => expect(faults({ ...good, [field]: undefined })).not.toEqual([]),
  )
  test.each([
    ['a day of words', { datePosted: '2 March 2026' }],
    ['a deadline in words', { validThrough: '1 April 2026' }],
    ['a type of work it does not know', { employmentType: ['FRACTIONAL'] }],
    ['no type of work', { employmentType: [] }],
    ['an organization without a name', { hiringOrganization: { '@type': 'Organization' } }],
    ['a field it does not know', { salary: '4000' }],
    ['pay as words', pay({ value: '4000', unitText: 'MONTH' })],
    ['pay for the whole', pay({ value: 4000, unitText: 'TOTAL' })],
    ['a range with one end', pay({ minValue: 4000, unitText: 'MONTH' })],
    ['a place without a country', { jobLocation: [{ '@type': 'Place', address: { '@type': 'PostalAddress' } }] }],
    ['remote work from nowhere', { jobLocationType: 'TELECOMMUTE' }],
    ['applicants of what is not remote', { applicantLocationRequirements: [{ '@type': 'Country', name: 'France' }] }],
  ])('%s', (_, change) => expect(faults({ ...good, ...change })).not.toEqual([]))
})

const selectAll = (world: World) =>
  world.db
    .select({ o: opportunities, organization: organizations.name, closed: closures.reason })
    .from(opportunities)
    .innerJoin(organizations, eq(organizations.id, opportunities.organizationId))
    .leftJoin(closures, eq(closures.opportunityId, opportunities.id))
type Stored = Awaited<ReturnType<typeof selectAll>>[number]

const employing = ['internship', 'fellowship', 'role', 'phd', 'project']
const isOpen = ({ o, closed }: Stored, now: number) => closed === null && (o.closesAt === null || o.closesAt > now)
const isDue = ({ o }: Stored) =>
  (!o.opensOn || o.opensOn <= '2026-03-02') &&
  employing.includes(o.kind) &&
  Boolean(o.bodyHtml || o.summary) &&
  (o.workplace === 'remote' || o.places.length > 0)

/** What the row says, beside what the schema asks of any. */
const said = ({ o, organization }: Stored) => [
  o.title,
  new Date(o.publishedAt ?? 0).toISOString().slice(0, 10),
  o.closesAt === null || o.approximate ? undefined : o.zone ? new Date(o.closesAt).toISOString() : o.closesOn,
  organization,
  o.id,
  o.workplace === 'remote' ? 'TELECOMMUTE' : undefined,
  ORIGIN + paths.opportunity(o.id, o.title),
]
type Told = { hiringOrganization: { name: string }; identifier: { value: string } } & Posting
const told = (posting: Posting) => {
  const { title, datePosted, validThrough, hiringOrganization, identifier, jobLocationType, url } = posting as Told
  return [title, datePosted, validThrough, hiringOrganization.name, identifier.value, jobLocationType, url]
}

test('over all examples and load data: just where it is due, by the rules, and as the row says', async () => {
  const world = await createWorld()
  await seedExamples(world.ctx())
  await seedLoad(world.ctx(), { opportunities: 300, randomSeed: 11 })
  // What is invented is announced nowhere.
  await world.db.update(opportunities).set({ example: false })
  const seen = { posted: 0, closed: 0, none: 0 }
  for (const row of await selectAll(world)) {
    const { status, posting } = await read(world, row.o.id)
    const open = isOpen(row, world.now)
    expect([status, posting !== null], row.o.id).toEqual([open ? 200 : 410, open && isDue(row)])
    if (posting) expect([told(posting), faults(posting)], row.o.id).toEqual([said(row), []])
    seen[posting ? 'posted' : open ? 'none' : 'closed']++
  }
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(20)
}, 30_000)
