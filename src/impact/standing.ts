import { LEAST_TOLD } from '../matching/disclosing.ts'
import type { Effect } from './schema.ts'

/** As much of an estimate as a sum needs, in thousandths. */
export type NarrowEstimate = {
  id: string
  programId: string
  participantId: string | null
  effect: Effect
  version: number
  net: number
  low: number
  high: number
  createdAt: number
  withdrawnAt: number | null
}

/** What one estimate is of: a later version of the same counts instead. */
const subjectOf = ({ programId, participantId, effect }: NarrowEstimate) =>
  `${programId} ${participantId ?? ''} ${effect}`

/** The estimates that count at the end of an instant: of each subject the newest that was not withdrawn. */
export function standingAt(all: readonly NarrowEstimate[], at: number): NarrowEstimate[] {
  const newest = new Map<string, NarrowEstimate>()
  for (const estimate of all) {
    if (estimate.createdAt > at || (estimate.withdrawnAt !== null && estimate.withdrawnAt <= at)) continue
    const before = newest.get(subjectOf(estimate))
    if (!before || before.version < estimate.version) newest.set(subjectOf(estimate), estimate)
  }
  return [...newest.values()]
}

/** The first instant of the month in UTC. */
export function monthOf(at: number): number {
  const day = new Date(at)
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth())
}

function monthAfter(at: number): number {
  const day = new Date(at)
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1)
}

/** Of each person which estimates count, as text that two moments can be compared by. */
function byPerson(estimates: readonly NarrowEstimate[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { participantId, id } of [...estimates].sort((a, b) => (a.id < b.id ? -1 : 1)))
    if (participantId !== null) found.set(participantId, `${found.get(participantId) ?? ''} ${id}`)
  return found
}

function countChanged(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number {
  const people = new Set([...before.keys(), ...after.keys()])
  return [...people].filter((person) => before.get(person) !== after.get(person)).length
}

/**
 * What those outside are shown of one program's estimates of people, as of the first of a month: nothing under 5 people,
 * and what was shown stays until 5 have changed since each month before, so that no two of them tell of fewer.
 */
export function shownOutside(all: readonly NarrowEstimate[], now: number): NarrowEstimate[] {
  const ofPeople = all.filter(({ participantId }) => participantId !== null)
  const changes = ofPeople.flatMap(({ createdAt, withdrawnAt }) => [createdAt, withdrawnAt ?? createdAt])
  const months = [...new Set(changes.map(monthAfter))].filter((month) => month <= now).sort((a, b) => a - b)
  let shown: NarrowEstimate[] = []
  const looks: Map<string, string>[] = []
  for (const month of months) {
    const standing = standingAt(ofPeople, month - 1)
    const after = byPerson(standing)
    const differences = looks.map((before) => countChanged(before, after))
    const isSafe = after.size >= LEAST_TOLD && differences.every((count) => count === 0 || count >= LEAST_TOLD)
    if (!isSafe || differences.at(-1) === 0) continue
    shown = standing
    looks.push(after)
  }
  return shown
}

export const countPeople = (estimates: readonly NarrowEstimate[]) => byPerson(estimates).size

/** Of sums by their number of people: those that stay hidden. Beside a hidden one the smallest shown is hidden too. */
export function hiddenOf(peopleIn: ReadonlyMap<string, number>): Map<string, 'few' | 'next'> {
  const small = [...peopleIn].filter(([, count]) => count < LEAST_TOLD).map(([id]) => id)
  if (!small.length) return new Map()
  const [next] = [...peopleIn]
    .filter(([, count]) => count >= LEAST_TOLD)
    .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
  return new Map([...small.map((id) => [id, 'few'] as const), ...(next ? [[next[0], 'next'] as const] : [])])
}
