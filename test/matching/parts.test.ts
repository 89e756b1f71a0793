import { describe, expect, test } from 'vitest'
import { explain } from '../../src/matching/explaining.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { NOW, opening, person } from './arbitrary.ts'
import { fieldOf } from './naive.ts'

const flat = { rarity: () => 100, training: () => null }
type Stated = Parameters<typeof person>[0]
const match = (asked: Partial<OpportunityCard>, stated: Stated) => explain(person(stated), opening(asked), flat, NOW)
const words = ({ fits, missing }: ReturnType<typeof explain>) => [
  ...fits,
  ...missing.map(({ message }) => `– ${message}`),
]

const must = (...ids: string[]) => ids.map((id) => ({ id, must: true }))
const nice = (...ids: string[]) => ids.map((id) => ({ id, must: false }))
const range = (hoursMin: number, hoursMax: number, per: 'week' | 'month' = 'week', months: number[] | null = null) => ({
  basis: 'stated' as const,
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
    ['the only nice one', nice('python'), skills('python'), 35, ['Python, nice to have']],
    ['one of two nice ones', nice('python', 'law'), skills('law'), 27, ['Law, nice to have', '– Python, nice to have']],
    ['a name of both sides', must('writing'), skills('writing'), 50, ['Writing (technical), a must-have']],
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
    expect([points('python'), points('biosecurity')]).toEqual([23, 31])
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

test('professions that stand on both sides carry theirs', () => {
  const recruiting = { professions: ['recruiting_technical'] }
  expect(words(match(recruiting, recruiting))).toEqual(['Recruiting (technical), your profession'])
  expect(words(match(recruiting, { professions: ['recruiting_non_technical'] }))).toEqual([
    '– Asks for Recruiting (technical) as a profession',
  ])
})

test('a technical must-have of a role for both sides is missing, not blocking', () => {
  const found = match(
    { sides: ['technical', 'non_technical'], skills: must('pytorch') },
    { sides: ['non_technical'], ...skills('law') },
  )
  expect([found.blockers, words(found)]).toEqual([[], ['– PyTorch, a must-have']])
})

test('evidence is a shared skill or profession; points that nothing is known of are none', () => {
  expect(match({ workGroups: ['governance'] }, { workGroups: ['governance'], ...skills('law') }).evidence).toBe(false)
  expect(match({ skills: must('law'), professions: ['education'] }, {}).evidence).toBe(false)
  expect(match({ skills: nice('law') }, skills('law')).evidence).toBe(true)
  expect(match({ professions: ['education'] }, { professions: ['education'] }).evidence).toBe(true)
})
