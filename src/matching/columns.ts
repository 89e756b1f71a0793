import type { OpportunityCard } from '../opportunities/queries.ts'
import { addBit, type Bits, hasBit, noBits } from '../search/bits.ts'
import { type OpeningsIndex, openAt } from '../search/index-of-openings.ts'
import { needsMachineLearning } from './blockers.ts'
import { isBounded, isMovableTo, isOnlyRemote } from './places.ts'
import type { Training } from './schema.ts'
import { seasonOf } from './season.ts'
import { askedSkills, type Field, weightOf } from './skills-part.ts'
import { fixedStart, mostWeeklyHours } from './time.ts'
import { FULL_CREDIT, mostSkillPoints, rarityOf } from './weights.ts'

/** Everyone who asks for one skill, and what it weighs there. */
type Posting = { positions: number[]; weights: number[] }

/** What matching knows of each opening beside the index itself; a place in a column is a position in the index. */
export type Columns = {
  open: Bits
  postings: ReadonlyMap<string, Posting>
  /** What all the asked skills would bring; 0 where none is asked. */
  askedWeight: Int32Array
  /** What having all of them scores. */
  mostSkillPoints: Uint8Array
  /** Weekly hours; -1 where nothing says so. */
  mostHours: Float64Array
  seasons: Uint16Array
  /** The day of a fixed start as an instant; Infinity where there is none. */
  startsAt: Float64Array
  bounded: Bits
  movable: Bits
  onlyRemote: Bits
  needsMachineLearning: Bits
  stated: Record<'professions' | 'workGroup' | 'audience', Bits>
  field: Field
}

const held = new WeakMap<OpeningsIndex, { openUntil: number; openSince: number; columns: Columns }>()

/** Built once for what is open: anew only when a deadline has passed, for that changes how rare skills are. */
export function columnsOf(index: OpeningsIndex, now: number): Columns {
  const known = held.get(index)
  if (known && now >= known.openSince && now < known.openUntil) return known.columns
  const columns = buildColumns(index, openAt(index, now))
  const passed = index.closesAt.filter((at) => at <= now)
  const ahead = index.closesAt.filter((at) => at > now)
  held.set(index, { openSince: greatest(passed), openUntil: least(ahead), columns })
  return columns
}

const greatest = (values: Float64Array) =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
const least = (values: Float64Array) => values.reduce((most, value) => Math.min(most, value), Number.POSITIVE_INFINITY)

function buildColumns(index: OpeningsIndex, open: Bits): Columns {
  const openings = [...index.openings]
  const where = (holds: (o: OpportunityCard) => boolean) => {
    const bits = noBits(openings.length)
    openings.forEach((o, position) => {
      if (holds(o)) addBit(bits, position)
    })
    return bits
  }
  const field = fieldOf(openings.filter((_, position) => hasBit(open, position)))
  return {
    open,
    ...skillColumns(openings, field),
    mostSkillPoints: Uint8Array.from(openings, (o) => mostSkillPoints(o.skills.some(({ must }) => must))),
    mostHours: Float64Array.from(openings, (o) => mostWeeklyHours(o.commitment)),
    seasons: Uint16Array.from(openings, seasonOf),
    startsAt: Float64Array.from(openings, startsAt),
    bounded: where(isBounded),
    movable: where(isMovableTo),
    onlyRemote: where(isOnlyRemote),
    needsMachineLearning: where(needsMachineLearning),
    stated: {
      professions: where((o) => o.professions.length > 0),
      workGroup: where((o) => o.workGroups.length > 0),
      audience: where((o) => o.audiences.length > 0),
    },
    field,
  }
}

const startsAt = (o: OpportunityCard) => {
  const start = fixedStart(o)
  return start ? Date.parse(start) : Number.POSITIVE_INFINITY
}

/** How rare each skill is among these openings, and which training teaches it: the first in their order. */
export function fieldOf(openings: readonly OpportunityCard[]): Field {
  const asking = new Map<string, number>()
  const teaching = new Map<string, Training>()
  for (const o of openings) {
    for (const { id } of askedSkills(o)) asking.set(id, (asking.get(id) ?? 0) + 1)
    if (o.kind !== 'training') continue
    for (const id of o.teaches) if (!teaching.has(id)) teaching.set(id, { id: o.id, title: o.title })
  }
  const rarities = new Map([...asking].map(([id, count]) => [id, rarityOf(openings.length, count)]))
  const rarest = rarityOf(openings.length, 0)
  return { rarity: (id) => rarities.get(id) ?? rarest, training: (id) => teaching.get(id) ?? null }
}

function skillColumns(openings: readonly OpportunityCard[], field: Field): Pick<Columns, 'postings' | 'askedWeight'> {
  const postings = new Map<string, Posting>()
  const askedWeight = new Int32Array(openings.length)
  openings.forEach((o, position) => {
    for (const skill of askedSkills(o)) {
      const posting = postings.get(skill.id) ?? { positions: [], weights: [] }
      postings.set(skill.id, posting)
      const weight = weightOf(skill, field.rarity(skill.id))
      posting.positions.push(position)
      posting.weights.push(weight)
      askedWeight[position] = (askedWeight[position] ?? 0) + weight * FULL_CREDIT
    }
  })
  return { postings, askedWeight }
}
