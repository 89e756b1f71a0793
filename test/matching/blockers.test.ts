import { expect, test } from 'vitest'
import type { Commitment } from '../../src/commitment.ts'
import { blockersOf } from '../../src/matching/blockers.ts'
import type { BlockerCode } from '../../src/matching/schema.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { NOW, opening, person } from './arbitrary.ts'

const hoursAsked = (hours: number, per: 'week' | 'month' = 'week', more: object = {}): Commitment => ({
  basis: 'stated',
  hoursMin: hours,
  hoursMax: hours,
  per,
  months: null,
  monthsPerYear: null,
  weeks: null,
  ...more,
})
const onsite = (...countries: string[]): Partial<OpportunityCard> => ({
  workplace: 'onsite',
  places: countries.map((country) => ({ country, city: null })),
})
const remote = (...remoteRegions: string[]): Partial<OpportunityCard> => ({ workplace: 'remote', remoteRegions })
const pay = (kind: 'unpaid' | 'unknown') => ({ pay: { kind, min: null, max: null, currency: null, per: null } })
const inFrance = { places: [{ country: 'FR' }] }
const summer = hoursAsked(40, 'week', { months: [6, 7, 8], monthsPerYear: 3 })

type Stated = Parameters<typeof person>[0]
const blocked: [string, Partial<OpportunityCard>, Stated, BlockerCode, string][] = [
  ['a deadline that has passed', { closesAt: NOW }, {}, 'closed', 'Closed, they would have to reopen it'],
  [
    'a kind not wanted',
    { kind: 'phd' },
    { kinds: ['role', 'project'] },
    'kind',
    'Its kind is PhD, you want role or project',
  ],
  [
    'too many hours',
    { commitment: hoursAsked(18) },
    { availability: { hours: 10 } },
    'hours',
    '18 h a week asked, you give 10',
  ],
  [
    'hours of another period',
    { commitment: hoursAsked(18) },
    { availability: { hours: 20, per: 'month' } },
    'hours',
    '18 h a week asked, you give 20 a month',
  ],
  [
    'a full-time label',
    { commitment: { basis: 'label', labels: ['full_time'] } },
    { availability: { hours: 20 } },
    'hours',
    'Full-time asked (30 h a week or more), you give 20 h',
  ],
  [
    'other months',
    { commitment: summer },
    { availability: { months: [1, 2] } },
    'months',
    'Jun–Aug asked, you give Jan–Feb',
  ],
  [
    'one of six months',
    { commitment: hoursAsked(40, 'week', { weeks: 26 }), kind: 'fellowship', startsOn: '2027-01-04' },
    { availability: { hours: 40, months: [6, 7, 8] } },
    'months',
    'You give Jun of Jan–Jun: 1 of 6 months',
  ],
  [
    'two of three months',
    { commitment: summer },
    { availability: { months: [7, 8] } },
    'months',
    'You give Jul–Aug of Jun–Aug: 2 of 3 months',
  ],
  [
    'a summer for nine months without a day to start',
    { commitment: hoursAsked(40, 'week', { weeks: 39 }), kind: 'fellowship' },
    { availability: { hours: 40, months: [6, 7, 8] } },
    'months',
    '39 weeks asked, you give Jun–Aug: 3 of 9 months',
  ],
  [
    'a summer for a whole year',
    { commitment: hoursAsked(40, 'week', { weeks: 52 }), startsOn: '2027-01-10' },
    { availability: { months: [6, 7, 8] } },
    'months',
    '52 weeks asked, you give Jun–Aug: 3 of 12 months',
  ],
  [
    'a cohort that starts before',
    { kind: 'fellowship', startsOn: '2027-01-10' },
    { availability: { from: '2027-03-01' } },
    'months',
    'Starts 10 Jan 2027, you are free from 1 Mar 2027',
  ],
  [
    'a single engagement that starts before',
    { commitment: hoursAsked(5, 'week', { weeks: 6 }), startsOn: '2027-01-10' },
    { availability: { from: '2027-03-01' } },
    'months',
    'Starts 10 Jan 2027, you are free from 1 Mar 2027',
  ],
  [
    'another country',
    onsite('DE'),
    inFrance,
    'place',
    'In Germany, you are in France and do not say that you would move',
  ],
  [
    'a country with an article',
    onsite('GB', 'NL'),
    { places: [{ country: 'US' }, { country: 'PH' }] },
    'place',
    'In the United Kingdom or the Netherlands, you are in the United States or the Philippines and do not say that you would move',
  ],
  [
    'a region with an article',
    remote('americas'),
    { places: [{ country: 'GB' }] },
    'place',
    'Remote work in the Americas only, you are in the United Kingdom',
  ],
  [
    'remote work fenced to a region',
    remote('asia'),
    { ...inFrance, relocate: true },
    'place',
    'Remote work in Asia only, you are in France',
  ],
  [
    'remote work for one who wants none',
    remote('anywhere'),
    { remote: false },
    'place',
    'Remote work only, and you do not want remote work',
  ],
  ['no visa support', { visa: 'no' }, { visaNeeded: true }, 'visa', 'No visa support, and you need a visa'],
  ['no pay', pay('unpaid'), { payNeeded: true }, 'pay', 'Unpaid, and you need pay'],
  [
    'no language in common',
    { languages: ['de', 'fr'] },
    { languages: ['en'] },
    'language',
    'Asks for German and French, which you do not name',
  ],
  [
    'technical only',
    { sides: ['technical'] },
    { sides: ['non_technical'] },
    'ml_knowledge',
    'Machine-learning knowledge is a must, and you name only the non-technical side',
  ],
  [
    'a technical must-have',
    { skills: [{ id: 'pytorch', must: true }] },
    { sides: ['non_technical'] },
    'ml_knowledge',
    'Machine-learning knowledge is a must, and you name only the non-technical side',
  ],
]

