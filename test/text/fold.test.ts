import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../../src/text/fold.ts'

test('accents, case, punctuation and spacing do not count', () => {
  expect(fold('  Évaluations, à Zürich: “AI-Safety”\n2026! ')).toBe('evaluations a zurich ai safety 2026')
})

test('text without accents is read as any other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 40 }), (text) => {
      expect(fold(`${text} é`)).toBe(`${fold(text)} e`.trim())
    }),
    { numRuns: 1_000 },
  )
})
