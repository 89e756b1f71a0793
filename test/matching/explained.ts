import { explain } from '../../src/matching/explaining.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { NOW, opening, person } from './arbitrary.ts'

const flat = { rarity: () => 100, training: () => null }

export type Stated = Parameters<typeof person>[0]

export const match = (asked: Partial<OpportunityCard>, stated: Stated) =>
  explain(person(stated), opening(asked), flat, NOW)

export const words = ({ fits, missing }: ReturnType<typeof explain>) => [
  ...fits,
  ...missing.map(({ message }) => `– ${message}`),
]

export const range = (
  hoursMin: number,
  hoursMax: number,
  per: 'week' | 'month' = 'week',
  months: number[] | null = null,
) => ({
  basis: 'stated' as const,
  hoursMin,
  hoursMax,
  per,
  months,
  monthsPerYear: months?.length ?? null,
  weeks: null,
})
