import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../../src/ids.ts'
import { explain } from '../../src/matching/explaining.ts'
import { fieldOf as fieldOfIndex } from '../../src/matching/field.ts'
import { PeopleIndex } from '../../src/matching/index-of-people.ts'
import { matchOpenings } from '../../src/matching/matching.ts'
import { peopleMatching } from '../../src/matching/people-matching.ts'
import type { Field } from '../../src/matching/skills-part.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { type Profile, type Purpose, purposes } from '../../src/profiles/schema.ts'
import { buildIndex } from '../../src/search/index-of-openings.ts'
import { boards, NOW, opening, openingsStated, people, person } from './arbitrary.ts'
import { fieldOf, matchPeopleNaively, type Someone } from './naive.ts'

const consents = fc.uniqueArray(fc.constantFrom(...purposes), { maxLength: 2 })
/** Some state little, as people do; then more of them share a score. */
const plain = people.map(
  (profile): Profile => ({ ...profile, audiences: [], workGroups: [], languages: [], places: [] }),
)
const somebody = fc.record({ profile: fc.oneof(people, plain), consents })
const numbered = (list: Omit<Someone, 'personId'>[]) =>
  list.map((one, i): Someone => ({ ...one, personId: `per_${i}` }))
const crowds = (maxLength: number) => fc.array(somebody, { minLength: 1, maxLength }).map(numbered)

const indexOf = (crowd: readonly Someone[]) => {
  const index = new PeopleIndex()
  for (const one of crowd) index.put(one)
  return index
}
const open = (board: readonly OpportunityCard[]) => board.filter((o) => o.closesAt === null || o.closesAt > NOW)

test('the people whom an opportunity matches are those found by looking at each pair', () => {
  fc.assert(
    fc.property(
      boards(4),
      crowds(40),
      fc.option(fc.constantFrom<Purpose>(...purposes), { nil: undefined }),
      fc.integer({ min: 0, max: 20 }),
      fc.array(fc.nat(45), { maxLength: 5 }),
      (board, crowd, consented, limit, left) => {
        const [index, field] = [indexOf(crowd), fieldOf(open(board))]
        for (const opportunity of open(board)) {
          const except = left.map((i) => crowd[i]?.personId ?? 'per_nobody')
          const options = { consented, except, limit }
          expect(peopleMatching(index, opportunity, field, options)).toEqual(
            matchPeopleNaively(crowd, opportunity, field, NOW, options),
          )
        }
      },
    ),
    { numRuns: 200 },
  )
}, 60_000)

test('of a thousand the best are those found by looking at each pair', () => {
  const crowd = numbered(fc.sample(somebody, { seed: 3, numRuns: 1_000 }))
  const index = indexOf(crowd)
  for (const board of fc.sample(boards(2), { seed: 5, numRuns: 10 })) {
    const field = fieldOf(open(board))
    for (const opportunity of open(board)) {
      const { count, best } = matchPeopleNaively(crowd, opportunity, field, NOW, { limit: 1_000 })
      for (const limit of [1, 30, 1_000])
        expect(peopleMatching(index, opportunity, field, { limit })).toEqual({ count, best: best.slice(0, limit) })
    }
  }
}, 60_000)

test('so many that they fill more than one block are found all the same, and in one order', () => {
  const profiles = fc.sample(somebody, { seed: 9, numRuns: 30 })
  const crowd = Array.from({ length: 70_000 }, (_, i): Someone => {
    const { profile, consents } = profiles[(i * 7) % profiles.length] ?? { profile: person(), consents: [] }
    return { personId: newId('per', NOW + i), profile, consents }
  })
  const index = indexOf(crowd)
  for (const leaving of [3, 65_535, 65_536, 69_999]) index.remove(crowd[leaving]?.personId ?? '')
  const staying = crowd.filter((_, i) => ![3, 65_535, 65_536, 69_999].includes(i))
  const board = fc.sample(openingsStated, { seed: 4, numRuns: 12 }).map((o) => opening({ ...o, closesAt: null }))
  const field = fieldOf(board)
  for (const opportunity of board) {
    const scores = new Map(profiles.map(({ profile }) => [profile, scoreOf(profile, opportunity, field)]))
    const fitting = staying
      .flatMap(({ personId, profile }) => ({ personId, score: scores.get(profile) ?? null }))
      .filter((one): one is { personId: string; score: number } => one.score !== null)
      .toReversed()
      .sort((a, b) => b.score - a.score)
    const expected = { count: fitting.length, best: fitting.slice(0, 500) }
    expect(peopleMatching(index, opportunity, field, { limit: 500 })).toEqual(expected)
  }
}, 60_000)

function scoreOf(profile: Profile, opportunity: OpportunityCard, field: Field): number | null {
  const { blockers, evidence, score } = explain(profile, opportunity, field, NOW)
  return evidence && !blockers.length ? score : null
}

test('both ways find the same pairs with the same scores', async () => {
  await fc.assert(
    fc.asyncProperty(boards(20), crowds(20), async (board, crowd) => {
      const openings = buildIndex(board, 1, NOW)
      const index = indexOf(crowd)
      const field = fieldOfIndex(openings, NOW)
      const fromPeople = new Set<string>()
      for (const { personId, profile } of crowd)
        for (const match of (await matchOpenings(openings, profile, NOW)).matches)
          if (match.evidence) fromPeople.add(`${personId} ${match.opportunity.id} ${match.score}`)
      const fromOpenings = new Set<string>()
      for (const opportunity of open(board))
        for (const { personId, score } of peopleMatching(index, opportunity, field, { limit: crowd.length }).best)
          fromOpenings.add(`${personId} ${opportunity.id} ${score}`)
      expect(fromOpenings).toEqual(fromPeople)
    }),
    { numRuns: 100 },
  )
}, 60_000)

test('whoever changes or leaves is found as they are now, and as in an index built anew', () => {
  fc.assert(
    fc.property(boards(5), crowds(30), crowds(30), fc.array(fc.nat(40)), (board, before, after, gone) => {
      const index = indexOf([...before, ...after])
      for (const n of gone) index.remove(`per_${n}`)
      const changed = new Set(after.map(({ personId }) => personId))
      const now = [...before.filter(({ personId }) => !changed.has(personId)), ...after].filter(
        ({ personId }) => !gone.includes(Number(personId.slice(4))),
      )
      expect(index.live).toBe(now.length)
      const field = fieldOf(open(board))
      for (const opportunity of open(board))
        expect(peopleMatching(index, opportunity, field, { limit: 50 })).toEqual(
          peopleMatching(indexOf(now), opportunity, field, { limit: 50 }),
        )
    }),
    { numRuns: 100 },
  )
})
