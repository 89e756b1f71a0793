import fc from 'fast-check'
import { expect } from 'vitest'
import { type Crowd, GONE, type Member } from '../../src/programs/crowds.ts'
import type { Share } from '../../src/programs/disclosing.ts'

/** Every count that was ever shown, with what it counts. */
export type Shown = { cell: string; who: ReadonlySet<string> }
/** Of what is counted whose it is; without it each is somebody else's. */
type Whose = ReadonlyMap<string, string>
const NOBODYS: Whose = new Map()

const peopleIn = (counted: readonly string[], whose: Whose) => new Set(counted.map((id) => whose.get(id) ?? id)).size

/** How many are in exactly the same counts: no sum or difference of counts, of any number of them, tells these apart. */
function fewestAlike(shown: readonly Shown[], whose: Whose): number {
  const counted = new Set(shown.flatMap(({ who }) => [...who]))
  const alike = Map.groupBy(counted, (one) => shown.map(({ who }) => (who.has(one) ? '1' : '0')).join(''))
  return Math.min(Number.POSITIVE_INFINITY, ...[...alike.values()].map((ids) => peopleIn(ids, whose)))
}

/** Of how many people a sum of counts with these factors is: of all that it does not cancel. */
function aboutWhom(shown: readonly Shown[], factors: readonly number[], whose: Whose): number {
  const about = new Map<string, number>()
  for (const [i, { who }] of shown.entries())
    for (const one of who) about.set(one, (about.get(one) ?? 0) + (factors[i % factors.length] ?? 0))
  const left = [...about].filter(([, times]) => times)
  return peopleIn(
    left.map(([id]) => id),
    whose,
  )
}

export function expectNobodyAlone(shown: readonly Shown[], factors: readonly number[], whose = NOBODYS): void {
  expect(fewestAlike(shown, whose)).toBeGreaterThanOrEqual(5)
  const about = aboutWhom(shown, factors, whose)
  expect(about === 0 || about >= 5).toBe(true)
  for (const [i, one] of shown.entries())
    for (const other of shown.slice(i + 1))
      for (const factor of [1, -1]) {
        const both = aboutWhom([one, other], [1, factor], whose)
        expect(both === 0 || both >= 5).toBe(true)
      }
}

export const inFives = (count: number) => count - (count % 5)
export const kinds = ['landed', 'answered', 'silent'] as const

export const idsOf = (members: readonly Member[]) => members.map(([id]) => id)

/** What is told of crowds, by cell, and whom each part of it counts. */
export function countedIn(crowds: readonly Crowd[], cell: string) {
  const here = crowds.filter(({ kind, cohortId }) => kind !== GONE && (cell === '' || cohortId === cell))
  const of = (kind: string) => here.filter((crowd) => crowd.kind === kind).flatMap(({ members }) => idsOf(members))
  return { landed: of('landed'), answered: of('answered'), silent: of('silent') }
}

export const shareOf = (crowds: readonly Crowd[], cell: string): Share => {
  const { landed, answered, silent } = countedIn(crowds, cell)
  const known = landed.length + answered.length
  return { count: landed.length, answered: known, outOf: known + silent.length }
}

export const change = fc.record({
  person: fc.nat(45),
  cohort: fc.constantFrom('a', 'b', 'c', 'd'),
  kind: fc.constantFrom(...kinds, 'out', 'one'),
})
export const factor = fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 1, maxLength: 12 })
