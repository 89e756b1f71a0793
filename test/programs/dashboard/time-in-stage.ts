import { daysBetween } from '../../../src/calendar.ts'
import { type Stage, stages } from '../../../src/programs/schema.ts'
import { inOrder, type StageEntry } from './funnel.ts'

export type TimeInStage = {
  /** Stays that ended because another stage was reached. */
  ended: number
  /** Days of the middle one of these; null where none ended. */
  medianDays: number | null
  /** Stays that go on: their length is not known yet, so they are said apart. */
  goingOn: number
  /** Days of the middle one of these so far. */
  medianDaysSoFar: number | null
}

type Stay = { stage: Stage; days: number; hasEnded: boolean }

/** How long people stay at each stage, up to a day. Said twice in a row a stage is one stay. */
export function timeInStage(people: Iterable<readonly StageEntry[]>, day: string): Record<Stage, TimeInStage> {
  const stays: Stay[] = []
  for (const history of people) stays.push(...staysOf(history, day))
  return Object.fromEntries(
    stages.map((stage) => [stage, sumUp(stays.filter((one) => one.stage === stage))]),
  ) as Record<Stage, TimeInStage>
}

function staysOf(history: readonly StageEntry[], day: string): Stay[] {
  const known = inOrder(history.filter(({ on }) => on <= day))
  const begun = known.filter(({ stage }, i) => stage !== known[i - 1]?.stage)
  return begun.map(({ stage, on }, i) => {
    const next = begun[i + 1]
    return { stage, days: daysBetween(on, next?.on ?? day), hasEnded: next !== undefined }
  })
}

function sumUp(stays: readonly Stay[]): TimeInStage {
  const daysOf = (hasEnded: boolean) => stays.filter((stay) => stay.hasEnded === hasEnded).map(({ days }) => days)
  const [ended, goingOn] = [daysOf(true), daysOf(false)]
  return {
    ended: ended.length,
    medianDays: median(ended),
    goingOn: goingOn.length,
    medianDaysSoFar: median(goingOn),
  }
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [below, above] = [sorted[middle - 1], sorted[middle]]
  if (above === undefined) return null
  return sorted.length % 2 || below === undefined ? above : (below + above) / 2
}
