import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kaplanMeier, type Survival, type Wait } from '../../src/statistics/survival.ts'

/**
 * The share for whom it happened within `horizon`, from 0 to 1: cohorts are compared at equal horizons. Null where
 * nobody was seen for so long, and some still waited.
 */
function happenedWithin({ steps, people, longest }: Survival, horizon: number): number | null {
  const waiting = steps.findLast((step) => step.time <= horizon)?.waiting ?? 1
  if (!people || (horizon > longest && waiting > 0)) return null
  return 1 - waiting
}

const ended = (...times: number[]): Wait[] => times.map((time) => ({ time, happened: true }))
const seen = (...times: number[]): Wait[] => times.map((time) => ({ time, happened: false }))

/** Weeks in remission of 21 patients on 6-mercaptopurine, and of 21 on placebo: Freireich and others, Blood 21, 1963. */
const mercaptopurine = [...ended(6, 6, 6, 7, 10, 13, 16, 22, 23), ...seen(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]
const placebo = ended(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)

describe('the textbook’s remission times', () => {
  test('with people still in remission', () => {
    const { steps, median } = kaplanMeier(mercaptopurine)
    expect(steps.map(({ time, atRisk, events, waiting }) => [time, atRisk, events, waiting.toFixed(4)])).toEqual([
      [6, 21, 3, '0.8571'],
      [7, 17, 1, '0.8067'],
      [10, 15, 1, '0.7529'],
      [13, 12, 1, '0.6902'],
      [16, 11, 1, '0.6275'],
      [22, 7, 1, '0.5378'],
      [23, 6, 1, '0.4482'],
    ])
    expect(median).toBe(23)
  })

  test('where all have ended', () => {
    const { steps, median } = kaplanMeier(placebo)
    expect(steps.map(({ waiting }) => waiting.toFixed(4))).toEqual(
      '0.9048 0.8095 0.7619 0.6667 0.5714 0.3810 0.2857 0.1905 0.1429 0.0952 0.0476 0.0000'.split(' '),
    )
    expect(median).toBe(8)
  })

  test('at equal horizons; past what was seen there is no answer', () => {
    const [treated, given] = [kaplanMeier(mercaptopurine), kaplanMeier(placebo)]
    expect(happenedWithin(treated, 5)).toBe(0)
    expect(happenedWithin(treated, 6)).toBeCloseTo(0.1429, 4)
    expect(happenedWithin(treated, 12)).toBeCloseTo(1 - 0.7529, 4)
    expect(happenedWithin(treated, 35)).toBeCloseTo(1 - 0.4482, 4)
    expect(happenedWithin(treated, 36)).toBeNull()
    expect(happenedWithin(given, 36)).toBe(1)
  })
})

test('while most still wait the median is not reached; of nobody there is nothing', () => {
  expect(kaplanMeier([...ended(3), ...seen(5, 5)]).median).toBeNull()
  expect(kaplanMeier(seen(4, 4)).steps).toEqual([])
  expect(kaplanMeier([])).toEqual({ steps: [], people: 0, longest: 0, median: null })
  expect(happenedWithin(kaplanMeier([]), 0)).toBeNull()
})

const waits = fc.array(fc.record({ time: fc.integer({ min: 0, max: 12 }), happened: fc.boolean() }), { maxLength: 30 })

describe('any waits', () => {
  test('equal the definition worked out in whole numbers', () => {
    fc.assert(
      fc.property(waits, (all) => {
        const { steps, median } = kaplanMeier(all)
        let [above, below] = [1n, 1n]
        let half: number | null = null
        const expected: [number, number][] = []
        for (let time = 0; time <= 12; time++) {
          const events = all.filter((wait) => wait.happened && wait.time === time).length
          const atRisk = all.filter((wait) => wait.time >= time).length
          if (!events) continue
          above *= BigInt(atRisk - events)
          below *= BigInt(atRisk)
          expected.push([time, Number((above * 1_000_000_000_000n) / below) / 1e12])
          if (half === null && above * 2n <= below) half = time
        }
        expect(steps.map(({ time }) => time)).toEqual(expected.map(([time]) => time))
        for (const [i, [, waiting]] of expected.entries()) expect(steps[i]?.waiting).toBeCloseTo(waiting, 9)
        expect(median).toBe(half)
      }),
    )
  })

  test('with nobody still waiting are the plain share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1 }),
        fc.integer({ min: 0, max: 12 }),
        (times, at) => {
          const plain = times.filter((time) => time <= at).length / times.length
          expect(happenedWithin(kaplanMeier(ended(...times)), at)).toBeCloseTo(plain, 9)
        },
      ),
    )
  })

  test('do not depend on the order they are told in', () => {
    fc.assert(
      fc.property(waits, (all) => {
        expect(kaplanMeier([...all].reverse())).toEqual(kaplanMeier(all))
      }),
    )
  })
})
