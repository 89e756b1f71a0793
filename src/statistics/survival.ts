/** How long somebody, or so many alike, waited: until it happened, or so far, which counts as waiting until then. */
export type Wait = { time: number; happened: boolean; count?: number }

/** From `time` on the share still waiting is `waiting`; `atRisk` waited just before, for `events` it happened then. */
type SurvivalStep = { time: number; atRisk: number; events: number; waiting: number }
export type Survival = { steps: SurvivalStep[]; people: number; longest: number; median: number | null }

/** A half that many multiplications missed by a hair is a half. */
const NOISE = 1e-9

/**
 * The Kaplan-Meier estimate of the share still waiting: at each time the product of 1 − events / at risk (Kaplan and
 * Meier, Journal of the American Statistical Association 53, 1958). Who stopped being seen at a time was at risk at
 * that time. The median is the first time at which at most half still wait; null: not reached.
 */
export function kaplanMeier(waits: readonly Wait[]): Survival {
  const sorted = [...waits].sort((a, b) => a.time - b.time)
  const steps: SurvivalStep[] = []
  const people = sorted.reduce((sum, { count = 1 }) => sum + count, 0)
  let waiting = 1
  let atRisk = people
  for (let i = 0; i < sorted.length; ) {
    const time = sorted[i]?.time ?? 0
    let [events, gone] = [0, 0]
    for (let one = sorted[i]; one?.time === time; one = sorted[++i]) {
      const { happened, count = 1 } = one
      gone += count
      if (happened) events += count
    }
    if (events) {
      waiting = events === atRisk ? 0 : waiting * (1 - events / atRisk)
      steps.push({ time, atRisk, events, waiting })
    }
    atRisk -= gone
  }
  const median = steps.find((step) => step.waiting <= 0.5 + NOISE)?.time ?? null
  return { steps, people, longest: sorted.at(-1)?.time ?? 0, median }
}
