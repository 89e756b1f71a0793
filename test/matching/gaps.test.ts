import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creditsOf } from '../../src/matching/credits.ts'
import { explain } from '../../src/matching/explaining.ts'
import { skillGaps } from '../../src/matching/gaps.ts'
import { askedSkills } from '../../src/matching/skills-part.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { buildIndex } from '../../src/search/index-of-openings.ts'
import { boards, NOW, opening, people, person, skillIds } from './arbitrary.ts'
import { fieldOf, newestFirst } from './naive.ts'

const gapsOf = (board: OpportunityCard[], profile: Profile) => skillGaps(buildIndex(board, 1, NOW), profile, NOW)

/** The long way: gain each skill, explain everything anew, compare. */
function gapsNaively(board: OpportunityCard[], profile: Profile) {
  const open = board.filter((o) => o.closesAt === null || o.closesAt > NOW).sort(newestFirst)
  const field = fieldOf(open)
  const isMatch = (of: Profile, o: OpportunityCard) => {
    const { evidence, blockers } = explain(of, o, field, NOW)
    return evidence && !blockers.length
  }
  const credits = creditsOf(profile)
  const gaps = skillIds.flatMap((skill) => {
    if (credits.has(skill)) return []
    const gained = { ...profile, skills: [...profile.skills, { id: skill, level: null }] }
    const asking = open.filter((o) => o.skills.some(({ id }) => id === skill) && isMatch(gained, o))
    const fresh = asking.filter((o) => !isMatch(profile, o))
    const musts = asking.filter((o) => askedSkills(o).some(({ id, must }) => must && id === skill))
    const opens = new Set([...fresh, ...musts]).size
    return opens ? [{ skill, opens, fresh: fresh.length, musts: musts.length, training: field.training(skill) }] : []
  })
  return gaps.sort((a, b) => b.opens - a.opens || b.musts - a.musts || (a.skill < b.skill ? -1 : 1)).slice(0, 5)
}

test('it finds what gaining every skill and matching anew finds', () => {
  fc.assert(
    fc.property(boards(25), people, (board, profile) => {
      expect(gapsOf(board, profile)).toEqual(gapsNaively(board, profile))
    }),
    { numRuns: 300 },
  )
}, 60_000)

describe('which skill would open most', () => {
  const asks = (id: string, must = true) => opening({ skills: [{ id, must }] })

  test('the one that most ask for, with what teaches it', () => {
    const course = opening({ kind: 'training', teaches: ['writing'] })
    const board = [asks('writing'), asks('writing', false), asks('facilitation'), course]
    expect(gapsOf(board, person({ skills: [{ id: 'python' }] }))).toEqual([
      { skill: 'writing', opens: 2, fresh: 2, musts: 1, training: { id: course.id, title: course.title } },
      { skill: 'facilitation', opens: 1, fresh: 1, musts: 1, training: null },
    ])
  })

  test('a skill they have, or what they cannot take, opens nothing', () => {
    const far = { ...asks('writing'), visa: 'no' as const }
    expect(gapsOf([asks('python'), far], person({ skills: [{ id: 'python' }], visaNeeded: true }))).toEqual([])
  })

  test('a technical skill opens what machine-learning knowledge blocked', () => {
    const gaps = gapsOf([asks('pytorch')], person({ sides: ['non_technical'] }))
    expect(gaps).toMatchObject([{ skill: 'pytorch', opens: 1, fresh: 1 }])
  })

  test('of what matches already only must-haves count', () => {
    const skills = [
      { id: 'python', must: true },
      { id: 'writing', must: false },
      { id: 'facilitation', must: true },
    ]
    expect(gapsOf([opening({ skills })], person({ skills: [{ id: 'python' }] }))).toMatchObject([
      { skill: 'facilitation', opens: 1, fresh: 0, musts: 1 },
    ])
  })

  test('five at most', () => {
    const board = skillIds.slice(0, 9).map((id) => asks(id))
    expect(gapsOf(board, person())).toHaveLength(5)
  })
})
