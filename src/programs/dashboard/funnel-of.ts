import { share } from '../../statistics/averages.ts'
import { type Stage, stages } from '../schema.ts'
import type { StageRow } from './rows.ts'

export type FunnelStep = { stage: Stage; reached: number; standing: number; share: number | null }

/** Every stage in order, with its share of all people on record: who never reached any is in the base. */
export function funnelOf(rows: readonly StageRow[], people: number): FunnelStep[] {
  return stages.map((stage) => {
    const { reached = 0, standing = 0 } = rows.find((row) => row.stage === stage) ?? {}
    return { stage, reached, standing, share: share(reached, people) }
  })
}
