import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pointsDifference } from '../../src/statistics/differences.ts'
import { student95 } from '../../src/statistics/student.ts'

test('Student’s t is the printed table’s', () => {
  const printed: [number, number][] = [
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [5, 2.571],
    [9, 2.262],
    [10, 2.228],
    [20, 2.086],
    [30, 2.042],
    [60, 2],
    [100, 1.984],
    [120, 1.98],
    [1000, 1.962],
  ]
  for (const [degrees, t] of printed) expect([degrees, student95(degrees).toFixed(3)]).toEqual([degrees, t.toFixed(3)])
  expect(student95(200)).toBeGreaterThan(student95(201))
  expect(student95(200) - student95(201)).toBeLessThan(1e-4)
})

describe('a difference in percentage points', () => {
  test('of three people, worked out by hand', () => {
    // Mean 65/3; s² = 58.33; s/√3 = 4.4096; times 4.3027 is 18.973.
    const found = pointsDifference([
      [10, 25],
      [40, 60],
      [0, 30],
    ])
    expect(found?.pairs).toBe(3)
    expect(found?.points).toBeCloseTo(65 / 3, 9)
    expect(found?.range?.low).toBeCloseTo(21.667 - 18.973, 2)
    expect(found?.range?.high).toBeCloseTo(21.667 + 18.973, 2)
  })

  test('of one person has no range, of nobody is none', () => {
    expect(pointsDifference([[50, 40]])).toEqual({ pairs: 1, points: -10, range: null })
    expect(pointsDifference([])).toBeNull()
  })

  test('stays within what answers can say, around the mean, and mirrors', () => {
    const percent = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(fc.array(fc.tuple(percent, percent), { minLength: 2, maxLength: 40 }), (pairs) => {
        const found = pointsDifference(pairs) ?? expect.fail()
        const back = pointsDifference(pairs.map(([a, b]) => [b, a])) ?? expect.fail()
        const { low, high } = found.range ?? expect.fail()
        expect(low).toBeGreaterThanOrEqual(-100)
        expect(high).toBeLessThanOrEqual(100)
        expect(low).toBeLessThanOrEqual(found.points + 1e-9)
        expect(high).toBeGreaterThanOrEqual(found.points - 1e-9)
        expect(back.points).toBeCloseTo(-found.points, 9)
        expect(back.range?.low).toBeCloseTo(-high, 9)
      }),
    )
  })
})
