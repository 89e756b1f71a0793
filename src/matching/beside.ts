import type { Opportunity, OpportunityCard } from '../opportunities/queries.ts'
import { hasBit, positionsIn } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { type Columns, columnsOf } from './columns.ts'
import type { Training } from './schema.ts'

const MOST_SIMILAR = 4
/** What two opportunities have in common counts so much; skills by how rare they are (1 to 4). */
const SHARED = { kind: 1, profession: 2, workGroup: 1 }

export type Beside = { similar: OpportunityCard[]; trainings: { skill: string; training: Training }[] }

/** What stands beside an opportunity: those most like it, and open trainings that teach what it asks. */
export function besideOpportunity(index: OpeningsIndex, opportunity: Opportunity, now: number): Beside {
  const columns = columnsOf(index, now)
  const asked = opportunity.skills.map((skill) => skill.id)
  const best: Similar[] = []
  for (const [position, like] of likeness(index, opportunity, columns)) {
    const o = index.openings.at(position)
    if (!o || o.id === opportunity.id || !hasBit(columns.open, position)) continue
    keepBest(best, { o, position, like: like + tieBreak(o, opportunity) })
  }
  const similar = best.map(({ o }) => o)
  const trainings = asked.flatMap((skill) => {
    const training = columns.field.training(skill)
    return training && training.id !== opportunity.id ? [{ skill, training }] : []
  })
  return { similar, trainings }
}

type Similar = { o: OpportunityCard; position: number; like: number }

/** Keeps the few best, the best first; of equals the newer. */
function keepBest(best: Similar[], one: Similar): void {
  const at = best.findIndex(
    (other) => one.like > other.like || (one.like === other.like && one.position < other.position),
  )
  if (at < 0 && best.length >= MOST_SIMILAR) return
  best.splice(at < 0 ? best.length : at, 0, one)
  best.length = Math.min(best.length, MOST_SIMILAR)
}

/** Of every opening that shares a skill or a profession, how much; nothing else is touched. */
function likeness(index: OpeningsIndex, opportunity: Opportunity, { field, postings }: Columns): Map<number, number> {
  const like = new Map<number, number>()
  const add = (position: number, points: number) => like.set(position, (like.get(position) ?? 0) + points)
  for (const { id } of opportunity.skills)
    for (const position of postings.get(id)?.positions ?? []) add(position, field.rarity(id) / 100)
  for (const id of opportunity.professions) {
    const bits = index.bits.profession.get(id)
    if (bits) for (const position of positionsIn(bits)) add(position, SHARED.profession)
  }
  return like
}

const tieBreak = (o: OpportunityCard, opportunity: Opportunity) =>
  (o.kind === opportunity.kind ? SHARED.kind : 0) +
  (o.workGroups.some((group) => opportunity.workGroups.includes(group)) ? SHARED.workGroup : 0)
