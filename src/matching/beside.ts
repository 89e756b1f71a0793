import type { Opportunity, OpportunityCard } from '../opportunities/queries.ts'
import { type Bits, hasBit, noBits, positionsIn } from '../search/bits.ts'
import { valuesOf } from '../search/facet-values.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { kindAt, organizationAt } from '../search/of-organizations.ts'
import { fieldOf, type OpenField } from './field.ts'
import type { Training } from './schema.ts'
import { anyOf } from './screening.ts'

const MOST_SIMILAR = 4
/** So many are compared of those that share one thing: what a page costs hangs on this, not on the board. */
const MOST_OF_EACH = 200
const none = noBits(0)
/** What two opportunities have in common counts so much; skills by how rare they are (100 to 400). */
const SHARED = { kind: 100, profession: 200, workGroup: 100, country: 100 }

/** What the index knows of one: no card is read for it. */
type Similar = Pick<OpportunityCard, 'id' | 'title' | 'kind'> & { organization: string }
export type Beside = { similar: Similar[]; trainings: { skill: string; training: Training }[] }

/** What stands beside an opportunity: those most like it, and open trainings that teach what it asks. */
export function besideOpportunity(index: OpeningsIndex, opportunity: Opportunity, now: number): Beside {
  const field = fieldOf(index, now)
  const similar = mostLike(index, opportunity, field).flatMap((position) => similarAt(index, position) ?? [])
  const trainings = opportunity.skills.flatMap(({ id: skill }) => {
    const training = field.training(skill)
    return training && training.id !== opportunity.id ? [{ skill, training }] : []
  })
  return { similar, trainings }
}

function similarAt(index: OpeningsIndex, position: number): Similar | null {
  const opening = index.openings.at(position)
  const kind = kindAt(index, position)
  return opening && kind
    ? { id: opening.id, title: opening.title, kind, organization: organizationAt(index, position).name }
    : null
}

type Shared = { bits: Bits; points: number }

/**
 * The few best, the best first; of equals the newer. Where none shares a skill or profession, those of its kind, work
 * group or country.
 */
function mostLike(index: OpeningsIndex, opportunity: Opportunity, { open, rarity }: OpenField): number[] {
  const { skill, profession } = index.bits
  const asked: Shared[] = [
    ...opportunity.skills.map(({ id }) => ({ bits: skill.get(id) ?? none, points: rarity(id) })),
    ...opportunity.professions.map((id) => ({ bits: profession.get(id) ?? none, points: SHARED.profession })),
  ]
  const also: Shared[] = [
    { bits: anyOf(index, 'kind', [opportunity.kind]), points: SHARED.kind },
    { bits: anyOf(index, 'work_group', opportunity.workGroups), points: SHARED.workGroup },
    { bits: anyOf(index, 'named', valuesOf.named(opportunity)), points: SHARED.country },
  ]
  const all = [...asked, ...also]
  const others = (shared: readonly Shared[]) =>
    candidates(shared, open).filter((position) => index.seqs[position] !== opportunity.seq)
  const found = others(asked)
  return (found.length ? found : others(also))
    .map((position) => ({ position, like: pointsAt(all, position) }))
    .sort((a, b) => b.like - a.like || a.position - b.position)
    .slice(0, MOST_SIMILAR)
    .map(({ position }) => position)
}

/** The newest that share something: of what thousands share, a few hundred hold others as like. */
function candidates(shared: readonly Shared[], open: Bits): number[] {
  const found = new Set<number>()
  for (const { bits } of shared) {
    let count = 0
    for (const position of positionsIn(bits)) {
      if (!hasBit(open, position)) continue
      found.add(position)
      if (++count === MOST_OF_EACH) break
    }
  }
  return [...found]
}

function pointsAt(shared: readonly Shared[], position: number): number {
  let points = 0
  for (const one of shared) if (hasBit(one.bits, position)) points += one.points
  return points
}
