import { type Bits, countBits, countBoth, positionsIn } from '../search/bits.ts'
import { countClosed, type OpeningsIndex, openAt } from '../search/index-of-openings.ts'
import type { Training } from './schema.ts'
import type { Field } from './skills-part.ts'
import { rarityOf } from './weights.ts'

/** What is open, and each of its skills as soon as it is asked for. */
export type OpenField = Field & { open: Bits }

const held = new WeakMap<OpeningsIndex, { closed: number; field: OpenField }>()

/** Kept until a deadline has passed, for that changes how rare skills are. */
export function fieldOf(index: OpeningsIndex, now: number): OpenField {
  const closed = countClosed(index, now)
  const known = held.get(index)
  if (known?.closed === closed) return known.field
  const field = findField(index, openAt(index, now))
  held.set(index, { closed, field })
  return field
}

function findField(index: OpeningsIndex, open: Bits): OpenField {
  const total = countBits(open)
  const rarity = remembered((id) => {
    const asking = index.bits.skill.get(id)
    return rarityOf(total, asking ? countBoth(asking, open) : 0)
  })
  return { open, rarity, training: remembered((id) => newestTraining(index, open, id)) }
}

function newestTraining({ bits, openings }: OpeningsIndex, open: Bits, skillId: string): Training | null {
  const teaching = bits.teaches.get(skillId)
  const [newest = -1] = teaching ? positionsIn(teaching.map((word, i) => word & (open[i] ?? 0))) : []
  const o = openings.at(newest)
  return o ? { id: o.id, title: o.title } : null
}

function remembered<T>(find: (skillId: string) => T): (skillId: string) => T {
  const known = new Map<string, T>()
  return (skillId) => {
    if (!known.has(skillId)) known.set(skillId, find(skillId))
    return known.get(skillId) as T
  }
}
