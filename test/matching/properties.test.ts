import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockersOf } from '../../src/matching/blockers.ts'
import { explain } from '../../src/matching/explaining.ts'
import { matchOpenings } from '../../src/matching/matching.ts'
import { blockerCodes, partNames } from '../../src/matching/schema.ts'
import { mostPoints, neutralPoints } from '../../src/matching/weights.ts'
import { buildIndex } from '../../src/search/index-of-openings.ts'
import { boards, NOW, opening, openingsStated, people, person, skillIds } from './arbitrary.ts'
import { fieldOf, matchNaively } from './naive.ts'

const runs = (numRuns: number) => ({ numRuns })
const index = (board: Parameters<typeof buildIndex>[0], version = 1) => buildIndex(board, version, NOW)

test('the engine finds what explaining everything and sorting finds', async () => {
  await fc.assert(
    fc.asyncProperty(boards(), people, fc.integer({ min: 1, max: 50 }), async (board, profile, limit) => {
      expect(await matchOpenings(index(board), profile, NOW, { limit })).toEqual(
        matchNaively(board, profile, NOW, limit),
      )
    }),
    runs(3_000),
  )
}, 60_000)

test('of a whole board the engine finds the same, and in the same order', async () => {
  const board = fc.sample(openingsStated, { seed: 21, numRuns: 1_500 }).map((o, i) => opening({ ...o, seq: i + 1 }))
  const built = index(board)
  for (const profile of [person(), ...fc.sample(people, { seed: 22, numRuns: 14 })])
    for (const limit of [1, 10, 50])
      expect(await matchOpenings(built, profile, NOW, { limit })).toEqual(matchNaively(board, profile, NOW, limit))
}, 60_000)

test('shown parts are whole points within their limits and add to the score', () => {
  fc.assert(
    fc.property(boards(10), people, (board, profile) => {
      for (const opportunity of board) {
        const { score, parts } = explain(profile, opportunity, fieldOf(board), NOW)
        for (const name of partNames) {
          expect(Number.isInteger(parts[name])).toBe(true)
          expect(parts[name]).toBeGreaterThanOrEqual(0)
          expect(parts[name]).toBeLessThanOrEqual(mostPoints[name])
        }
        expect(score).toBe(Object.values(parts).reduce((sum, points) => sum + points))
        expect(score).toBeLessThanOrEqual(100)
      }
    }),
    runs(500),
  )
})

test('all points together are 100, and neutral points are whole', () => {
  expect(Object.values(mostPoints).reduce((sum, points) => sum + points)).toBe(100)
  expect(partNames.map((name) => neutralPoints[name])).toEqual([20, 6, 6, 4, 4])
})

test('gaining an asked-for skill never lowers a score, and never blocks', () => {
  fc.assert(
    fc.property(boards(5), people, fc.nat(), (board, profile, pick) => {
      const field = fieldOf(board)
      for (const opportunity of board) {
        const gained = opportunity.skills[pick % (opportunity.skills.length || 1)]
        if (!gained) continue
        const before = explain(profile, opportunity, field, NOW)
        const after = explain(
          { ...profile, skills: [...profile.skills, { id: gained.id, level: null }] },
          opportunity,
          field,
          NOW,
        )
        expect(after.score).toBeGreaterThanOrEqual(before.score)
        expect(after.blockers.length).toBeLessThanOrEqual(before.blockers.length)
      }
    }),
    runs(2_000),
  )
})

test('nothing blocked is ever among the matches, and nothing free among the nearly', async () => {
  await fc.assert(
    fc.asyncProperty(boards(), people, async (board, profile) => {
      const { matches, nearly } = await matchOpenings(index(board), profile, NOW)
      for (const { opportunity } of matches) expect(blockersOf(profile, opportunity, NOW)).toEqual([])
      for (const { opportunity, blockers } of nearly) {
        expect(blockers).toEqual(blockersOf(profile, opportunity, NOW))
        expect(blockers).toHaveLength(1)
      }
    }),
    runs(500),
  )
})

