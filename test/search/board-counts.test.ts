import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/calendar.ts'
import { commitmentValues } from '../../src/commitment.ts'
import type { Ctx } from '../../src/context.ts'
import { importRows } from '../../src/imports/importing.ts'
import type { MappedRow } from '../../src/imports/mapped-row.ts'
import { readSource } from '../../src/imports/presets.ts'
import { answers, kinds, levels, payKinds, sides, workGroups, workplaces } from '../../src/opportunities/schema.ts'
import { regions } from '../../src/places/regions.ts'
import { openings } from '../../src/search/openings.ts'
import {
  type BoardQuery,
  boardQueryString,
  closesValues,
  type Facet,
  facetNames,
  parseBoardQuery,
  sorts,
} from '../../src/search/schema.ts'
import { searchBoard } from '../../src/search/searching.ts'
import { COMMON_WORD } from '../../src/seeds/load/words.ts'
import { seedLoad } from '../../src/seeds/load.ts'
import { audiences } from '../../src/taxonomy/audiences.ts'
import { professions, skills } from '../../src/taxonomy/terms.ts'
import { sourceFile } from '../imports/source-file.ts'
import { createWorld, NOON, type World } from '../support/world.ts'
import { candidates, counted, due, inOrder, type Row, readRows, remaining, speaking } from './by-hand.ts'

type Given = Record<string, unknown> & { title: string; closedOn?: string }

/** Invented openings with everything that load data lack: two places, two fences, labels, accents, next to nothing. */
function fixtureRows(): MappedRow[] {
  const file = new URL('../fixtures/imports/openings.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as Given[]).map(({ closedOn = null, ...content }, i) => ({
    row: i + 1,
    subject: 'opportunity',
    externalId: `fixture-${i}`,
    record: {
      organization: { name: `Maison Évidence ${i % 3}`, website: null },
      content: { kind: 'role', applyUrl: `https://maison.test/${i}`, ...content },
      publishedAt: i % 2 ? NOON - i * DAY : null,
      closedOn,
    },
  }))
}

let world: World
let rows: Row[]
beforeAll(async () => {
  world = await createWorld()
  await seedLoad(world.ctx(), { opportunities: 1_500, randomSeed: 3 })
  for (const name of ['eightyk', 'usrse'])
    await importRows(world.ctx(), await readSource(JSON.stringify(sourceFile(name)), { isCsv: false }))
  const report = await importRows(world.ctx(), { source: 'fixture', rows: fixtureRows() })
  expect(report.problems).toEqual([])
  expect(report.total.created).toBe(15)
  await world.db.run(sql`update opportunities set published_at = null where seq % 101 = 0`)
  rows = await readRows(world.db)
}, 60_000)

const some = (values: readonly string[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 }))
const one = (arbitrary: fc.Arbitrary<string>, weight: number) =>
  fc.oneof({ weight, arbitrary: fc.constant('') }, { weight: 1, arbitrary })

const spoken = 'evidence research fellow python regulators remote fractional India Équipe policy handbook NEAR the'
const anyWord = fc.constantFrom(...spoken.split(' '), 'threat-modelling', 'الأدلة', 'zzz', '*', '🙂', 'c++')
const anyBeginning = fc.tuple(anyWord, fc.nat(5)).map(([word, length]) => word.slice(0, length + 1))
const phrases = [
  'evidence before opinions',
  'plans when it arrives',
  'before evidence',
  'evidence before opin',
  'travel money',
  'a draft of',
  '',
]
const anyPhrase = fc.constantFrom(...phrases).map((words) => `"${words}"`)
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom(COMMON_WORD, COMMON_WORD.toUpperCase(), COMMON_WORD.slice(0, 4)) },
  {
    weight: 3,
    arbitrary: fc.array(fc.oneof(anyWord, anyBeginning, anyPhrase), { maxLength: 3 }).map((words) => words.join(' ')),
  },
)

const countries = ['FR', 'US', 'IN', 'GB', 'BE', 'EG', 'NZ', 'AQ', 'SA']
const vocabulary: Record<Exclude<Facet, 'org'>, readonly string[]> = {
  kind: kinds,
  work_group: workGroups,
  side: sides,
  skill: skills.slice(0, 30).map(({ id }) => id),
  profession: professions.map(({ id }) => id),
  commitment: commitmentValues,
  months: Array.from({ length: 12 }, (_, i) => String(i + 1)),
  level: [...levels, 'unknown'],
  workplace: [...workplaces, 'unknown'],
  country: countries,
  region: regions.map(({ id }) => id),
  audience: [...audiences.slice(0, 5).map(({ id }) => id), 'late-starters'],
  pay: payKinds,
  visa: answers,
  language: ['en', 'fr', 'ar', 'hi'],
  closes: closesValues,
}

const daysAgo = (days: number) => new Date(NOON - days * DAY).toISOString().slice(0, 10)
const anyParameters = fc
  .record({
    q: anyText,
    ...Object.fromEntries(Object.entries(vocabulary).map(([facet, values]) => [facet, some(values)])),
    /** Which organization, counted through those that stand in the rows. */
    org: fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat() }),
    hours_max: one(fc.constantFrom('0.5', '1', '5', '10', '20', '29,9', '30', '40'), 4),
    since: one(fc.integer({ min: 0, max: 400 }).map(daysAgo), 5),
    sort: fc.constantFrom(...sorts),
  })
  .map((parts) => Object.entries(parts as Record<string, string | string[] | number | null>))

