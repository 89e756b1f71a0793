import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Purpose } from '../profiles/schema.ts'
import { type Bits, countBits, intersect, without } from '../search/bits.ts'
import { BestSlots } from './best-slots.ts'
import { findBest } from './finding-best.ts'
import { BLOCK } from './growing-set.ts'
import type { PeopleBlock, PeopleIndex } from './index-of-people.ts'
import { circumstances, Room, skillLevels } from './people-scoring.ts'
import { askedOf, screenPeople, unionOf } from './people-screening.ts'
import { creditSteps, keys } from './people-values.ts'
import { askedSkills, type Field, weightOf } from './skills-part.ts'
import { FULL_CREDIT, mostSkillPoints, neutralPoints, skillPoints } from './weights.ts'

/** How many people an opportunity matches, and the best of them in order: higher score, then who changed theirs last. */
export type MatchedPeople = { count: number; best: { personId: string; score: number }[] }
type Options = { consented?: Purpose; limit: number }

const room = new Room()

/**
 * The people whom an open opportunity matches: nothing blocks it for them, and they share a skill or a profession. Not
 * one of them is looked at by itself, but for the few whose own numbers decide.
 */
export function peopleMatching(
  index: PeopleIndex,
  opportunity: OpportunityCard,
  field: Field,
  { consented, limit }: Options,
): MatchedPeople {
  const asked = askedOf(opportunity)
  const shared = namesShared(opportunity)
  const best = new BestSlots(limit)
  let count = 0
  for (let at = index.blocks.length - 1; at >= 0; at--) {
    const block = index.blocks[at]
    if (!block) continue
    room.empty()
    const candidates = unionOf(block, shared, room.next())
    intersect(candidates, block.live)
    if (consented) intersect(candidates, unionOf(block, [keys.allows(consented)], room.next()))
    screenPeople(block, asked, candidates, room.next())
    const found = countBits(candidates)
    count += found
    if (found && limit)
      offerBest({ block, firstSlot: at * BLOCK, candidates, found }, { opportunity, asked, field }, best)
  }
  return { count, best: best.list().map(({ slot, score }) => ({ personId: index.idAt(slot), score })) }
}

const namesShared = (o: OpportunityCard) => [
  ...askedSkills(o).flatMap(({ id }) => creditSteps.map((percent) => keys.credit(id, percent))),
  ...o.professions.map(keys.profession),
]

type Among = { block: PeopleBlock; firstSlot: number; candidates: Bits; found: number }
type Question = { opportunity: OpportunityCard; asked: ReturnType<typeof askedOf>; field: Field }

/** Who names no skills, where some are asked, has the neutral points for them. */
function offerBest(
  { block, firstSlot, candidates, found }: Among,
  { opportunity, asked, field }: Question,
  best: BestSlots,
) {
  const others = circumstances(block, opportunity, asked, candidates, room)
  const skills = askedSkills(opportunity)
  const words = (block.size + 31) >>> 5
  const neutral = { levels: others, skillPoints: () => neutralPoints.skills, words, firstSlot }
  if (!skills.length) return findBest(candidates, found, neutral, best)
  const weight = skills.reduce((sum, skill) => sum + weightOf(skill, field.rarity(skill.id)) * FULL_CREDIT, 0)
  const most = mostSkillPoints(skills.some(({ must }) => must))
  const levels = [...others, ...skillLevels(block, opportunity, field, room)]
  const silent = room.next()
  silent.set(candidates)
  block.sets.get(keys.says('skills'))?.takeFrom(silent)
  const speaking = without(candidates, silent)
  findBest(
    speaking,
    countBits(speaking),
    { ...neutral, levels, skillPoints: (gained) => skillPoints(gained, weight, most) },
    best,
  )
  findBest(silent, countBits(silent), neutral, best)
}
