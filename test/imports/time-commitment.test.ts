import { expect, test } from 'vitest'
import { readTimeCommitment } from '../../src/imports/time-commitment.ts'

test.each([
  ['10 hours per week', { basis: 'stated', hoursMin: 10, hoursMax: 10, per: 'week' }],
  ['5–7.5 hrs/week for 8 weeks', { basis: 'stated', hoursMin: 5, hoursMax: 7.5, per: 'week', weeks: 8 }],
  ['3 hours a month', { basis: 'stated', hoursMin: 3, hoursMax: 3, per: 'month' }],
  ['Full-time', { basis: 'label', labels: ['full_time'] }],
  ['up to 10 hours per week', { basis: 'unknown' }],
  ['10 hours', { basis: 'unknown' }],
  ['10 hours per week, or full-time', { basis: 'unknown' }],
  ['', { basis: 'unknown' }],
])('%s', (text, commitment) => {
  expect(readTimeCommitment(text)).toMatchObject(commitment)
})
