import type { Basis, Effect, FigureName, Method } from '../../src/impact/schema.ts'

export const basisNames: Record<Basis, string> = {
  reported: 'As printed elsewhere',
  activity: 'Estimated for each activity as a whole',
  people: 'Summed over people',
}

export const basisWords: Record<Basis, string> = {
  reported: 'Figures as they were printed, with what they add up to beside them. Nothing is corrected.',
  activity: 'What somebody estimates an activity changed as a whole: FTE with it, minus FTE without it.',
  people: 'For each person, what is estimated with the program minus without it; then added.',
}

export const effectNames: Record<Effect, string> = {
  kickstarting: 'Kickstarting: it brought them in',
  upskilling: 'Upskilling: it made them better',
  both: 'Both, not told apart',
}

export const shortEffects: Record<Effect, string> = {
  kickstarting: 'kickstarting',
  upskilling: 'upskilling',
  both: 'not told apart',
}

export const methodNames: Record<Method, string> = {
  interview: 'Interview with the person',
  survey: 'Survey',
  group: 'Judgement of the group',
  model: 'Model or formula',
  comparison: 'Comparison with similar people',
  other: 'Another way',
}

export const figureWords: Record<FigureName, string> = {
  occurrences: 'Occurrences',
  fte: 'FTE',
  ftePerOccurrence: 'FTE per occurrence',
  people: 'People',
  cost: 'Cost',
  costPerFte: 'Cost per FTE',
}

export const options = <Name extends string>(names: Record<Name, string>) =>
  (Object.entries(names) as [Name, string][]).map(([value, label]) => ({ value, label }))
