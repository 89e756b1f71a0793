import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { Commitment, describeCommitment, fteActive, fteYear } from '../../src/commitment.ts'
import { readCommitment } from '../../src/opportunities/posting/hours.ts'
import { commitments, stated } from './arbitrary.ts'

const said: [string, Commitment][] = [
  ['3 hours a month', stated(3, 'month')],
  ['three hours per month', stated(3, 'month')],
  ['June to August full-time', stated(40, 'week', { months: [6, 7, 8] })],
  ['full time, June–August', stated(40, 'week', { months: [6, 7, 8] })],
  ['4 days a week', stated(32, 'week')],
  ['half-time', stated(20, 'week')],
  ['20-30 h/week for 10 weeks', stated([20, 30], 'week', { weeks: 10 })],
  ['20 to 30 hours a week, 10 weeks', stated([20, 30], 'week', { weeks: 10 })],
  ['one day a week', stated(8, 'week')],
  ['a day a week', stated(8, 'week')],
  ['half a day a week', stated(4, 'week')],
  ['2 weeks in July full-time', stated(40, 'week', { weeks: 2 })],
  ['weekends', stated(16, 'week')],
  ['one weekend a month', stated(16, 'month')],
  ['2-3 days a month', stated([16, 24], 'month')],
  ['4 hours a day, 3 days a week', stated(12, 'week')],
  ['4 h/day', stated(20, 'week')],
  ['80%', stated(32, 'week')],
  ['0.5 FTE', stated(20, 'week')],
  ['1,5 hours a week', stated(1.5, 'week')],
  ['10h/wk', stated(10, 'week')],
  ['full-time for 3 months', stated(40, 'week', { weeks: 13 })],
  ['full-time, 1 year', stated(40, 'week', { weeks: 52 })],
  ['3 months a year full-time', stated(40, 'week', { monthsPerYear: 3 })],
  ['10 hours a week from November to February', stated(10, 'week', { months: [1, 2, 11, 12] })],
  ['5 hours a week in March and October', stated(5, 'week', { months: [3, 10] })],
  ['about 10 hours a week', stated(10, 'week')],
  ['15 hours weekly', stated(15, 'week')],
  ['full-time', { basis: 'label', labels: ['full_time'] }],
  ['part-time', { basis: 'label', labels: ['part_time'] }],
  ['full-time or part-time', { basis: 'label', labels: ['full_time', 'part_time'] }],
  ['one evening a month', stated(3, 'month')],
  ['an evening a week', stated(3, 'week')],
  ['up to 10h a week', stated([0, 10], 'week')],
  ['20 hours/week (flexible)', stated(20, 'week')],
  ['3 Stunden pro Monat', stated(3, 'month')],
  ['ca. 5h / Woche', stated(5, 'week')],
  ['5 heures par semaine', stated(5, 'week')],
  ['mi-temps', stated(20, 'week')],
  ['flexible', { basis: 'unknown' }],
  ['not decided', { basis: 'unknown' }],
  ['', { basis: 'unknown' }],
  ['none', { basis: 'none' }],
]

test.each(said)('“%s” is understood', (text, commitment) => expect(readCommitment(text)).toMatchObject({ commitment }))

test('the figures of what people say', () => {
  const figures = (text: string) => {
    const read = readCommitment(text)
    return 'commitment' in read && [fteActive(read.commitment), fteYear(read.commitment)]
  }
  expect(figures('3 hours a month')).toEqual([0.0173, 0.0173])
  expect(figures('June to August full-time')).toEqual([1, 0.25])
  expect(figures('10 weeks full-time')).toEqual([1, 0.1923])
  expect(figures('one day a week')).toEqual([0.2, 0.2])
})

test.each([
  ['lots of passion', '“lots passion” was not understood'],
  ['June to August', 'how many hours'],
  ['20 hours', 'Is “20 hours” a week or a month?'],
  ['40h', 'a week or a month?'],
  ['part-time for 10 weeks', 'hours a week instead'],
  ['200 hours a week', 'only 168 hours'],
  ['10-12 weeks full-time', 'one length'],
  ['30-20 hours a week', 'must not be below'],
  ['evenings, 5 hours a week', '“evenings”'],
])('“%s” says what would be understood', (text, problem) =>
  expect(readCommitment(text)).toEqual({ problem: expect.stringContaining(problem) }),
)

test('a fortnight in July says where its month goes', () =>
  expect(readCommitment('2 weeks in July full-time')).toMatchObject({ advice: expect.stringContaining('Starts on') }))

test('a number begins where none is under way', () => {
  expect(readCommitment('ca.5 hours a week')).toMatchObject({ commitment: stated(5, 'week') })
  expect(readCommitment('1.5.5 hours a week')).toHaveProperty('problem')
})

test('a text longer than people say it is not read', () => {
  expect(readCommitment('1'.repeat(201))).toEqual({ problem: expect.stringContaining('at most 200') })
  expect(readCommitment('3 hours a month'.padEnd(200))).toHaveProperty('commitment')
})

describe('properties', () => {
  test('of a longer text no pattern tries a single place', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'1.,- h/wt'), minLength: 201, maxLength: 400 }), (text) => {
        const [found, replaced] = [vi.spyOn(RegExp.prototype, 'exec'), vi.spyOn(String.prototype, 'replace')]
        const read = readCommitment(text)
        const tries = found.mock.calls.length + replaced.mock.calls.length
        vi.restoreAllMocks()
        expect([tries, 'problem' in read]).toEqual([0, true])
      }),
    ))

  test('what the board says is understood as what it is', () =>
    fc.assert(
      fc.property(commitments, (commitment) => {
        expect(readCommitment(describeCommitment(commitment))).toEqual({ commitment })
      }),
      { numRuns: 2_000 },
    ))

  test('any text is either understood or answered with what to write, at once', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'20 h/week-to a8days june,'.split('')) })),
        (text) => {
          const read = readCommitment(text)
          expect('commitment' in read ? Commitment.safeParse(read.commitment).success : read.problem.length > 10).toBe(
            true,
          )
        },
      ),
      { numRuns: 2_000 },
    ))
})
