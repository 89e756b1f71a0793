import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distance } from '../../src/text/nearest.ts'

const anyWord = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })

/** The same from its definition, without a table. */
function byHand(a: string, b: string): number {
  if (!a || !b) return a.length + b.length
  const [restA, restB] = [a.slice(1), b.slice(1)]
  const ways = [byHand(restA, restB) + (a[0] === b[0] ? 0 : 1), byHand(restA, b) + 1, byHand(a, restB) + 1]
  if (a.length > 1 && a[0] === b[1] && a[1] === b[0]) ways.push(byHand(a.slice(2), b.slice(2)) + 1)
  return Math.min(...ways)
}

test('is the fewest letters changed, added, dropped, or swapped with a neighbour', () => {
  expect([distance('frnace', 'france'), distance('polnd', 'poland'), distance('ab', 'ba')]).toEqual([1, 1, 1])
  fc.assert(
    fc.property(anyWord, anyWord, (a, b) => {
      expect(distance(a, b)).toBe(byHand(a, b))
      expect(distance(b, a)).toBe(distance(a, b))
      expect(distance(a, b) === 0).toBe(a === b)
    }),
  )
})
