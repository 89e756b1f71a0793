import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { commitmentFacets, commitmentJson, leastWeeklyHours } from '../../src/commitment.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { contentOf } from '../../src/opportunities/writing.ts'
import { countriesIn, regions, regionsOf } from '../../src/places/regions.ts'
import { countBits, hasBit } from '../../src/search/bits.ts'
import { readCursor, writeCursor } from '../../src/search/cursor.ts'
import { buildIndex, find } from '../../src/search/index-of-openings.ts'
import { pageOf } from '../../src/search/paging.ts'
import { type BoardQuery, boardQueryString, type Facet, parseBoardQuery } from '../../src/search/schema.ts'

const NOW = Date.parse('2026-03-02T12:00:00Z')

function card(seq: number, fields: object, publishedAt = NOW - seq * DAY): OpportunityCard {
  const input = OpportunityInput.parse({ kind: 'role', title: `t${seq}`, ...fields })
  return {
    ...contentOf(input),
    seq,
    id: `opp_${seq}`,
    organization: { id: `org_${seq % 3}`, name: `o${seq % 3}`, website: null },
    example: false,
    publishedAt,
    listedVersion: seq,
    reopened: 0,
  } as unknown as OpportunityCard
}

const search = (text: string) => parseBoardQuery(new URLSearchParams(text)).query
const ids = (cards: OpportunityCard[], text: string, now = NOW) => {
  const index = buildIndex(cards, 1, NOW)
  const query = search(text)
  const { positions } = pageOf(index, find(index, query, null, now).bits, query.sort, null, 99)
  return positions.map((position) => index.seqs[position])
}
const hours = (hoursMin: number, hoursMax = hoursMin, rest: object = {}) => ({
  commitment: { basis: 'stated', hoursMin, hoursMax, per: 'week', ...rest },
})

describe('commitment', () => {
  const cards = [
    card(1, hours(20, 40)),
    card(2, hours(40)),
    card(3, hours(5)),
    card(4, {}),
    card(5, { commitment: { basis: 'none' } }),
  ]
  test('a range is found under both, an unknown under its own', () => {
    expect(ids(cards, 'commitment=full_time')).toEqual([1, 2])
    expect(ids(cards, 'commitment=fractional')).toEqual([1, 3])
    expect(ids(cards, 'commitment=unknown')).toEqual([4])
  })
  test('a limit of hours compares the least hours and blocks nothing unknown', () => {
    expect(ids(cards, 'hours_max=20')).toEqual([1, 3, 4, 5])
    expect(ids(cards, 'hours_max=4')).toEqual([4, 5])
  })
})

test('every figure of hours that is shown finds what it was shown for', () => {
  const anyHours = fc.double({ min: 0, max: 168, minExcluded: true, noNaN: true })
  const stated = fc.tuple(anyHours, fc.constantFrom('week', 'month')).map(([n, per]) => hours(n, n, { per }))
  fc.assert(
    fc.property(fc.oneof(fc.constant(hours(3, 3, { per: 'month' })), stated), (fields) => {
      const one = card(1, fields)
      const { weeklyHours } = commitmentJson(one.commitment)
      if (weeklyHours !== 0) expect(ids([one], `hours_max=${weeklyHours}`)).toEqual([1])
      const shorter = Number(((weeklyHours ?? 0) - 0.01).toFixed(2))
      if (shorter > 0) expect(ids([one], `hours_max=${shorter}`)).toEqual([])
    }),
  )
})

describe('places', () => {
  const cards = [
    card(1, { places: [{ country: 'FR', city: 'Paris' }] }),
    card(2, { workplace: 'remote', remoteRegions: ['europe'] }),
    card(3, { workplace: 'remote' }),
    card(4, { places: [{ country: 'US', city: null }] }),
    card(5, { workplace: 'remote', remoteRegions: ['US'] }),
  ]
  test('France finds itself, remote in Europe and remote anywhere', () =>
    expect(ids(cards, 'country=FR')).toEqual([1, 2, 3]))
  test('Europe finds France', () => expect(ids(cards, 'region=europe')).toEqual([1, 2, 3]))
  test('a region finds work fenced to one that holds it or lies within it', () => {
    const fenced = [
      card(1, { workplace: 'remote', remoteRegions: ['european_union'] }),
      card(2, { workplace: 'remote', remoteRegions: ['asia'] }),
    ]
    expect(ids(fenced, 'region=europe')).toEqual([1])
    expect(ids([card(1, { workplace: 'remote', remoteRegions: ['americas'] })], 'region=north_america')).toEqual([1])
  })
  test('a country in small letters is the same', () => expect(ids(cards, 'country=us')).toEqual([3, 4, 5]))
})

