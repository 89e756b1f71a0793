import { type Bits, eachPosition, noBits, unite } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { fieldOf, type OpenField } from './field.ts'
import { weightOf } from './skills-part.ts'
import { FULL_CREDIT } from './weights.ts'

/** What matching knows of each opening beside the index itself; a place in a column is a position in the index. */
export type Columns = {
  field: OpenField
  /** What all the asked skills would bring; 0 where none is asked. */
  askedWeight: Int32Array
  hasMust: Bits
  stated: Record<'profession' | 'work_group' | 'audience', Bits>
}

const held = new WeakMap<OpenField, Columns>()

/** Made from the sets of the index, for the first who asks: no opening is looked at. */
export function columnsOf(index: OpeningsIndex, now: number): Columns {
  const field = fieldOf(index, now)
  const columns = held.get(field) ?? makeColumns(index, field)
  held.set(field, columns)
  return columns
}

function makeColumns(index: OpeningsIndex, field: OpenField): Columns {
  const { skill, must, profession, work_group, audience } = index.bits
  const all = (sets: ReadonlyMap<string, Bits>) => [...sets.values()].reduce(unite, noBits(index.openings.length))
  const askedWeight = new Int32Array(index.openings.length)
  for (const id of skill.keys()) addWeights(askedWeight, index, id, field.rarity(id), FULL_CREDIT)
  return {
    field,
    askedWeight,
    hasMust: all(must),
    stated: { profession: all(profession), work_group: all(work_group), audience: all(audience) },
  }
}

/** Adds where a skill is asked what it weighs there, times what is brought of it. */
function addWeights(sums: Int32Array, { bits }: OpeningsIndex, skillId: string, rarity: number, percent: number) {
  const nice = weightOf({ must: false }, rarity) * percent
  const more = weightOf({ must: true }, rarity) * percent - nice
  const add = (points: number) => (position: number) => {
    sums[position] = (sums[position] ?? 0) + points
  }
  eachPosition(bits.skill.get(skillId), add(nice))
  eachPosition(bits.must.get(skillId), add(more))
}
