import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mean, median, share } from '../../src/statistics/averages.ts'
import { nps } from '../../src/statistics/promoters.ts'

const answer = fc.integer({ min: 0, max: 10 })

describe('net promoter score', () => {
  test('of a set worked out by hand', () => {
    // Five promoters, three passives, two detractors of ten.
    expect(nps([10, 9, 9, 10, 9, 8, 7, 7, 6, 0])).toBe(30)
    expect(nps([9, 9])).toBe(100)
    expect(nps([0, 6])).toBe(-100)
    expect(nps([7, 8])).toBe(0)
    expect(nps([])).toBeNull()
  })

  test('equals a formula of its own: twice the mean of -1, 0 and 1, of counts per answer', () => {
    const sign = [-1, -1, -1, -1, -1, -1, -1, 0, 0, 1, 1]
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1 }), (answers) => {
        const counts = sign.map((_, value) => answers.filter((given) => given === value).length)
        const weighed = counts.reduce((sum, count, value) => sum + count * (sign[value] ?? 0), 0)
        expect(nps(answers)).toBeCloseTo((weighed / answers.length) * 100, 9)
      }),
    )
  })

  test('is no mean: the same mean goes with many scores', () => {
    expect([mean([8, 8]), nps([8, 8])]).toEqual([8, 0])
    expect([mean([6, 10]), nps([6, 10])]).toEqual([8, 0])
    expect([mean([7, 9]), nps([7, 9])]).toEqual([8, 50])
  })
})

test('median: as many below as above', () => {
  expect([median([]), median([3]), median([10, 0]), median([9, 1, 5])]).toEqual([null, 3, 5, 5])
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1 }), (answers) => {
      const middle = median(answers) ?? Number.NaN
      expect(answers.filter((given) => given < middle).length).toBeLessThanOrEqual(answers.length / 2)
      expect(answers.filter((given) => given > middle).length).toBeLessThanOrEqual(answers.length / 2)
    }),
  )
})

test('a share of nobody is none', () => {
  expect([share(3, 4), share(0, 4), share(0, 0)]).toEqual([0.75, 0, null])
  expect(mean([])).toBeNull()
})