test('what has closed since the index was built is not found', () => {
  const cards = [card(1, { closesOn: '2026-03-03', zone: 'UTC' }), card(2, { rolling: true })]
  expect(ids(cards, '')).toEqual([1, 2])
  expect(ids(cards, '', Date.parse('2026-03-04T00:00:00Z'))).toEqual([2])
})

test('deadline order: soonest first, then what has none by newest', () => {
  const cards = [
    card(1, {}),
    card(2, { closesOn: '2026-05-01' }),
    card(3, { rolling: true }),
    card(4, { closesOn: '2026-04-01' }),
  ]
  expect(ids(cards, 'sort=deadline')).toEqual([4, 2, 1, 3])
})

const anyCard = fc.record({
  kind: fc.constantFrom('role', 'internship', 'fellowship'),
  workGroups: fc.subarray(['strategy', 'governance', 'technical']),
  sides: fc.subarray(['technical', 'non_technical']),
  workplace: fc.constantFrom(null, 'remote', 'hybrid'),
  places: fc.subarray([
    { country: 'FR', city: null },
    { country: 'US', city: null },
  ]),
  remoteRegions: fc.subarray(['europe', 'european_union', 'americas', 'US', 'anywhere']),
  commitment: fc.oneof(
    fc.constant({ basis: 'unknown' }),
    fc.constant({ basis: 'none' }),
    fc.integer({ min: 1, max: 60 }).map((n) => hours(n).commitment),
    fc.integer({ min: 1, max: 11 }).map((n) => hours(40, 40, { monthsPerYear: n }).commitment),
  ),
  deadline: fc.oneof(
    fc.constant({}),
    fc.constant({ rolling: true }),
    fc.integer({ min: -3, max: 40 }).map((n) => ({ closesOn: new Date(NOW + n * DAY).toISOString().slice(0, 10) })),
  ),
  publishedDaysAgo: fc.integer({ min: 0, max: 5 }),
})
const anyCards = fc
  .array(anyCard, { maxLength: 40 })
  .map((all) =>
    all.map(({ deadline, publishedDaysAgo, ...fields }, i) =>
      card(i + 1, { ...fields, ...deadline }, NOW - publishedDaysAgo * DAY),
    ),
  )
const anyQuery = fc
  .record({
    kind: fc.subarray(['role', 'internship']),
    work_group: fc.subarray(['strategy', 'technical']),
    side: fc.subarray(['technical']),
    commitment: fc.subarray(['full_time', 'fractional', 'unknown']),
    workplace: fc.subarray(['remote', 'unknown']),
    country: fc.subarray(['FR', 'US']),
    region: fc.subarray(['europe', 'north_america']),
    closes: fc.subarray(['7d', '30d', 'rolling', 'unknown']),
    hours_max: fc.subarray(['20'], { maxLength: 1 }),
    sort: fc.constantFrom('newest', 'deadline'),
  })
  .map(
    (parts) =>
      new URLSearchParams(
        Object.entries(parts).flatMap(([name, values]) => [values].flat().map((value) => [name, value])),
      ),
  )

const within = (inner: readonly string[], outer: readonly string[]) => inner.every((code) => outer.includes(code))
const related = (id: string) =>
  regions
    .filter(
      ({ id: other }) => within(countriesIn(id), countriesIn(other)) || within(countriesIn(other), countriesIn(id)),
    )
    .map((region) => region.id)

