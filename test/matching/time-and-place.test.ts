import { describe, expect, test } from 'vitest'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { match, range, type Stated, words } from './explained.ts'

describe('time', () => {
  const cases: [string, Partial<OpportunityCard>, Stated, number, string[]][] = [
    ['hours not stated', {}, { availability: { hours: 5 } }, 4, []],
    ['hours not said', { commitment: range(5, 5) }, {}, 4, []],
    [
      'a range that fits whole',
      { commitment: range(5, 10) },
      { availability: { hours: 10 } },
      10,
      ['5–10 h a week fits your 10'],
    ],
    [
      'its lower end only',
      { commitment: range(10, 40) },
      { availability: { hours: 20 } },
      7,
      ['10–40 h a week at its least fits your 20'],
    ],
    [
      'hours a month',
      { commitment: range(3, 3, 'month') },
      { availability: { hours: 6 } },
      10,
      ['3 h a month fits your 6 a week'],
    ],
    ['no hours asked', { commitment: { basis: 'none' } }, {}, 10, ['No hours asked']],
    [
      'a label',
      { commitment: { basis: 'label', labels: ['full_time'] } },
      { availability: { hours: 40 } },
      10,
      ['Full-time fits your 40 h'],
    ],
    [
      'all its months',
      { commitment: range(9, 9, 'week', [6, 7]) },
      { availability: { months: [6, 7, 8] } },
      10,
      ['Jun–Jul suits you'],
    ],
    [
      'a label for hours a month',
      { commitment: { basis: 'label', labels: ['full_time'] } },
      { availability: { hours: 160, per: 'month' } },
      10,
      ['Full-time fits your 160 h a month'],
    ],
    [
      'enough of the months',
      { commitment: range(9, 9, 'week', [1, 2, 3, 4, 5, 6]) },
      { availability: { hours: 9, months: [2, 3, 4, 5, 6, 7] } },
      7,
      ['9 h a week fits your 9', '– You give Feb–Jun of Jan–Jun: 5 of 6 months'],
    ],
    [
      'too few of the months',
      { commitment: range(9, 9, 'week', [6, 7]) },
      { availability: { months: [7] } },
      0,
      ['– You give Jul of Jun–Jul: 1 of 2 months'],
    ],
    [
      'months that may be chosen',
      { commitment: { ...range(40, 40), monthsPerYear: 3 } },
      { availability: { months: [6] } },
      7,
      ['– 3 months a year asked, you give Jun: 1 of 3 months'],
    ],
    [
      'a length that fits in them',
      { commitment: { ...range(40, 40), weeks: 8 } },
      { availability: { months: [6, 7, 8] } },
      10,
      ['Your months leave room for 8 weeks'],
    ],
    [
      'work that goes on',
      { commitment: range(40, 40) },
      { availability: { hours: 40, months: [6, 7, 8] } },
      10,
      ['40 h a week fits your 40', '– Its months are not stated, you give Jun–Aug'],
    ],
    [
      'a later start',
      { startsOn: '2027-01-10' },
      { availability: { from: '2027-02-01' } },
      4,
      ['– Starts 10 Jan 2027, you are free from 1 Feb 2027'],
    ],
  ]
  test.each(cases)('%s', (_what, asked, stated, points, said) => {
    const found = match(asked, stated)
    expect(found.parts.commitment).toBe(points)
    expect(words(found)).toEqual(said)
  })
})

describe('what is only said', () => {
  const cases: [string, Partial<OpportunityCard>, Stated, string[]][] = [
    ['a level above', { level: 'graduate' }, { level: 'student' }, ['– For graduates; you are a student']],
    ['a level not said', { level: 'graduate' }, {}, ['– For graduates; you do not say your level']],
    ['a level below', { level: 'student' }, { level: 'graduate' }, ['For students; you are a graduate']],
    [
      'the same level',
      { level: 'years_5_plus' },
      { level: 'years_5_plus' },
      ['For people with 5 or more years of experience'],
    ],
    ['no experience asked', { level: 'none' }, {}, ['No experience needed']],
    ['no degree asked', { degree: 'none' }, {}, ['No degree needed']],
    ['a further language', { languages: ['en', 'fr'] }, { languages: ['en'] }, ['– Also asks for French']],
    [
      'a degree above',
      { degree: 'master' },
      { degree: 'bachelor' },
      ["– Asks for a master's degree; you have a bachelor's"],
    ],
    ['pay not stated', {}, { payNeeded: true }, ['– Pay is not stated, and you need it']],
    [
      'visa support not stated abroad',
      { workplace: 'hybrid', places: [{ country: 'DE', city: null }] },
      { visaNeeded: true, places: [{ country: 'FR' }], relocate: true },
      ['In Germany, and you would move', '– Visa support is not stated, and you need it'],
    ],
    [
      'visa support not stated at home',
      { workplace: 'onsite', places: [{ country: 'FR', city: null }] },
      { visaNeeded: true, places: [{ country: 'FR' }] },
      ['Open where you are'],
    ],
    ['visa support for remote work', { workplace: 'remote', remoteRegions: ['anywhere'] }, { visaNeeded: true }, []],
    [
      'visa support for a grant',
      { kind: 'funding', commitment: { basis: 'none' } },
      { visaNeeded: true },
      ['No hours asked'],
    ],
    [
      'a move',
      { workplace: 'onsite', places: [{ country: 'DE', city: null }] },
      { places: [{ country: 'FR' }], relocate: true },
      ['In Germany, and you would move'],
    ],
    [
      'at home',
      { workplace: 'remote', remoteRegions: ['europe'] },
      { places: [{ country: 'FR' }] },
      ['Open where you are'],
    ],
  ]
  test.each(cases)('%s', (_what, asked, stated, said) => {
    const found = match(asked, stated)
    expect(found.blockers).toEqual([])
    expect(words(found)).toEqual(said)
  })
})
