import { countOf, rowsOf, type Tallies } from './tallies.ts'

/** What became of whoever took part, as far as is known. Of whom nothing is known counts as no answer. */
export type Known = { people: number; noAnswer: number; outcomes: { outcome: string; count: number }[] }

export const knownOf = (tallies: Tallies): Known => ({
  people: countOf(tallies, 'became'),
  noAnswer: countOf(tallies, 'became', ({ a }) => a === 'no_answer'),
  outcomes: rowsOf(tallies, 'became')
    .map(({ a, n }) => ({ outcome: a, count: n }))
    .sort((a, b) => b.count - a.count),
})
