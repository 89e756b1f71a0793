import { type Entry, standingAsOf } from '../../../src/programs/pipeline/standing.ts'
import { type Engagement, type Stage, stages } from '../../../src/programs/schema.ts'

export type StageEntry = Entry & { stage: Stage }
export type EngagementEntry = Entry & { engagement: Engagement }

const keyOf = ({ on, at, id }: Entry) => `${on} ${String(at).padStart(16, '0')} ${id}`

/** A history in the order in which it counts. */
export const inOrder = <T extends Entry>(history: readonly T[]): T[] =>
  [...history].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))

/** How many people ever reached each stage up to a day; one may be reached without the one before. */
export function funnel(people: Iterable<readonly StageEntry[]>, day: string): Record<Stage, number> {
  const reached = Object.fromEntries(stages.map((stage) => [stage, 0])) as Record<Stage, number>
  for (const history of people) {
    const own = new Set(history.filter(({ on }) => on <= day).map(({ stage }) => stage))
    for (const stage of own) reached[stage]++
  }
  return reached
}

/** How many people stand at each stage on a day, and how many at none yet. */
export function standingCounts(people: Iterable<readonly StageEntry[]>, day: string): Record<Stage | 'none', number> {
  const counts = Object.fromEntries([...stages, 'none'].map((stage) => [stage, 0])) as Record<Stage | 'none', number>
  for (const history of people) counts[standingAsOf(history, day)?.stage ?? 'none']++
  return counts
}

export type DropOut = {
  /** Of whom anything is known. */
  people: number
  /** Left, and gone on that day. */
  gone: number
  /** Left once, and there again on that day. */
  cameBack: number
}

/** Who left and did not come back by a day, of all whose engagement is recorded by then. */
export function dropOut(people: Iterable<readonly EngagementEntry[]>, day: string): DropOut {
  const found: DropOut = { people: 0, gone: 0, cameBack: 0 }
  for (const history of people) {
    const known = inOrder(history.filter(({ on }) => on <= day))
    const now = known.at(-1)
    if (!now) continue
    found.people++
    if (now.engagement === 'left') found.gone++
    else if (known.some(({ engagement }) => engagement === 'left')) found.cameBack++
  }
  return found
}
