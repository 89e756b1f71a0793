import type { Outcome } from '../../src/outcomes/schema.ts'

export const outcomeNames: Record<Outcome | 'landed', string> = {
  full_time: 'full-time position',
  fixed_term: 'fixed-term position',
  fractional: 'fractional, beside other work',
  funded_independent: 'funded independent work',
  unfunded_independent: 'unfunded independent work',
  own_venture: 'own venture',
  further_study: 'further study',
  outside: 'outside the field',
  landed: 'landed, by their own word',
  looking: 'still looking',
  not_looking: 'not looking',
  no_answer: 'no answer',
}
