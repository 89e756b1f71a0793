import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Purpose } from '../profiles/schema.ts'
import { countBits, intersect, positionsIn, removeBit, without } from '../search/bits.ts'
import { BestSlots } from './best-slots.ts'
import { findBest } from './finding-best.ts'
import { BLOCK } from './growing-set.ts'
import type { PeopleBlock, PeopleIndex } from './index-of-people.ts'
import { type Candidates, circumstances, type Scored, scoredOf, skillLevels } from './people-scoring.ts'
import { type Asked, askedOf, screenPeople, unionOf } from './people-screening.ts'
import { keys } from './people-values.ts'
import { Room } from './room.ts'
import type { Field } from './skills-part.ts'
import { neutralPoints } from './weights.ts'

/**
 * How many people an opportunity matches, and the best of them in order: higher score, then who changed theirs last.
 * With `consented` the best are of those who allow that purpose; `except` are left out of both.
 */
export type MatchedPeople = { count: number; best: { personId: string; score: number }[] }
export type Whom = { consented?: Purpose; except?: readonly string[]; limit: number }

const room = new Room()

/**
 * The people whom an open opportunity matches: nothing blocks it for them, and they share a skill or a profession. Not
 * one of them is looked at by itself, but for the few whose own numbers decide.
 */
export function peopleMatching(
  index: PeopleIndex,
  opportunity: OpportunityCard,
  field: Field,
  { consented, except = [], limit }: Whom,
): MatchedPeople {
  const question = questionOf(index, opportunity, field, except)
  const best = new BestSlots(limit)
  let count = 0
  for (let at = index.blocks.length - 1; at >= 0; at--) {
    const block = index.blocks[at]
    if (!block) continue
    const firstSlot = at * BLOCK
    const candidates = candidatesIn(block, firstSlot, question)
    const matching = countBits(candidates.bits)
    count += matching
    if (!matching || !limit) continue
    if (consented) intersect(candidates.bits, unionOf(block, [keys.allows(consented)], room))
    const found = consented ? countBits(candidates.bits) : matching
    if (found) offerBest({ block, firstSlot, candidates, found }, question, best)
  }
  return { count, best: best.list().map(({ slot, score }) => ({ personId: index.idAt(slot), score })) }
}

/** All of those people who allow a purpose, in no order that says anything. */
export function everyoneMatching(
  index: PeopleIndex,
  opportunity: OpportunityCard,
  field: Field,
  { consented, except }: { consented: Purpose; except: readonly string[] },
): string[] {
  const question = questionOf(index, opportunity, field, except)
  return index.blocks.flatMap((block, at) => {
    const { bits } = candidatesIn(block, at * BLOCK, question)
    intersect(bits, unionOf(block, [keys.allows(consented)], room))
    return [...positionsIn(bits)].map((position) => index.idAt(at * BLOCK + position))
  })
}

type Question = {
  asked: Asked
  scored: Scored
  /** In one of these sets is who shares a skill or a profession. */
  shared: readonly string[]
  /** Slots, or -1 for who is not in the index. */
  except: readonly number[]
}

function questionOf(
  index: PeopleIndex,
  opportunity: OpportunityCard,
  field: Field,
  except: readonly string[],
): Question {
  const scored = scoredOf(opportunity, field)
  return {
    asked: askedOf(opportunity),
    scored,
    shared: namesShared(scored),
    except: except.map((id) => index.slotOf(id)),
  }
}

const namesShared = ({ skills, overlaps }: Scored) => [
  ...skills.flatMap((steps) => steps.map(({ name }) => name)),
  ...overlaps.flatMap(({ part, asked }) => (part === 'professions' ? asked : [])),
]

function candidatesIn(block: PeopleBlock, firstSlot: number, { asked, shared, except }: Question): Candidates {
  room.clear(block.words)
  const bits = room.next()
  bits.set(block.live.subarray(0, bits.length))
  intersect(bits, unionOf(block, shared, room))
  for (const slot of except) if (slot >= firstSlot && slot < firstSlot + BLOCK) removeBit(bits, slot - firstSlot)
  return { bits, partly: screenPeople(block, asked, bits, room) }
}

type Among = { block: PeopleBlock; firstSlot: number; candidates: Candidates; found: number }

/** Who names no skills, where some are asked, has the neutral points for them. */
function offerBest({ block, firstSlot, candidates, found }: Among, question: Question, best: BestSlots): void {
  const { asked, scored } = question
  const others = circumstances(block, scored, asked, candidates, room)
  const neutral = { levels: others, skillPoints: () => neutralPoints.skills, words: block.words, firstSlot }
  if (!scored.skills.length) findBest(candidates.bits, found, neutral, best)
  else {
    const silent = room.next()
    silent.set(candidates.bits)
    block.sets.get(keys.says('skills'))?.takeFrom(silent)
    const silentCount = countBits(silent)
    const speaking = silentCount ? without(candidates.bits, silent) : candidates.bits
    const levels = [...others, ...skillLevels(block, scored, room)]
    findBest(speaking, found - silentCount, { ...neutral, levels, skillPoints: scored.skillPoints }, best)
    findBest(silent, silentCount, neutral, best)
  }
}
