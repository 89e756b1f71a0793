import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween } from '../../../src/calendar.ts'
import { standingAsOf } from '../../../src/programs/pipeline/standing.ts'
import { engagements, stages } from '../../../src/programs/schema.ts'
import { dropOut, type EngagementEntry, funnel, type StageEntry, standingCounts } from '../dashboard/funnel.ts'
import { median, timeInStage } from '../dashboard/time-in-stage.ts'

const FIRST = '2025-01-01'
const LAST = 30
const day = fc.integer({ min: 0, max: LAST }).map((n) => addDays(FIRST, n))
let made = 0
const entry = fc.record({ on: day, at: fc.integer({ min: 0, max: 5 }) }).map((one) => ({ ...one, id: `id${++made}` }))
const stageHistory: fc.Arbitrary<StageEntry[]> = fc.array(
  fc.tuple(entry, fc.constantFrom(...stages)).map(([one, stage]) => ({ ...one, stage })),
  { maxLength: 8 },
)
const engagementHistory: fc.Arbitrary<EngagementEntry[]> = fc.array(
  fc.tuple(entry, fc.constantFrom(...engagements)).map(([one, engagement]) => ({ ...one, engagement })),
  { maxLength: 8 },
)

/** What counts of a history up to a day, sorted as plainly as can be. */
const known = <T extends { on: string; at: number; id: string }>(history: readonly T[], until: string) =>
  [...history]
    .sort((a, b) => a.on.localeCompare(b.on) || a.at - b.at || (a.id < b.id ? -1 : 1))
    .filter(({ on }) => on <= until)

test('how somebody stands is the last of what was recorded up to the day, in whatever order it came', () => {
  fc.assert(
    fc.property(stageHistory, day, (history, until) => {
      expect(standingAsOf(history, until)).toEqual(known(history, until).at(-1))
      expect(standingAsOf([...history].reverse(), until)).toEqual(standingAsOf(history, until))
    }),
  )
})

test('the funnel counts who ever reached a stage; who stands where adds up to everybody', () => {
  fc.assert(
    fc.property(fc.array(stageHistory, { maxLength: 6 }), day, (people, until) => {
      const counts = standingCounts(people, until)
      expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(people.length)
      for (const stage of stages) {
        expect(funnel(people, until)[stage]).toBe(
          people.filter((h) => known(h, until).some((e) => e.stage === stage)).length,
        )
        expect(counts[stage]).toBe(people.filter((h) => known(h, until).at(-1)?.stage === stage).length)
      }
    }),
  )
})

/** Day by day: a stay is over when somebody stands elsewhere; of what happens within one day, each entry counts. */
function staysByHand(history: readonly StageEntry[], until: string) {
  const stays: { stage: string; days: number; ended: boolean }[] = []
  let open: { stage: string; since: string } | null = null
  for (const { stage, on } of known(history, until)) {
    if (open && open.stage === stage) continue
    if (open) stays.push({ stage: open.stage, days: daysBetween(open.since, on), ended: true })
    open = { stage, since: on }
  }
  if (open) stays.push({ stage: open.stage, days: daysBetween(open.since, until), ended: false })
  return stays
}

test('time in stage: the middle stay, those that go on said apart', () => {
  fc.assert(
    fc.property(fc.array(stageHistory, { maxLength: 6 }), day, (people, until) => {
      const all = people.flatMap((history) => staysByHand(history, until))
      for (const stage of stages) {
        const days = (ended: boolean) => all.filter((s) => s.stage === stage && s.ended === ended).map((s) => s.days)
        expect(timeInStage(people, until)[stage]).toEqual({
          ...{ ended: days(true).length, medianDays: median(days(true)) },
          ...{ goingOn: days(false).length, medianDaysSoFar: median(days(false)) },
        })
      }
    }),
  )
  expect([median([]), median([4]), median([9, 1]), median([5, 1, 3])]).toEqual([null, 4, 5, 3])
})

test('drop-out: left and not there again; whoever came back is no drop-out', () => {
  fc.assert(
    fc.property(fc.array(engagementHistory, { maxLength: 6 }), day, (people, until) => {
      const { people: of, gone, cameBack } = dropOut(people, until)
      const last = people.map((h) => known(h, until).at(-1)?.engagement)
      expect(of).toBe(last.filter(Boolean).length)
      expect(gone).toBe(last.filter((one) => one === 'left').length)
      const leftOnce = people.filter((h) => known(h, until).some((e) => e.engagement === 'left')).length
      expect(gone + cameBack).toBe(leftOnce)
    }),
  )
})
