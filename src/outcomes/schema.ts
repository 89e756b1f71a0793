/** What became of a participant. Missing is `no_answer`: nobody leaves the denominator. */
export const outcomes = [
  'full_time',
  'fixed_term',
  'fractional',
  'funded_independent',
  'unfunded_independent',
  'own_venture',
  'further_study',
  'outside',
  'looking',
  'not_looking',
  'no_answer',
] as const
export type Outcome = (typeof outcomes)[number]

/** What a landing can be. */
export const landed = outcomes.slice(0, 8) as [Outcome, ...Outcome[]]
