import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type NarrowEstimate, shownOutside } from '../../src/impact/standing.ts'
import { type Crowd, regroup, type Standing } from '../../src/programs/crowds.ts'
import { toldShares } from '../../src/programs/disclosing.ts'
import {
  change,
  countedIn,
  expectNobodyAlone,
  factor,
  idsOf,
  inFives,
  kinds,
  type Shown,
  shareOf,
} from './outsiders-given.ts'

test('whatever is told of cohorts over months, no sum or difference of it is of fewer than 5', () => {
  let told = 0
  fc.assert(
    fc.property(
      fc.array(fc.array(change, { minLength: 15, maxLength: 90 }), { minLength: 2, maxLength: 7 }),
      factor,
      (months, factors) => {
        const now = new Map<string, Standing>()
        const whose = new Map<string, string>()
        let one = Array.from({ length: 46 }, (_, n) => n)
        const shown: Shown[] = []
        let crowds: Crowd[] = []
        for (const [month, changes] of months.entries()) {
          // Most stay in their cohort, some are moved, leave altogether or come back, or prove to be one with another.
          for (const { person: n, cohort, kind } of changes) {
            const id = `p${n}`
            const [person, other] = [n % 7 ? n % 23 : n, (n + 1) % 23]
            if (kind === 'out') now.delete(id)
            else if (kind === 'one') one = one.map((who) => (who === one[person] ? (one[other] ?? who) : who))
            else
              now.set(id, {
                id,
                person: `${person}`,
                kind,
                cohortId: n % 7 ? String.fromCharCode(97 + (n % 4)) : cohort,
              })
          }
          crowds = regroup(
            crowds,
            [...now.values()].map((each) => ({ ...each, person: `${one[Number(each.person)]}` })),
          )
          // Of whom it was told when it was told first.
          for (const [id, person] of crowds.flatMap(({ members }) => members)) if (!whose.has(id)) whose.set(id, person)
          const parts = new Map(['a', 'b', 'c', 'd'].map((cell) => [cell, shareOf(crowds, cell)]))
          const beside = shareOf(
            crowds.filter(({ cohortId }) => cohortId === ''),
            '',
          )
          const { all, cells } = toldShares(parts, beside)
          for (const [cell, one] of [['', all] as const, ...cells]) {
            if (!one) continue
            told++
            const who = countedIn(crowds, cell)
            expect(one.count).toBe(inFives(who.landed.length))
            expect(one.answered).toBe(one.count + inFives(who.answered.length))
            expect(one.outOf - (one.answered ?? 0)).toBe(inFives(who.silent.length))
            for (const kind of kinds) shown.push({ cell: `${month} ${cell} ${kind}`, who: new Set(who[kind]) })
          }
          const members = crowds.flatMap((crowd) => idsOf(crowd.members))
          expect(new Set(members).size).toBe(members.length)
        }
        expectNobodyAlone(shown, factors, whose)
      },
    ),
    { numRuns: 100 },
  )
  expect(told).toBeGreaterThan(50)
})

test('five parts of one person are not five people, nor are five that were made one since', () => {
  const stand = (person: number, cohort: number, kind: string): Standing => {
    return { id: `${person} in ${cohort}`, person: `${person}`, cohortId: `${cohort}`, kind }
  }
  const cohorts = [0, 1, 2, 3, 4]
  expect(
    regroup(
      [],
      cohorts.flatMap((cohort) => [stand(0, cohort, 'landed'), stand(1, cohort, 'silent')]),
    ),
  ).toEqual([])
  // Each once: what else there is of them waits for five others of the same.
  const [crowd, ...others] = regroup(
    [],
    cohorts.flatMap((cohort) => [stand(0, cohort, 'landed'), stand(cohort, cohort, 'landed')]),
  )
  expect([crowd?.members.length, crowd?.cohortId, others]).toEqual([5, '', []])

  const ten = Array.from({ length: 10 }, (_, i) => stand(i, 0, 'silent'))
  const first = regroup([], ten)
  const asOne = ten.map((each, i) => (i < 5 ? { ...each, person: '0', kind: 'landed' } : each))
  expect(regroup(first, asOne).map(({ kind, members }) => [kind, members.length])).toEqual([['silent', 10]])
  const five = ten.map((each, i) => (i < 5 ? { ...each, kind: 'landed' } : each))
  expect(regroup(first, five).map(({ kind }) => kind)).toEqual(['silent', 'landed'])
})

test('who is counted first is everybody of a cohort; what changes for fewer than 5 waits', () => {
  const stand = (from: number, count: number, kind: string): Standing[] =>
    Array.from({ length: count }, (_, i) => ({ id: `p${from + i}`, person: `p${from + i}`, cohortId: 'a', kind }))
  const sizes = (crowds: readonly Crowd[]) => crowds.map(({ kind, members }) => `${kind} ${members.length}`).sort()
  const first = regroup([], [...stand(0, 12, 'landed'), ...stand(12, 8, 'silent')])
  expect(sizes(first)).toEqual(['landed 12', 'silent 8'])
  const four = [...stand(0, 8, 'landed'), ...stand(8, 12, 'silent'), ...stand(20, 4, 'landed')]
  expect(sizes(regroup(first, four))).toEqual(['landed 12', 'silent 8'])
  const five = [...stand(0, 7, 'landed'), ...stand(7, 13, 'silent'), ...stand(20, 5, 'landed')]
  expect(sizes(regroup(first, five))).toEqual(['landed 5', 'landed 7', 'silent 5', 'silent 8'])
  // Nine of twelve would leave three behind: then nobody moves.
  expect(sizes(regroup(first, [...stand(0, 3, 'landed'), ...stand(3, 17, 'silent')]))).toEqual([
    'landed 12',
    'silent 8',
  ])
  expect(sizes(regroup(first, []))).toEqual(['gone 12', 'gone 8'])
})

const DAYS = 86_400_000
const someEstimates = fc.array(
  fc.record({
    person: fc.nat(16),
    day: fc.integer({ min: 0, max: 300 }),
    kept: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
  }),
  { maxLength: 60 },
)

test('sums over estimates of any months differ by whole changes of at least 5 people', () => {
  fc.assert(
    fc.property(someEstimates, factor, (given, factors) => {
      const all = given.map(({ person, day, kept }, i): NarrowEstimate => {
        const createdAt = Date.UTC(2025, 0, 1) + day * DAYS
        const times = { createdAt, withdrawnAt: kept === null ? null : createdAt + kept * DAYS }
        const figures = { net: 0, low: 0, high: 0, effect: 'both' as const, version: i }
        return { id: `est_${i}`, programId: 'prg', participantId: `p${person}`, ...figures, ...times }
      })
      const looks = Array.from({ length: 18 }, (_, month) => shownOutside(all, Date.UTC(2025, month, 15)))
      // In which looks something about somebody changed is all that sums of looks can depend on.
      const changes = looks.map((look, i): Shown => {
        const idOf = (some: readonly NarrowEstimate[], person: string | null) =>
          some.find(({ participantId }) => participantId === person)?.id
        const people = new Set([...look, ...(looks[i - 1] ?? [])].map(({ participantId }) => participantId ?? ''))
        const changed = [...people].filter((one) => idOf(look, one) !== idOf(looks[i - 1] ?? [], one))
        return { cell: String(i), who: new Set(changed) }
      })
      expectNobodyAlone(
        changes.filter(({ who }) => who.size),
        factors,
      )
    }),
  )
})