const queryOf = (parts: [string, string | string[] | number | null][]) => {
  const organizations = due(rows, 'org').sort()
  const named = (value: string | string[] | number | null) =>
    typeof value === 'number' ? (organizations[value % organizations.length] ?? '') : (value ?? '')
  const pairs = parts.flatMap(([name, value]) => [named(value)].flat().map((given) => [name, given]))
  const { query, notices } = parseBoardQuery(new URLSearchParams(pairs))
  // Words that say nothing are left out of a search, and that is said.
  expect(notices.filter(({ path }) => path !== 'q' || query.q)).toEqual([])
  return query
}

const anySearch = fc.record({
  parts: anyParameters,
  /** Hours since the board was first asked: deadlines pass while the index is held. */
  later: fc.oneof(fc.constant(0), fc.nat(24 * 45)),
  limit: fc.integer({ min: 1, max: 30 }),
  turns: fc.integer({ min: 0, max: 3 }),
})

type Opened = Awaited<ReturnType<typeof openings>>
type Counts = Awaited<ReturnType<typeof searchBoard>>['facets']

/** Each count by hand, and no value kept back that something found stands under. */
function expectCounts(facets: Counts, query: BoardQuery, held: readonly Row[], now: number) {
  const found = remaining(held, query, null, now)
  for (const facet of facetNames) {
    const chosen = query.facets[facet]
    const rest = chosen ? remaining(held, query, facet, now) : found
    const listed = facets[facet] ?? []
    const values = listed.map(({ value }) => value)
    const byHand = counted(rest, facet, values, now)
    // Comparing strings costs a tenth; the lists themselves are for whoever reads the failure.
    if (JSON.stringify(listed) !== JSON.stringify(byHand)) expect(listed, facet).toEqual(byHand)
    const must = facet === 'closes' ? closesValues : [...due(rest, facet), ...(chosen ?? [])]
    const missing = must.filter((value) => !values.includes(value))
    if (missing.length) expect(missing, `${facet} not offered`).toEqual([])
  }
}

/** Some pages on and all the way back, each with just what stands there in the whole list. */
async function expectPages(ctx: Ctx, query: BoardQuery, all: string[], limit: number, turns: number, opened: Opened) {
  const last = Math.min(turns, Math.max(0, Math.ceil(all.length / limit) - 1))
  const there = [...Array(last + 1).keys()]
  let cursor: string | null = null
  for (const [step, number] of [...there, ...there.slice(0, -1).reverse()].entries()) {
    const found = await searchBoard(ctx, { ...query, cursor }, limit, opened)
    expect(
      found.openings.map(({ id }) => id),
      `page ${number} at step ${step}`,
    ).toEqual(all.slice(number * limit, (number + 1) * limit))
    expect([found.total, Boolean(found.previous), Boolean(found.next)]).toEqual([
      all.length,
      number > 0,
      (number + 1) * limit < all.length,
    ])
    cursor = step < last ? found.next : found.previous
  }
}

test('a word that stands nearly everywhere is cut at its newest thousand', () => {
  expect(speaking(rows, COMMON_WORD)?.length).toBeGreaterThan(1_000)
})

test('1,000 random searches: every count, the total and the pages there and back are those by hand', async () => {
  const spokenIn = new Map<string, number[] | null>()
  const hitsOf = (q: string) => {
    if (!spokenIn.has(q)) spokenIn.set(q, speaking(rows, q))
    return spokenIn.get(q) ?? null
  }
  await openings(world.ctx({ now: NOON }))
  let [found, cut] = [0, 0]
  await fc.assert(
    fc.asyncProperty(anySearch, async ({ parts, later, limit, turns }) => {
      const query = queryOf(parts)
      const now = NOON + later * HOUR
      const ctx = world.ctx({ now })
      const hits = hitsOf(query.q)
      const held = candidates(rows, query, hits, now)
      const all = inOrder(remaining(held, query, null, now), query.sort).map(({ id }) => id)
      const opened = await openings(ctx, { q: query.q })
      const { facets } = await searchBoard(ctx, query, 1, opened)
      expectCounts(facets, query, held, now)
      await expectPages(ctx, query, all, limit, turns, opened)
      found += all.length > 0 ? 1 : 0
      cut += (hits?.length ?? 0) > 1_000 ? 1 : 0
    }),
    { numRuns: 1_000 },
  )
  expect(found).toBeGreaterThan(300)
  expect(cut).toBeGreaterThan(50)
}, 240_000)

test('what is offered can be chosen: every value that is counted reads back as itself', async () => {
  const { facets } = await searchBoard(world.ctx(), parseBoardQuery(new URLSearchParams()).query, 1)
  for (const facet of facetNames)
    for (const { value } of facets[facet] ?? []) {
      const { query, notices } = parseBoardQuery(new URLSearchParams([[facet, value]]))
      expect([boardQueryString(query), notices]).toEqual([new URLSearchParams([[facet, value]]).toString(), []])
    }
})
