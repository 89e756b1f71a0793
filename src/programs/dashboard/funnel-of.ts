import { daysBetween } from '../../calendar.ts'
import { share, weightedMedian } from '../../statistics/averages.ts'
import { type Stage, stages } from '../schema.ts'
import { countOf, rowsOf, type Tallies } from './tallies.ts'

export type FunnelStep = {
  stage: Stage
  reached: number
  share: number | null
  /** Who stands there now, and of these who left or paused. */
  standing: number
  left: number
  paused: number
  /** Stays that ended because another stage was reached, and the days of the middle one. */
  ended: number
  medianDays: number | null
  /** Stays that go on, and the days of the middle one so far. */
  goingOn: number
  medianDaysSoFar: number | null
}

/** How somebody is with it, without the mark that they left once. */
const engagementOf = (b: string) => b.replace('+', '')

/** Every stage in order, with its share of all people on record: who never reached any is in the base. */
export const funnelOf = (tallies: Tallies, people: number, today: string): FunnelStep[] =>
  stages.map((stage) => {
    const at = (what: string) => rowsOf(tallies, what).filter(({ a }) => a === stage)
    const standing = (engagement: string) =>
      countOf(tallies, 'stands', ({ a, b }) => a === stage && engagementOf(b) === engagement)
    const reached = countOf(tallies, 'reached', ({ a }) => a === stage)
    const ended = at('stayed').map(({ b, n }) => ({ value: Number(b), count: n }))
    const goingOn = at('staying').map(({ b, n }) => ({ value: daysBetween(b, today), count: n }))
    return {
      stage,
      reached,
      share: share(reached, people),
      standing: countOf(tallies, 'stands', ({ a }) => a === stage),
      left: standing('left'),
      paused: standing('paused'),
      ended: countOf(tallies, 'stayed', ({ a }) => a === stage),
      medianDays: weightedMedian(ended),
      goingOn: countOf(tallies, 'staying', ({ a }) => a === stage),
      medianDaysSoFar: weightedMedian(goingOn),
    }
  })

export type DropOut = {
  /** Of whom anything is known. */
  people: number
  /** Left, and gone now. */
  gone: number
  /** Left once, and there again now. */
  cameBack: number
  paused: number
}

/** Who left and did not come back, of all whose engagement is recorded. */
export function dropOutOf(tallies: Tallies): DropOut {
  const of = (isMeant: (engagement: string, hasLeft: boolean) => boolean) =>
    countOf(tallies, 'stands', ({ b }) => isMeant(engagementOf(b), b.endsWith('+')))
  return {
    people: of((engagement) => engagement !== ''),
    gone: of((engagement) => engagement === 'left'),
    cameBack: of((engagement, hasLeft) => engagement !== 'left' && hasLeft),
    paused: of((engagement) => engagement === 'paused'),
  }
}
