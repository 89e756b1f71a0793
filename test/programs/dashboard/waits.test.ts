import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '../../../src/calendar.ts'
import { funnelOf } from '../../../src/programs/dashboard/funnel-of.ts'
import { lastMonths, monthBefore } from '../../../src/programs/dashboard/months.ts'
import type { OverCohort, WaitRow, WorkCounts } from '../../../src/programs/dashboard/rows.ts'
import { cohortRates, timeToLanding } from '../../../src/programs/dashboard/waits.ts'
import { workOf } from '../../../src/programs/dashboard/work.ts'

const TODAY = '2026-09-01'
type Somebody = { cohortId: string; since: string; landedOn: string | null; isFirst: boolean }

const somebody = fc
  .record({
    cohortId: fc.constantFrom('a', 'b', 'c'),
    ago: fc.integer({ min: 0, max: 700 }),
    after: fc.option(fc.integer({ min: 0, max: 700 })),
    isFirst: fc.boolean(),
  })
  .map(({ cohortId, ago, after, isFirst }): Somebody => {
    const since = addDays(TODAY, -ago)
    return { cohortId, since, landedOn: after === null || after > ago ? null : addDays(since, after), isFirst }
  })

/** The rows as the database adds them up. */
function rowsOf(people: readonly Somebody[]): WaitRow[] {
  const rows = people.map(({ cohortId, since, landedOn, isFirst }) => {
    return { cohortId, since, landedAfter: landedOn && daysBetween(since, landedOn), isFirst }
  })
  return [...Map.groupBy(rows, (row) => JSON.stringify(row)).values()].flatMap((alike) =>
    alike[0] ? [{ ...alike[0], landedAfter: alike[0].landedAfter as number | null, count: alike.length }] : [],
  )
}

const cohort = (id: string): OverCohort => {
  const of = { programId: 'prg', program: 'Camp', endsOn: '2026-01-01' }
  return { id, name: id, ...of, people: 0, finished: 0, left: 0 }
}

describe('landing by cohort at equal horizons', () => {
  test('is a count over everybody who took part, or not known yet', () => {
    fc.assert(
      fc.property(fc.array(somebody, { maxLength: 40 }), (people) => {
        for (const found of cohortRates(['a', 'b', 'c'].map(cohort), rowsOf(people), TODAY)) {
          const own = people.filter(({ cohortId }) => cohortId === found.id)
          for (const [name, days] of [
            ['six', 183],
            ['twelve', 365],
          ] as const) {
            const late = own.map(({ since }) => addDays(since, days)).filter((day) => day > TODAY)
            const landed = own.filter(({ since, landedOn }) => landedOn && landedOn <= addDays(since, days))
            expect(found.within[name]).toEqual(
              late.length ? { knownFrom: late.sort().at(-1) } : { landed: landed.length, of: own.length },
            )
          }
        }
      }),
    )
  })

  test('a cohort of which nobody answered is none of all', () => {
    const rows = [{ cohortId: 'a', since: '2025-01-01', landedAfter: null, isFirst: true, count: 7 }]
    expect(cohortRates([cohort('a')], rows, TODAY)[0]?.within.twelve).toEqual({ landed: 0, of: 7 })
  })
})

describe('time to landing', () => {
  test('counts each person once, and nobody leaves', () => {
    fc.assert(
      fc.property(fc.array(somebody, { maxLength: 40 }), (people) => {
        const found = timeToLanding(rowsOf(people), TODAY)
        const own = people.filter(({ isFirst }) => isFirst)
        expect([found.people, found.landed]).toEqual([own.length, own.filter(({ landedOn }) => landedOn).length])
        // The product, by hand: at each day somebody landed, of those who still waited the day before.
        const wait = ({ since, landedOn }: Somebody) => daysBetween(since, landedOn ?? TODAY)
        let waiting = 1
        let median: number | null = null
        for (let day = 0; day <= 700; day++) {
          const atRisk = own.filter((one) => wait(one) >= day).length
          const now = own.filter((one) => one.landedOn && wait(one) === day).length
          if (now) waiting *= 1 - now / atRisk
          if (now && median === null && waiting <= 0.5 + 1e-9) median = day
        }
        expect(found.median).toBe(median)
        expect(found.steps.at(-1)?.waiting ?? 1).toBeCloseTo(waiting, 9)
      }),
      { numRuns: 30 },
    )
  })

  test('of whom fewer than half landed is not reached', () => {
    const alike = { cohortId: 'a', since: '2026-01-01', isFirst: true }
    const rows = [
      { ...alike, landedAfter: 10, count: 2 },
      { ...alike, landedAfter: null, count: 3 },
    ]
    expect(timeToLanding(rows, TODAY)).toMatchObject({ median: null, people: 5, landed: 2 })
  })
})

const nothing: WorkCounts = {
  ...{ people: 9, held: 8, neverTold: 0, stale: 0 },
  ...{ landings: 3, unverified: 0, restingImports: 0, programs: 1, cohorts: 1 },
}
const survey = (id: string, closesOn: string) => ({ id, title: id, closesOn, asked: 5, answered: 2 })

describe('what needs doing', () => {
  test('is nothing where nothing does', () => expect(workOf(nothing, [survey('far', '2026-09-16')], TODAY)).toEqual([]))

  test('names surveys that close within 14 days, the first to close first, then the rest with its base', () => {
    const counts = { ...nothing, neverTold: 2, stale: 1, unverified: 3, restingImports: 1 }
    const surveys = [survey('last', '2026-09-15'), survey('today', TODAY), survey('past', '2026-08-31')]
    const found = workOf(counts, surveys, TODAY)
    expect(
      found.map((one) => (one.what === 'survey' ? [one.survey.id, one.daysLeft] : [one.what, one.count, one.of])),
    ).toEqual([
      ['today', 0],
      ['last', 14],
      ['imports', 1, null],
      ['unverified', 3, 3],
      ['never_told', 2, 8],
      ['stale', 1, 8],
    ])
  })
})

test('the funnel has every stage, over all people on record', () => {
  expect(funnelOf([{ stage: 'research', reached: 2, standing: 1 }], 8)).toEqual([
    { stage: 'exposure', reached: 0, standing: 0, share: 0 },
    { stage: 'technical_upskilling', reached: 0, standing: 0, share: 0 },
    { stage: 'research', reached: 2, standing: 1, share: 0.25 },
    { stage: 'alignment', reached: 0, standing: 0, share: 0 },
  ])
  expect(funnelOf([], 0)[0]?.share).toBeNull()
})

test('the last twelve months are all there, in order, over the turn of the year', () => {
  const rows = [
    { month: '2025-10', count: 4 },
    { month: '2025-09', count: 9 },
    { month: '2026-09', count: 1 },
  ]
  const found = lastMonths(rows, TODAY)
  expect(found.map(({ month }) => month)).toEqual([
    ...['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03'],
    ...['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'],
  ])
  expect(found.map(({ count }) => count)).toEqual([4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  expect(monthBefore('2026-01', 1)).toBe('2025-12')
})
