import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tenths, tenthsText } from '../../src/statistics/rounding.ts'

test('half goes up, as the figures say and not as binary fractions do', () => {
  expect((0.95).toFixed(1)).toBe('0.9')
  expect([0.95, 1.9 / 2, 0.45, 0.05, 1.005, 8.65, 2.55].map(tenths)).toEqual([1, 1, 0.5, 0.1, 1, 8.7, 2.6])
  expect([0.94, 0.9499, 0, 3].map(tenths)).toEqual([0.9, 0.9, 0, 3])
})

test('noise of a sum does not decide', () => {
  const sum = Array<number>(59)
    .fill(0.05)
    .reduce((total, value) => total + value, 0)
  expect(sum).toBeLessThan(2.95)
  expect([tenths(sum), tenths(1.1 * 0.5), tenths(0.1 + 0.2)]).toEqual([3, 0.6, 0.3])
  expect(tenths(6 + 7.4 + 2.9 + 1.9 + 2.5 + 1.3 + 0.4 + 0.5 + 0.1)).toBe(23)
})

test('below zero it mirrors; nothing is minus nothing', () => {
  expect([-0.95, -0.45, -0.04, -1.23].map(tenths)).toEqual([-1, -0.5, 0, -1.2])
  expect(Object.is(tenths(-0.04), 0)).toBe(true)
})

test('every hundredth rounds as whole numbers say', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (hundredths) => {
      const whole = Math.floor((Math.abs(hundredths) + 5) / 10) / 10
      expect(tenths(hundredths / 100)).toBe(hundredths < 0 && whole > 0 ? -whole : whole)
    }),
  )
})

test('is printed with its tenth', () => {
  expect([0.95, 23, 0.04, -0.45].map(tenthsText)).toEqual(['1.0', '23.0', '0.0', '-0.5'])
})
