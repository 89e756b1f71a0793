import type { Said } from '../../src/outcomes/check-ins/schema.ts'

/** What people say of themselves. */
export const saidWords: Readonly<Record<Said, string>> = {
  full_time: 'A full-time position',
  fixed_term: 'A fixed-term position',
  fractional: 'Fractional work, beside other work',
  funded_independent: 'Independent work, funded',
  unfunded_independent: 'Independent work, not funded',
  own_venture: 'My own venture',
  further_study: 'Further study',
  outside: 'Work outside the field',
  looking: 'Still looking',
  not_looking: 'Not looking',
}
