import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersThatOpen, isStated } from '../../src/matching/answers.ts'
import { explain } from '../../src/matching/explaining.ts'
import { type AnswerName, answerNames } from '../../src/matching/schema.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { countriesIn } from '../../src/places/regions.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { buildIndex } from '../../src/search/index-of-openings.ts'
import { boards, NOW, opening, people, person } from './arbitrary.ts'
import { fieldOf } from './naive.ts'

const answersOf = (board: OpportunityCard[], profile: Profile) =>
  answersThatOpen(buildIndex(board, 1, NOW), profile, NOW)
const isOpen = ({ closesAt }: OpportunityCard) => closesAt === null || closesAt > NOW

const everyMonth = Array.from({ length: 12 }, (_, i) => i + 1)
const somewhereIn = (id: string) => (id.length === 2 ? [id] : countriesIn(id).slice(0, 1))

/** The answer that suits an opportunity best. */
const best: Record<AnswerName, (o: OpportunityCard, profile: Profile) => Partial<Profile>> = {
  hours: (_, { availability }) => ({ availability: { ...availability, hours: 168, per: 'week' } }),
  months: (_, { availability }) => ({ availability: { ...availability, months: everyMonth } }),
  skills: ({ skills }) => ({ skills: skills.map(({ id }) => ({ id, level: null })) }),
  professions: ({ professions }) => ({ professions }),
  workGroups: ({ workGroups }) => ({ workGroups }),
  audiences: ({ audiences }) => ({ audiences }),
  places: ({ places, remoteRegions }) => ({
    places: [...places, ...remoteRegions.flatMap(somewhereIn).map((country) => ({ country, city: null }))],
  }),
  relocate: () => ({ relocate: true }),
  level: ({ level }) => ({ level }),
}

/** The same count the long way: every opening explained before and after the answer that suits it best. */
function countByHand(board: OpportunityCard[], profile: Profile, name: AnswerName): number {
  if (isStated(profile, name)) return 0
  const open = board.filter(isOpen)
  const field = fieldOf(open)
  return open.filter((o) => {
    const before = explain(profile, o, field, NOW)
    const after = explain({ ...profile, ...best[name](o, profile) }, o, field, NOW)
    const isFree = name === 'relocate' ? before.blockers.length > 0 : before.blockers.length === 0
    return isFree && after.blockers.length === 0 && (name === 'relocate' || after.fits.length > before.fits.length)
  }).length
}

/** People who leave much open. */
const reticent = fc
  .tuple(people, fc.array(fc.constantFrom(...answerNames), { maxLength: 9 }))
  .map(([profile, left]) => {
    const empty = person()
    const open = left.filter((name) => name !== 'hours' && name !== 'months')
    const { hours, months } = profile.availability
    return {
      ...profile,
      ...Object.fromEntries(open.map((name) => [name, empty[name as keyof Profile]])),
      availability: {
        ...profile.availability,
        hours: left.includes('hours') ? null : hours,
        months: left.includes('months') ? [] : months,
      },
    } as Profile
  })

test('each count is what explaining everything before and after finds', () => {
  fc.assert(
    fc.property(boards(), reticent, (board, profile) => {
      const { opens } = answersOf(board, profile)
      for (const name of answerNames) expect([name, opens[name]]).toEqual([name, countByHand(board, profile, name)])
    }),
    { numRuns: 400 },
  )
})

test('never below zero, 0 for what is stated, never more than could match', () => {
  fc.assert(
    fc.property(boards(), people, (board, profile) => {
      const { opens, total, evident } = answersOf(board, profile)
      for (const name of answerNames) {
        expect(opens[name]).toBeGreaterThanOrEqual(0)
        if (isStated(profile, name)) expect(opens[name]).toBe(0)
        if (name !== 'relocate') expect(opens[name]).toBeLessThanOrEqual(total)
      }
      expect(evident).toBeLessThanOrEqual(total)
    }),
    { numRuns: 200 },
  )
})

test('what matches now is what the engine says', () => {
  fc.assert(
    fc.property(boards(), people, (board, profile) => {
      const open = board.filter(isOpen)
      const explained = open.map((o) => explain(profile, o, fieldOf(open), NOW))
      const free = explained.filter(({ blockers }) => !blockers.length)
      const { total, evident } = answersOf(board, profile)
      expect([total, evident]).toEqual([free.length, free.filter(({ evidence }) => evidence).length])
    }),
    { numRuns: 200 },
  )
})

test('hours: an opportunity that states them, not one that is closed, asks none or says nothing', () => {
  const stated = {
    basis: 'stated',
    hoursMin: 5,
    hoursMax: 5,
    per: 'week',
    months: null,
    monthsPerYear: null,
    weeks: null,
  }
  const board = [
    opening({ commitment: stated as never }),
    opening({ commitment: stated as never, closesAt: NOW - 1 }),
    opening({ commitment: { basis: 'none' } }),
    opening(),
  ]
  expect(answersOf(board, person()).opens.hours).toBe(1)
  expect(answersOf(board, person({ availability: { hours: 3 } })).opens.hours).toBe(0)
})