test.each(blocked)('%s blocks', (_what, asked, stated, code, message) => {
  expect(blockersOf(person(stated), opening(asked), NOW)).toEqual([{ code, message }])
})

const free: [string, Partial<OpportunityCard>, Stated][] = [
  ['a deadline ahead', { closesAt: NOW + 1 }, {}],
  ['hours not stated', {}, { availability: { hours: 1 } }],
  ['a part-time label', { commitment: { basis: 'label', labels: ['part_time'] } }, { availability: { hours: 1 } }],
  ['a grant that asks no hours', { commitment: { basis: 'none' } }, { availability: { hours: 1 } }],
  ['the least of a range', { commitment: hoursAsked(10, 'week', { hoursMax: 40 }) }, { availability: { hours: 10 } }],
  [
    '3 hours a month for one with an hour a week',
    { commitment: hoursAsked(3, 'month') },
    { availability: { hours: 1 } },
  ],
  ['13 hours a month for one with 3 a week', { commitment: hoursAsked(13, 'month') }, { availability: { hours: 3 } }],
  [
    'three of four months',
    { commitment: hoursAsked(40, 'week', { months: [6, 7, 8, 9] }) },
    { availability: { months: [7, 8, 9] } },
  ],
  [
    'eight weeks within a summer',
    { commitment: hoursAsked(40, 'week', { weeks: 8 }) },
    { availability: { months: [6, 7, 8] } },
  ],
  [
    'twelve weeks across the new year',
    { commitment: hoursAsked(40, 'week', { weeks: 12 }) },
    { availability: { months: [1, 11, 12] } },
  ],
  ['months named on one side only', { commitment: summer }, {}],
  [
    'three months a year, whichever',
    { commitment: hoursAsked(40, 'week', { monthsPerYear: 3 }) },
    { availability: { months: [1] } },
  ],
  ['a role that can wait', { startsOn: '2027-01-10' }, { availability: { from: '2027-03-01' } }],
  ['the own country', onsite('DE', 'FR'), inFrance],
  ['another country for one who would move', onsite('DE'), { ...inFrance, relocate: true }],
  ['another country for one who names none', onsite('DE'), { relocate: false }],
  ['a region that holds the country', remote('europe'), inFrance],
  ['remote work anywhere', remote('anywhere'), { ...inFrance, relocate: false }],
  ['remote work without a fence', remote(), { ...inFrance, relocate: false }],
  ['a place without a workplace', { places: [{ country: 'DE', city: null }] }, inFrance],
  ['a place or remote work in reach', { ...remote('europe'), places: [{ country: 'US', city: null }] }, inFrance],
  ['visa support not stated', { visa: 'unknown' }, { visaNeeded: true }],
  ['pay not stated', pay('unknown'), { payNeeded: true }],
  ['one language in common', { languages: ['en', 'fr'] }, { languages: ['pt', 'en'] }],
  ['a language, for one who names none', { languages: ['fr'] }, {}],
  [
    'both sides with a technical must-have',
    { sides: ['technical', 'non_technical'], skills: [{ id: 'pytorch', must: true }] },
    { sides: ['non_technical'] },
  ],
  [
    'the non-technical side with a technical must-have',
    { sides: ['non_technical'], skills: [{ id: 'pytorch', must: true }] },
    { sides: ['non_technical'] },
  ],
  ['both sides', { sides: ['technical', 'non_technical'] }, { sides: ['non_technical'] }],
  [
    'a technical skill that is nice to have',
    { skills: [{ id: 'pytorch', must: false }] },
    { sides: ['non_technical'] },
  ],
  [
    'technical only, for one with a technical skill',
    { sides: ['technical'] },
    { sides: ['non_technical'], skills: [{ id: 'python' }] },
  ],
  ['technical only, for one who names no side', { sides: ['technical'] }, {}],
  ['level and degree', { level: 'senior', degree: 'doctorate' }, { level: 'student', degree: 'none' }],
]

test.each(free)('%s does not block', (_what, asked, stated) => {
  expect(blockersOf(person(stated), opening(asked), NOW)).toEqual([])
})

test('every blocker is told, in a fixed order', () => {
  const profile: Profile = person({ kinds: ['role'], payNeeded: true, visaNeeded: true })
  const o = opening({ kind: 'event', visa: 'no', ...pay('unpaid'), closesAt: NOW - 1 })
  expect(blockersOf(profile, o, NOW).map(({ code }) => code)).toEqual(['closed', 'kind', 'visa', 'pay'])
})

test('a closed opportunity is closed whatever its deadline', () => {
  const closure = { reason: 'filled' as const, closedAt: NOW - 1 }
  expect(blockersOf(person(), { ...opening(), closure }, NOW).map(({ code }) => code)).toEqual(['closed'])
})
