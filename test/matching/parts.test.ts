import { describe, expect, test } from 'vitest'
import { explain } from '../../src/matching/explaining.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { NOW, opening, person } from './arbitrary.ts'
import { match, range, type Stated, words } from './explained.ts'
import { fieldOf } from './naive.ts'

const must = (...ids: string[]) => ids.map((id) => ({ id, must: true }))

const nice = (...ids: string[]) => ids.map((id) => ({ id, must: false }))

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
