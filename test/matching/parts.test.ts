import { describe, expect, test } from 'vitest'
import type { Commitment } from '../../src/commitment.ts'
import { fieldOf } from '../../src/matching/columns.ts'
import { explain } from '../../src/matching/explaining.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { NOW, opening, person } from './arbitrary.ts'

const flat = { rarity: () => 100, training: () => null }
type Stated = Parameters<typeof person>[0]
const match = (asked: Partial<OpportunityCard>, stated: Stated) => explain(person(stated), opening(asked), flat, NOW)
const words = ({ fits, missing }: ReturnType<typeof explain>) => [
  ...fits,
  ...missing.map(({ message }) => `– ${message}`),
]

const must = (...ids: string[]) => ids.map((id) => ({ id, must: true }))
const nice = (...ids: string[]) => ids.map((id) => ({ id, must: false }))
const range = (
  hoursMin: number,
  hoursMax: number,
  per: 'week' | 'month' = 'week',
  months: number[] | null = null,
): Commitment => ({
  basis: 'stated',
  hoursMin,
  hoursMax,
  per,
  months,
  monthsPerYear: months?.length ?? null,
  weeks: null,
})
const skills = (...ids: string[]) => ({ skills: ids.map((id) => ({ id })) })

test('the panel of the look', () => {
  const found = match(
    {
      skills: [...must('facilitation', 'presenting'), ...nice('curriculum_design')],
      professions: ['education'],
      workGroups: ['movement_building'],
      commitment: range(3, 3),
      audiences: ['students'],
    },
    {
      ...skills('facilitation', 'presenting'),
      professions: ['education'],
      workGroups: ['movement_building'],
      availability: { hours: 6 },
    },
  )
  expect(found.parts).toEqual({ skills: 45, professions: 15, workGroup: 15, commitment: 10, audience: 4 })
  expect(found.score).toBe(89)
  expect(found.unsaid).toEqual({ audience: 'profile' })
  expect(words(found)).toEqual([
    'Facilitation and Presenting, both must-haves',
    'Education, your profession',
    'You want movement building',
    '3 h a week fits your 6',
    '– AI safety curriculum design, nice to have',
  ])
})

describe('skills', () => {
  const cases: [string, OpportunityCard['skills'], Stated, number, string[]][] = [
    ['none asked', [], skills('python'), 20, []],
    ['none stated', must('python'), {}, 20, ['– Asks for Python, you name no skills']],
    ['all', must('python'), skills('python'), 50, ['Python, a must-have']],
    ['none of them', must('python'), skills('law'), 0, ['– Python, a must-have']],
    [
      'the must-have of two',
      [...must('python'), ...nice('law')],
      skills('python'),
      42,
      ['Python, a must-have', '– Law, nice to have'],
    ],
    [
      'the nice one of two',
      [...must('python'), ...nice('law')],
      skills('law'),
      27,
      ['Law, nice to have', '– Python, a must-have'],
    ],
    ['a narrower one', must('deep_learning'), skills('pytorch'), 35, ['Deep learning in part: you bring PyTorch']],
    ['a broader one only', must('pytorch'), skills('deep_learning'), 0, ['– PyTorch, a must-have']],
    [
      'one still being learnt',
      must('python'),
      { skills: [{ id: 'python', level: 'learning' }] },
      35,
      ['Python in part: you are learning it'],
    ],
    ['an expert', must('python'), { skills: [{ id: 'python', level: 'expert' }] }, 50, ['Python, a must-have']],
    ['one asked twice', [...nice('python'), ...must('python')], skills('python'), 50, ['Python, a must-have']],
    [
      'one stated twice',
      must('python'),
      { skills: [{ id: 'python', level: 'learning' }, { id: 'python' }] },
      50,
      ['Python, a must-have'],
    ],
  ]
  test.each(cases)('%s', (_what, asked, stated, points, said) => {
    const found = match({ skills: asked }, stated)
    expect(found.parts.skills).toBe(points)
    expect(words(found)).toEqual(said)
  })

  test('a rare skill weighs more than a common one', () => {
    const rare = opening({ skills: nice('python', 'biosecurity') })
    const field = fieldOf([rare, ...Array.from({ length: 99 }, () => opening({ skills: nice('python') }))])
    expect([field.rarity('python'), field.rarity('biosecurity'), field.rarity('law')]).toEqual([100, 300, 400])
    const points = (id: string) => explain(person(skills(id)), rare, field, NOW).parts.skills
    expect([points('python'), points('biosecurity')]).toEqual([27, 42])
  })

  test('an open training that teaches what is missing is named beside it', () => {
    const course = opening({ kind: 'training', title: 'PyTorch in a week', teaches: ['pytorch'] })
    const field = fieldOf([course, opening({ kind: 'event', teaches: ['law'] })])
    const { missing } = explain(person(skills('design')), opening({ skills: must('pytorch', 'law') }), field, NOW)
    expect(missing.map(({ training }) => training)).toEqual([{ id: course.id, title: 'PyTorch in a week' }, null])
  })
})

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
      ['full-time fits your 40'],
    ],
    [
      'all its months',
      { commitment: range(9, 9, 'week', [6, 7]) },
      { availability: { months: [6, 7, 8] } },
      10,
      ['Jun–Jul suits you'],
    ],
    [
      'some months',
      { commitment: range(9, 9, 'week', [6, 7]) },
      { availability: { months: [7] } },
      7,
      ['You give Jul of Jun–Jul'],
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
    ['a level above', { level: 'senior' }, { level: 'student' }, ['– Asks for a senior person, you state a student']],
    ['a level not said', { level: 'graduate' }, {}, ['– Asks for a graduate, you do not state it']],
    ['a level reached', { level: 'student' }, { level: 'graduate' }, ['Asks for a student']],
    ['no experience asked', { level: 'none' }, {}, ['Asks for no experience']],
    [
      'a degree above',
      { degree: 'master' },
      { degree: 'bachelor' },
      ["– Asks for a master's degree, you state a bachelor's degree"],
    ],
    ['pay not stated', {}, { payNeeded: true }, ['– Pay is not stated, and you need it']],
    ['visa support not stated', {}, { visaNeeded: true }, ['– Visa support is not stated, and you need it']],
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

test('what an opening asks of profession, work group and audience, and a person is not', () => {
  const found = match(
    { professions: ['engineering', 'education'], workGroups: ['governance'], audiences: ['founders'] },
    { professions: ['coaching'], workGroups: ['technical'], audiences: ['students'] },
  )
  expect(found.parts).toEqual({ skills: 20, professions: 0, workGroup: 0, commitment: 4, audience: 0 })
  expect(words(found)).toEqual([
    '– Asks for Engineering or Education as a profession',
    '– It is governance work, which you did not choose',
    '– Made for startups and founders',
  ])
  expect(found.unsaid).toEqual({ skills: 'opportunity', commitment: 'opportunity' })
})
