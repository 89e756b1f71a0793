import type { Side } from '../taxonomy/terms.ts'
import { fold } from '../text/fold.ts'

export type Term = {
  /** Equal for every spelling of the same term. */
  key: string
  name: string
  side: Side | null
}

const SIDED = /^(.*\S)\s*\((non[- ]?)?technical\)$/i

/** A skill in somebody's own words; its side may stand behind it, as in the vocabulary: "Writing (technical)". */
export function readTerm(text: string): Term {
  const [, said, non] = SIDED.exec(text.trim()) ?? []
  const name = said ?? text.trim()
  const side = said === undefined ? null : non ? 'non_technical' : 'technical'
  return { key: fold(name) + (side ? ` (${side})` : ''), name, side }
}