/** The rules of the board again, one opportunity at a time, without sets. */
function fits(o: OpportunityCard, query: BoardQuery, except?: Facet): boolean {
  const anywhere =
    o.remoteRegions.includes('anywhere') || (o.workplace === 'remote' && !o.remoteRegions.length && !o.places.length)
  const countries = [
    ...o.places.map((place) => place.country),
    ...o.remoteRegions.flatMap((id) => (id.length === 2 ? [id] : countriesIn(id))),
  ]
  const areas = [
    ...o.places.flatMap((p) => regionsOf(p.country)),
    ...o.remoteRegions.flatMap((id) => (id.length === 2 ? regionsOf(id) : related(id))),
  ]
  const within = (value: string) => (o.closesAt ?? Number.POSITIVE_INFINITY) <= NOW + Number.parseInt(value, 10) * DAY
  const rules: Partial<Record<Facet, (value: string) => boolean>> = {
    kind: (value) => o.kind === value,
    work_group: (value) => (o.workGroups as string[]).includes(value),
    side: (value) => (o.sides as string[]).includes(value),
    commitment: (value) => (commitmentFacets(o.commitment) as string[]).includes(value),
    workplace: (value) => (o.workplace ?? 'unknown') === value,
    country: (value) => anywhere || countries.includes(value),
    region: (value) => anywhere || areas.includes(value),
    closes: (value) =>
      value === 'rolling' ? o.rolling : value === 'unknown' ? !o.rolling && !o.closesOn : within(value),
  }
  if (o.closesAt !== null && o.closesAt <= NOW) return false
  if (query.hoursMax !== null && (leastWeeklyHours(o.commitment) ?? 0) > query.hoursMax) return false
  return Object.entries(rules).every(
    ([facet, rule]) => facet === except || (query.facets[facet as Facet]?.some(rule) ?? true),
  )
}

test('what is found and every count equal a count by hand', () => {
  fc.assert(
    fc.property(anyCards, anyQuery, (cards, params) => {
      const { query } = parseBoardQuery(params)
      const index = buildIndex(cards, 1, NOW)
      const { bits, total, facets } = find(index, query, null, NOW)
      expect(total).toBe(countBits(bits))
      for (const o of cards) expect(hasBit(bits, index.positions[o.seq] ?? -1)).toBe(fits(o, query))
      for (const facet of ['kind', 'work_group', 'commitment', 'workplace', 'country', 'region', 'closes'] as const) {
        for (const { value, count } of facets[facet] ?? []) {
          const chosen = { ...query, facets: { ...query.facets, [facet]: [value] } }
          expect(count, `${facet}=${value}`).toBe(cards.filter((o) => fits(o, chosen)).length)
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('paging shows everything once, in order, whatever the page size', () => {
  fc.assert(
    fc.property(anyCards, anyQuery, fc.integer({ min: 1, max: 7 }), (cards, params, size) => {
      const { query } = parseBoardQuery(params)
      const index = buildIndex(cards, 1, NOW)
      const { bits } = find(index, query, null, NOW)
      const seen: number[] = []
      for (let cursor: string | null = null, first = true; first || cursor; first = false) {
        const { positions, next } = pageOf(
          index,
          bits,
          query.sort,
          cursor ? readCursor(cursor, query.sort) : null,
          size,
        )
        seen.push(...positions)
        cursor = next && writeCursor(next)
      }
      expect(seen).toEqual(pageOf(index, bits, query.sort, null, 99).positions)
    }),
  )
})

test('a cursor reads back as it was written', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('newest' as const, 'deadline' as const),
      fc.nat(),
      fc.nat(),
      fc.boolean(),
      (sort, publishedAt, seq, open) => {
        const cursor = { sort, key: open ? Number.POSITIVE_INFINITY : publishedAt, publishedAt, seq, backwards: open }
        expect(readCursor(writeCursor(cursor), sort)).toEqual(cursor)
      },
    ),
  )
})

test.each([
  '',
  'x',
  'newest',
  'newest.0.zz',
  '../../etc',
  'newest.0.1.2.3',
  'newest.$.1.1',
  'deadline.0.1.1',
  `newest.0.1.${'9'.repeat(99)}`,
])('the forged cursor %s is none', (text) => expect(readCursor(text, 'newest')).toBeNull())

test('equal searches are one string, and reading it back changes nothing', () => {
  expect(boardQueryString(search('kind=role&kind=internship&q=a'))).toBe(
    boardQueryString(search('q=a&kind=internship&kind=role&kind=role')),
  )
  fc.assert(
    fc.property(anyQuery, (params) => {
      const text = boardQueryString(parseBoardQuery(params).query)
      expect(boardQueryString(search(text))).toBe(text)
      expect(parseBoardQuery(new URLSearchParams(text)).notices).toEqual([])
    }),
  )
})
