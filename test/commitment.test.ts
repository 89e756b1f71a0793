import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  Commitment,
  commitmentFacets,
  commitmentJson,
  describeCommitment,
  describeMonths,
  fteActive,
  fteYear,
  isFractional,
  isFullTime,
  leastWeeklyHours,
  namedMonths,
  weeklyHours,
  yearStrip,
} from '../src/commitment.ts'

const stated = (fields: object) => Commitment.parse({ basis: 'stated', per: 'week', ...fields })
const hours = (n: number, fields: object = {}) => stated({ hoursMin: n, hoursMax: n, ...fields })

describe('the five examples', () => {
  test.each([
    ['3 hours a month', hours(3, { per: 'month' }), 0.69, 0.0173, 0.0173, false, true],
    ['3 months a year at 40 h', hours(40, { monthsPerYear: 3 }), 40, 1, 0.25, false, true],
    ['30 h a week', hours(30), 30, 0.75, 0.75, true, false],
    ['ten weeks at 40 h', hours(40, { weeks: 10 }), 40, 1, 0.1923, true, false],
    ['one day a week', hours(8), 8, 0.2, 0.2, false, true],
  ])('%s', (_, commitment, weekly, active, year, fullTime, fractional) => {
    expect(commitmentJson(commitment)).toMatchObject({
      weeklyHours: weekly,
      fteActive: active,
      fteYear: year,
      fullTime,
      fractional,
    })
  })
})

test('20 to 40 hours a week is found under both', () => {
  expect(commitmentFacets(stated({ hoursMin: 20, hoursMax: 40 }))).toEqual(['full_time', 'fractional'])
})

test('what is not stated is neither, and never a zero', () => {
  const unknown = Commitment.parse({ basis: 'unknown' })
  expect(commitmentFacets(unknown)).toEqual(['unknown'])
  expect(commitmentJson(unknown)).toMatchObject({ weeklyHours: null, fteActive: null, fteYear: null, hoursMin: null })
  expect(leastWeeklyHours(unknown)).toBeNull()
  expect(describeCommitment(unknown)).toBe('hours not stated')
})

test('a label gives its facet and no figures', () => {
  const label = Commitment.parse({ basis: 'label', labels: ['part_time'] })
  expect(commitmentFacets(label)).toEqual(['fractional'])
  expect(fteYear(label)).toBeNull()
})

test('a grant asks no hours and is under no commitment', () => {
  expect(commitmentFacets({ basis: 'none' })).toEqual([])
})

test.each([
  [{ hoursMin: 40, hoursMax: 20 }, 'hoursMax', 'must not be below'],
  [{ hoursMin: 10, hoursMax: 200 }, 'hoursMax', 'only 168'],
  [{ hoursMin: 10, hoursMax: 10, months: [13] }, 'months', '1 to 12'],
  [{ hoursMin: 10, hoursMax: 10, monthsPerYear: 3, weeks: 10 }, 'weeks', 'one engagement'],
  [{ hoursMin: 10, hoursMax: 10, monthsPerYear: 4, months: [1, 2] }, 'monthsPerYear', 'does not fit'],
])('%o is refused, naming %s', (fields, path, message) => {
  const { error } = Commitment.safeParse({ basis: 'stated', per: 'week', ...fields })
  expect(JSON.stringify(error?.issues)).toContain(message)
  expect(JSON.stringify(error?.issues)).toContain(path)
})

test('an engagement falls in every month that holds a week of it', () => {
  const months = (weeks: number, startsOn: string) => namedMonths(hours(40, { weeks }), startsOn)
  expect(months(2, '2027-01-30')).toEqual([2])
  expect(months(1, '2027-01-29')).toEqual([2])
  expect(months(26, '2027-01-04')).toEqual([1, 2, 3, 4, 5, 6])
  expect(months(4, '2027-02-01')).toEqual([2])
  expect(months(10, '2026-06-01')).toEqual([6, 7, 8])
  expect(months(12, '2026-12-01')).toEqual([12, 1, 2])
  expect(months(100, '2026-05-01')).toHaveLength(12)
})

test('months read as runs, also across the new year', () => {
  expect(describeMonths([6, 7, 8])).toBe('Jun–Aug')
  expect(describeMonths([1, 2, 11, 12])).toBe('Nov–Feb')
  expect(describeMonths([3, 5])).toBe('Mar, May')
})

const anyStated = fc
  .record({
    a: fc.integer({ min: 1, max: 160 }),
    b: fc.integer({ min: 1, max: 160 }),
    per: fc.constantFrom('week' as const, 'month' as const),
    length: fc.oneof(
      fc.constant({}),
      fc.record({ weeks: fc.integer({ min: 1, max: 104 }) }),
      fc.record({ monthsPerYear: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }) }),
    ),
  })
  .map(({ a, b, per, length }) => stated({ hoursMin: Math.min(a, b), hoursMax: Math.max(a, b), per, ...length }))

describe('for every stated commitment', () => {
  const holds = (rule: (c: Extract<Commitment, { basis: 'stated' }>) => void) =>
    fc.assert(
      fc.property(anyStated, (c) => void rule(c as Extract<Commitment, { basis: 'stated' }>)),
      { numRuns: 500 },
    )

  test('it is full-time, fractional or both, never neither', () =>
    holds((c) => expect(isFullTime(c) || isFractional(c)).toBe(true)))

  test('both figures lie in 0..1 and the year never exceeds the active one', () =>
    holds((c) => {
      const [active, year] = [fteActive(c) ?? -1, fteYear(c) ?? -1]
      expect(active).toBeGreaterThan(0)
      expect(active).toBeLessThanOrEqual(1)
      expect(year).toBeLessThanOrEqual(active)
    }))

  test('a tour of service is never full-time', () =>
    holds((c) => {
      if (c.monthsPerYear && c.monthsPerYear < 12) expect(isFullTime(c)).toBe(false)
    }))

  test('parsing what was parsed changes nothing', () => holds((c) => expect(Commitment.parse(c)).toEqual(c)))

  test('the strip has its hours in just the active months', () =>
    holds((c) => {
      const strip = yearStrip(c, '2026-11-15')
      const filled = strip?.hours.filter((h) => h > 0) ?? []
      expect(filled).toHaveLength(strip?.activeMonths ?? -1)
      for (const h of filled) expect(h).toBe(weeklyHours(c))
    }))
})
