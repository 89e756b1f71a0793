import { addDays, daysBetween } from '../../calendar.ts'
import { kaplanMeier, type Survival } from '../../statistics/survival.ts'
import type { OverCohort, WaitRow } from './rows.ts'

/** Equal for all cohorts: 6 and 12 months, in days. */
const horizons = { six: 183, twelve: 365 } as const
type Horizon = keyof typeof horizons

export type TimeToLanding = Survival & { landed: number }

/** How long people wait for a first landing after the first cohort they took part in; who still waits counts so far. */
export function timeToLanding(rows: readonly WaitRow[], today: string): TimeToLanding {
  const waits = rows
    .filter(({ isFirst }) => isFirst)
    .flatMap(({ since, landedAfter, count }) => {
      const time = landedAfter ?? Math.max(0, daysBetween(since, today))
      return Array.from({ length: count }, () => ({ time, happened: landedAfter !== null }))
    })
  return { ...kaplanMeier(waits), landed: waits.filter(({ happened }) => happened).length }
}

/** How many of all who took part landed within a horizon; before it is over for all of them only when it will be. */
export type LandedWithin = { landed: number; of: number } | { knownFrom: string }
export type CohortRate = OverCohort & { within: Record<Horizon, LandedWithin> }

/** Cohorts at equal horizons. Nobody leaves the base: who gave no answer counts as not landed. */
export function cohortRates(cohorts: readonly OverCohort[], rows: readonly WaitRow[], today: string): CohortRate[] {
  const byCohort = Map.groupBy(rows, ({ cohortId }) => cohortId)
  return cohorts.map((cohort) => {
    const own = byCohort.get(cohort.id) ?? []
    return {
      ...cohort,
      within: { six: landedWithin(own, horizons.six, today), twelve: landedWithin(own, horizons.twelve, today) },
    }
  })
}

function landedWithin(rows: readonly WaitRow[], horizon: number, today: string): LandedWithin {
  const last =
    rows
      .map(({ since }) => since)
      .sort()
      .at(-1) ?? ''
  const knownFrom = last && addDays(last, horizon)
  if (knownFrom > today) return { knownFrom }
  const sum = (some: readonly WaitRow[]) => some.reduce((total, { count }) => total + count, 0)
  const landed = rows.filter(({ landedAfter }) => landedAfter !== null && landedAfter <= horizon)
  return { landed: sum(landed), of: sum(rows) }
}
