import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, DAY, daysBetween } from '../../../src/calendar.ts'
import { dropOutOf, funnelOf } from '../../../src/programs/dashboard/funnel-of.ts'
import { lastMonths, monthBefore } from '../../../src/programs/dashboard/months.ts'
import type { OverCohort } from '../../../src/programs/dashboard/rows.ts'
import { type TallyRow, talliesOf } from '../../../src/programs/dashboard/tallies.ts'
import { cohortRates, timeToLanding } from '../../../src/programs/dashboard/waits.ts'
import { type Counts, countsOf, workOf } from '../../../src/programs/dashboard/work.ts'

const TODAY = '2026-09-01'
const ENDED = { a: '2026-06-01', b: '2026-01-01', c: '2025-01-01' } as Record<string, string>

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

const tally = (what: string, a: string, b: string, n = 1): TallyRow => ({ what, a, b, n, amount: 0 })
const tallied = (rows: readonly TallyRow[]) => talliesOf({ kept: [], since: rows })

/** What the database adds up of each. */
const rowsOf = (people: readonly Somebody[]) =>
  tallied(
    people.flatMap(({ cohortId, since, landedOn, isFirst }) => {
      const after = landedOn === null ? null : daysBetween(since, landedOn)
      const landed = after === null ? 'open' : after <= 183 ? 'six' : after <= 365 ? 'twelve' : 'later'
      return [
        tally('cohort', cohortId, `stayed ${landed}`),
        ...(isFirst ? [tally('wait', 'prg', after === null ? since : String(after))] : []),
      ]
    }),
  )

const cohort = (id: string): OverCohort => {
  return { id, name: id, number: 1, programId: 'prg', program: 'Camp', endsOn: ENDED[id] ?? '' }
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
            const knownFrom = addDays(ENDED[found.id] ?? '', days)
            const landed = own.filter(({ since, landedOn }) => landedOn && landedOn <= addDays(since, days))
            expect(found.within[name]).toEqual(
              own.length && knownFrom > TODAY ? { knownFrom } : { landed: landed.length, of: own.length },
            )
          }
        }
      }),
    )
  })

  test('a cohort of which nobody answered is none of all', () => {
    const rows = [tally('cohort', 'c', 'stayed open', 7)]
    expect(cohortRates([cohort('c')], tallied(rows), TODAY)[0]?.within.twelve).toEqual({ landed: 0, of: 7 })
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
    const rows = [tally('wait', 'prg', '10', 2), tally('wait', 'prg', '2026-01-01', 3)]
    expect(timeToLanding(tallied(rows), TODAY)).toMatchObject({ median: null, people: 5, landed: 2 })
  })
})

const nothing: Counts = {
  ...{ people: 9, held: 8, neverTold: 0, stale: 0 },
  ...{ landings: 3, unverified: 0, restingImports: 0, programs: 1, cohorts: 1 },
}
const survey = (id: string, closesOn: string) => ({ id, title: id, closesOn })

describe('what needs doing', () => {
  test('is nothing where nothing does', () =>
    expect(workOf(nothing, [survey('far', '2026-09-16')], tallied([]), TODAY)).toEqual([]))

  test('names surveys that close within 14 days, the first to close first, then the rest with its base', () => {
    const counts = { ...nothing, neverTold: 2, stale: 1, unverified: 3, restingImports: 1 }
    const surveys = [survey('last', '2026-09-15'), survey('today', TODAY), survey('past', '2026-08-31')]
    const found = workOf(
      counts,
      surveys,
      tallied([tally('asked', 'last', '', 5), tally('answered', 'last', '', 2)]),
      TODAY,
    )
    const said = found.map((one) =>
      one.what === 'survey' ? [one.survey.id, one.daysLeft, one.survey.answered] : [one.what, one.count, one.of],
    )
    expect(said).toEqual([
      ['today', 0, 0],
      ['last', 14, 2],
      ['imports', 1, null],
      ['unverified', 3, 3],
      ['never_told', 2, 8],
      ['stale', 1, 8],
    ])
  })

  test('is of records that nobody wrote in for more than 180 days, and of whom may still be written to', () => {
    const day = Date.parse(TODAY) / DAY
    const rows = [
      tally('record', 'told', String(day - 180), 1),
      tally('record', 'untold', String(day - 181), 2),
      tally('record', 'gone', '0', 4),
    ]
    const live = { programs: 0, cohorts: 0, restingImports: 0 }
    expect(countsOf(tallied(rows), live, TODAY)).toMatchObject({ people: 7, held: 3, neverTold: 2, stale: 2 })
  })
})

test('the funnel has every stage over all people on record, with stays that ended and those that go on', () => {
  const rows = [
    tally('reached', 'research', '', 2),
    ...[tally('stands', 'research', 'left+'), tally('stands', 'research', 'paused'), tally('stands', '', 'engaged+')],
    ...[tally('stayed', 'research', '10', 1), tally('stayed', 'research', '30', 1)],
    tally('staying', 'research', '2026-08-22', 3),
  ]
  const [first, , research] = funnelOf(tallied(rows), 8, TODAY)
  expect(first).toMatchObject({ reached: 0, standing: 0, share: 0, medianDays: null, medianDaysSoFar: null })
  expect(research).toEqual({
    ...{ stage: 'research', reached: 2, share: 0.25, standing: 2, left: 1, paused: 1 },
    ...{ ended: 2, medianDays: 20, goingOn: 3, medianDaysSoFar: 10 },
  })
  expect(dropOutOf(tallied(rows))).toEqual({ people: 3, gone: 1, cameBack: 1, paused: 1 })
  expect(funnelOf(tallied([]), 0, TODAY)[0]?.share).toBeNull()
})

test('the last twelve months are all there, in order, over the turn of the year', () => {
  const rows = [tally('began', '2025-10', '', 4), tally('began', '2025-09', '', 9), tally('began', '2026-09', '', 1)]
  const found = lastMonths(tallied(rows), TODAY)
  expect(found.map(({ month }) => month)).toEqual([
    ...['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03'],
    ...['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'],
  ])
  expect(found.map(({ count }) => count)).toEqual([4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  expect(monthBefore('2026-01', 1)).toBe('2025-12')
})

test('what came since is added to what is kept, and what comes to nothing is gone', () => {
  const kept = [tally('reached', 'research', '', 2), tally('asked', 'srv', '', 1)]
  const since = [tally('reached', 'research', '', -1), tally('asked', 'srv', '', -1), tally('became', 'looking', '', 1)]
  const found = talliesOf({ kept, since })
  expect([...found.values()].flat()).toEqual([tally('reached', 'research', ''), tally('became', 'looking', '')])
})