test('equal inputs give equal bytes, in whatever order rows and skills come and whenever the index was built', async () => {
  await fc.assert(
    fc.asyncProperty(boards(), people, async (board, profile) => {
      const bytes = JSON.stringify(await matchOpenings(index(board), profile, NOW))
      const fresh = board.filter((o) => o.closesAt === null || o.closesAt > NOW)
      expect(JSON.stringify(await matchOpenings(index([...fresh].reverse(), 2), profile, NOW))).toBe(bytes)
      const old = buildIndex(board, 1, NOW - 1e9)
      await matchOpenings(old, profile, NOW - 1e9)
      expect(JSON.stringify(await matchOpenings(old, profile, NOW))).toBe(bytes)
    }),
    runs(300),
  )
})

test('the order is total: evidence, then score, then newest, then the later number', async () => {
  await fc.assert(
    fc.asyncProperty(boards(), people, async (board, profile) => {
      const { matches } = await matchOpenings(index(board), profile, NOW)
      const keys = matches.map(({ evidence, score, opportunity: o }) => [Number(evidence), score, o.publishedAt, o.seq])
      expect(keys).toEqual([...keys].sort((a, b) => compare(b, a)))
    }),
    runs(300),
  )
})

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

test('who states nothing is blocked by nothing and scores the neutral points everywhere', () => {
  fc.assert(
    fc.property(boards(10), (board) => {
      for (const opportunity of board) {
        const { blockers, parts } = explain(person(), opportunity, fieldOf(board), NOW)
        expect(blockers.filter(({ code }) => code !== 'closed')).toEqual([])
        const { commitment, ...others } = parts
        expect(others).toEqual({ skills: 20, professions: 6, workGroup: 6, audience: 4 })
        expect(commitment).toBe(opportunity.commitment.basis === 'none' ? 10 : 4)
      }
    }),
    runs(300),
  )
})

test('hours not stated block nobody', () => {
  fc.assert(
    fc.property(boards(10), people, (board, profile) => {
      for (const o of board) {
        const codes = blockersOf(profile, { ...o, commitment: { basis: 'unknown' } }, NOW).map(({ code }) => code)
        expect(codes).not.toContain('hours')
      }
    }),
    runs(300),
  )
})

test('every code is reached, and every message says something', () => {
  const seen = new Set<string>()
  for (const [board, profile] of fc.sample(fc.tuple(boards(), people), { seed: 1, numRuns: 200 }))
    for (const o of board)
      for (const { code, message } of blockersOf(profile, o, NOW)) {
        seen.add(code)
        expect(message).toMatch(/^\S.{5,}/)
        expect(message).not.toMatch(/undefined|null|NaN|_/)
      }
  expect([...seen].sort()).toEqual([...blockerCodes].sort())
})

test('no sentence shows an id or a gap', () => {
  for (const [board, profile] of fc.sample(fc.tuple(boards(), people), { seed: 2, numRuns: 200 }))
    for (const o of board) {
      const { fits, missing } = explain(profile, o, fieldOf(board), NOW)
      for (const sentence of [...fits, ...missing.map(({ message }) => message)]) {
        expect(sentence).not.toMatch(/undefined|null|NaN|_|^\s|\s$|\s\s/)
        expect(sentence).toMatch(/^[\p{Lu}\d]/u)
      }
    }
  expect(skillIds.length).toBeGreaterThan(80)
})

test('without a must-have, skills never earn all their points', () => {
  fc.assert(
    fc.property(boards(10), people, (board, profile) => {
      for (const opportunity of board.filter(({ skills }) => !skills.some(({ must }) => must)))
        expect(explain(profile, opportunity, fieldOf(board), NOW).parts.skills).toBeLessThanOrEqual(35)
    }),
    runs(300),
  )
})

test('who gives every month is never blocked by them, and giving one more month never blocks', () => {
  const everyMonth = Array.from({ length: 12 }, (_, i) => i + 1)
  const blockedByMonths = (o: Parameters<typeof blockersOf>[1], months: number[]) =>
    blockersOf(person({ availability: { months } }), o, NOW).some(({ code }) => code === 'months')
  fc.assert(
    fc.property(boards(10), fc.uniqueArray(fc.constantFrom(...everyMonth)), (board, months) => {
      for (const o of board) {
        const steps = months.map((_, i) => blockedByMonths(o, months.slice(0, i + 1)))
        expect(steps).toEqual([...steps].sort((a, b) => Number(b) - Number(a)))
        expect(blockedByMonths(o, everyMonth)).toBe(false)
      }
    }),
    runs(300),
  )
})
