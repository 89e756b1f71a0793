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

/** Of each person in which of the looks so far something changed: who changed in the same ones cannot be told apart. */
function withChanges(
  histories: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Map<string, string> {
  const people = new Set([...histories.keys(), ...after.keys()])
  const looks = Math.max(0, ...[...histories.values()].map(({ length }) => length))
  const mark = (person: string) => {
    if (before.get(person) === after.get(person)) return '='
    return after.has(person) ? '+' : '-'
  }
  return new Map([...people].map((person) => [person, (histories.get(person) ?? '').padEnd(looks, '=') + mark(person)]))
}

const isOfEnough = (histories: ReadonlyMap<string, string>) =>
  [...Map.groupBy(histories, ([, history]) => history).values()].every(({ length }) => length >= LEAST_TOLD)

/**
 * What those outside are shown of one program's estimates of people, as of the first of a month: nothing under 5 people,
 * and what was shown stays until at least 5 have changed who changed in the same months before: so that no sum or
 * difference of what was shown, of however many months, is of fewer.
 */
export function shownOutside(all: readonly NarrowEstimate[], now: number): NarrowEstimate[] {
  const ofPeople = all.filter(({ participantId }) => participantId !== null)
  const changes = ofPeople.flatMap(({ createdAt, withdrawnAt }) => [createdAt, withdrawnAt ?? createdAt])
  const months = [...new Set(changes.map(monthAfter))].filter((month) => month <= now).sort((a, b) => a - b)
  let shown: NarrowEstimate[] = []
  let before = new Map<string, string>()
  let histories = new Map<string, string>()
  for (const month of months) {
    const standing = standingAt(ofPeople, month - 1)
    const after = byPerson(standing)
    const changed = withChanges(histories, before, after)
    if (after.size < LEAST_TOLD || !isOfEnough(changed)) continue
    shown = standing
    before = after
    histories = changed
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
