import type { Missing, PartName, Unsaid } from './schema.ts'
import { neutralPoints } from './weights.ts'

/** One part of a score, and what it says: `unsaid` names who left it open, so that it scores neutral. */
export type Part = { points: number; unsaid: Unsaid | null; fits: string[]; missing: Missing[] }

export const neutralPart = (name: PartName, unsaid: Unsaid): Part => ({
  points: neutralPoints[name],
  unsaid,
  fits: [],
  missing: [],
})

export const missing = (message: string): Missing => ({ message, training: null })
