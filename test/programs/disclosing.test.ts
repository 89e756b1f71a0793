import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Share, toldShares } from '../../src/programs/disclosing.ts'

const share = fc.tuple(fc.nat(60), fc.nat(60)).map(([count, rest]) => ({ count, outOf: count + rest }))
const cohorts = fc.array(share, { maxLength: 8 }).map((shares) => new Map(shares.map((one, i) => [`coh_${i}`, one])))
const restOf = ({ count, outOf }: Share) => outOf - count
const sum = (shares: readonly Share[]) =>
  shares.reduce((a, b) => ({ count: a.count + b.count, outOf: a.outOf + b.outOf }), { count: 0, outOf: 0 })

test('nothing is told of fewer than 5, nor of all but fewer than 5', () =>
  fc.assert(
    fc.property(cohorts, (parts) => {
      const { all, cells } = toldShares(parts)
      for (const [key, told] of [['', all] as const, ...cells]) {
        if (!told) continue
        const known = key === '' ? sum([...parts.values()]) : (parts.get(key) ?? { count: 0, outOf: 0 })
        for (const [said, is] of [
          [told.count, known.count],
          [restOf(told), restOf(known)],
        ] as const) {
          expect(said).toBeGreaterThanOrEqual(5)
          expect(said % 5).toBe(0)
          expect(is - said).toBeGreaterThanOrEqual(0)
          expect(is - said).toBeLessThan(5)
        }
      }
    }),
  ))

test('those of whom nothing is told are together none, or at least 5 and 5 beside them', () =>
  fc.assert(
    fc.property(cohorts, (parts) => {
      const { all, cells } = toldShares(parts)
      const hidden = sum([...parts].filter(([key]) => !cells.has(key)).map(([, one]) => one))
      if (!all || cells.size === 0) return
      expect(hidden.outOf === 0 || (hidden.count >= 5 && restOf(hidden) >= 5)).toBe(true)
    }),
  ))

test('the smallest that could be told is hidden with one that cannot', () => {
  const parts = new Map([
    ['large', { count: 20, outOf: 40 }],
    ['middle', { count: 9, outOf: 18 }],
    ['small', { count: 3, outOf: 8 }],
  ])
  const { all, cells } = toldShares(parts)
  expect([...cells]).toEqual([['large', { count: 20, outOf: 40 }]])
  expect(all).toEqual({ count: 30, outOf: 60 })
})

/** One after the other a person comes, goes, finishes or withdraws; each month something is told. */
const months = fc.array(
  fc.array(
    fc.record({ cohort: fc.nat(3), count: fc.integer({ min: -2, max: 2 }), rest: fc.integer({ min: -2, max: 2 }) }),
    {
      maxLength: 6,
    },
  ),
  { minLength: 2, maxLength: 8 },
)

test('whatever is added or subtracted of what is told, over cohorts and months, is in whole fives', () =>
  fc.assert(
    fc.property(months, fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1 }), (changes, factors) => {
      const now = Array.from({ length: 4 }, () => ({ count: 7, rest: 11 }))
      const told: number[] = []
      for (const month of changes) {
        for (const { cohort, count, rest } of month) {
          const one = now[cohort] ?? { count: 0, rest: 0 }
          one.count = Math.max(0, one.count + count)
          one.rest = Math.max(0, one.rest + rest)
        }
        const { all, cells } = toldShares(new Map(now.map(({ count, rest }, i) => [i, { count, outOf: count + rest }])))
        for (const one of [all, ...cells.values()]) if (one) told.push(one.count, restOf(one))
      }
      const combined = told.reduce((total, value, i) => total + value * (factors[i % factors.length] ?? 0), 0)
      expect(Math.abs(combined % 5)).toBe(0)
    }),
  ))
