import { addDays, daysBetween } from '../../calendar.ts'
import { kaplanMeier, type Survival } from '../../statistics/survival.ts'
import type { OverCohort } from './rows.ts'
import { rowsOf, type Tallies, type TallyRow } from './tallies.ts'

/** Equal for all cohorts: 6 and 12 months, in days. */
export const horizons = { six: 183, twelve: 365 } as const
type Horizon = keyof typeof horizons

export type TimeToLanding = Survival & { landed: number }

/** Of who landed the days that it took, of who still waits since when: they count as waiting until today. */
function timeOf(rows: readonly TallyRow[], today: string): TimeToLanding {
  const waits = rows.map(({ b, n }) =>
    b.includes('-')
      ? { time: Math.max(0, daysBetween(b, today)), happened: false, count: n }
      : { time: Number(b), happened: true, count: n },
  )
  const landed = waits.reduce((sum, { happened, count }) => (happened ? sum + count : sum), 0)
  return { ...kaplanMeier(waits), landed }
}

/** How long people wait for a first landing after the first cohort they took part in; who still waits counts so far. */
export const timeToLanding = (tallies: Tallies, today: string) => timeOf(rowsOf(tallies, 'wait'), today)

/** How many of all who took part landed within a horizon; before it is over only when it will be. */
export type LandedWithin = { landed: number; of: number } | { knownFrom: string }
export type CohortRate = OverCohort & {
  people: number
  finished: number
  left: number
  within: Record<Horizon, LandedWithin>
}

/** Cohorts at equal horizons. Nobody leaves the base: who gave no answer counts as not landed. */
export function cohortRates(cohorts: readonly OverCohort[], tallies: Tallies, today: string): CohortRate[] {
  const rows = Map.groupBy(rowsOf(tallies, 'cohort'), ({ a }) => a)
  return cohorts.map((cohort) => {
    const own = (rows.get(cohort.id) ?? []).map(({ b, n }) => ({ state: b.split(' ')[0], landed: b.split(' ')[1], n }))
    const sum = (isMeant: (row: (typeof own)[number]) => boolean) =>
      own.reduce((total, row) => (isMeant(row) ? total + row.n : total), 0)
    const people = sum(() => true)
    const within = (horizon: Horizon): LandedWithin => {
      const knownFrom = addDays(cohort.endsOn, horizons[horizon])
      if (people && knownFrom > today) return { knownFrom }
      return { landed: sum(({ landed }) => landed === 'six' || landed === horizon), of: people }
    }
    return {
      ...cohort,
      people,
      finished: sum(({ state }) => state === 'finished'),
      left: sum(({ state }) => state === 'left'),
      within: { six: within('six'), twelve: within('twelve') },
    }
  })
}

export type ProgramRate = {
  id: string
  name: string
  time: TimeToLanding
  /** Over those of its cohorts of which it is known. */
  within: Record<Horizon, { landed: number; of: number; cohorts: number }>
}

/** Programs beside each other: each person counts for the program they came by, and for every cohort at equal horizons. */
export function programRates(cohorts: readonly CohortRate[], tallies: Tallies, today: string): ProgramRate[] {
  const waits = Map.groupBy(rowsOf(tallies, 'wait'), ({ a }) => a)
  return [...Map.groupBy(cohorts, ({ programId }) => programId)]
    .map(([id, own]) => ({
      id,
      name: own[0]?.program ?? '',
      time: timeOf(waits.get(id) ?? [], today),
      within: { six: summed(own, 'six'), twelve: summed(own, 'twelve') },
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function summed(cohorts: readonly CohortRate[], horizon: Horizon) {
  const sum = { landed: 0, of: 0, cohorts: 0 }
  for (const { within } of cohorts) {
    const found = within[horizon]
    if ('knownFrom' in found || !found.of) continue
    sum.landed += found.landed
    sum.of += found.of
    sum.cohorts++
  }
  return sum
}
