import { type Bits, hasBit, noBits } from '../search/bits.ts'
import type { BestSlots } from './best-slots.ts'
import { BLOCK } from './growing-set.ts'

/** Some have this, for so many points, or so much of the skills that are asked; nobody has two of one level. */
export type Option = { bits: Bits; points: number; gained: number }
/** One thing that scores: its options, the best first, and the points of whoever has none of them. */
export type Level = { options: readonly Option[]; rest: number }

export type Scoring = {
  levels: readonly Level[]
  /** The points of all that was gained of the skills. */
  skillPoints: (gained: number) => number
  /** Words in use, and the slot of the first position. */
  words: number
  firstSlot: number
}

/** Those who are alike in all levels before this one. */
type Part = { bits: Bits; count: number; depth: number; points: number; gained: number }

/** Fewer than these are scored one by one. */
const FEW = 192

/** Two sets for each level, kept: a search is over before the next begins. */
const scratch: Bits[] = []
function scratchAt(place: number): Bits {
  scratch[place] ??= noBits(BLOCK)
  return scratch[place] as Bits
}

/**
 * Offers the best of some people, without looking at each: they are parted by what they have, level by level, and a part
 * that cannot reach those already found is left. What is left at the end has one score.
 */
export function findBest(bits: Bits, count: number, scoring: Scoring, best: BestSlots): void {
  const { levels, skillPoints, words, firstSlot } = scoring
  const most = mostFrom(levels)
  const lastSlot = firstSlot + words * 32 - 1
  const canReach = (depth: number, points: number, gained: number) =>
    best.takes(points + (most.points[depth] ?? 0) + skillPoints(gained + (most.gained[depth] ?? 0)), lastSlot)

  const visit = (part: Part): void => {
    const level = levels[part.depth]
    if (!level) takeLast(part, scoring, best)
    else if (part.count <= FEW) scoreEach(part, scoring, best)
    else partBy(level, part)
  }
  const partBy = (level: Level, part: Part): void => {
    const depth = part.depth + 1
    const [rest, some] = [scratchAt(depth * 2), scratchAt(depth * 2 + 1)]
    rest.set(part.bits)
    let left = part.count
    for (const option of level.options) {
      const [points, gained] = [part.points + option.points, part.gained + option.gained]
      if (!left || !canReach(depth, points, gained)) return
      const chosen = move(rest, some, option.bits, words)
      left -= chosen
      if (chosen) visit({ bits: some, count: chosen, depth, points, gained })
    }
    const points = part.points + level.rest
    if (left && canReach(depth, points, part.gained)) visit({ ...part, bits: rest, count: left, depth, points })
  }
  if (count && canReach(0, 0, 0)) visit({ bits, count, depth: 0, points: 0, gained: 0 })
}

/** By depth, what the levels from there on can bring at most. */
function mostFrom(levels: readonly Level[]) {
  const most = { points: [0], gained: [0] }
  for (const { options, rest } of levels.toReversed()) {
    most.points.unshift((most.points[0] ?? 0) + options.reduce((more, option) => Math.max(more, option.points), rest))
    most.gained.unshift((most.gained[0] ?? 0) + options.reduce((more, option) => Math.max(more, option.gained), 0))
  }
  return most
}

/** Moves what is in `chosen` from `rest` to `some`, and counts it. */
function move(rest: Bits, some: Bits, chosen: Bits, words: number): number {
  let count = 0
  for (let i = 0; i < words; i++) {
    const word = rest[i] ?? 0
    const both = word & (chosen[i] ?? 0)
    some[i] = both
    if (both === 0) continue
    rest[i] = word & ~both
    let v = both - ((both >>> 1) & 0x55555555)
    v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
    count += Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}

/** All have one score: the last are the best of them. */
function takeLast({ bits, points, gained }: Part, { skillPoints, words, firstSlot }: Scoring, best: BestSlots): void {
  const score = points + skillPoints(gained)
  for (let i = words - 1; i >= 0; i--) {
    for (let rest = bits[i] ?? 0; rest !== 0; ) {
      const bit = 31 - Math.clz32(rest)
      if (!best.offer(score, firstSlot + i * 32 + bit)) return
      rest &= ~(1 << bit)
    }
  }
}

function scoreEach(part: Part, scoring: Scoring, best: BestSlots): void {
  const { words, firstSlot } = scoring
  for (let i = 0; i < words; i++) {
    for (let rest = part.bits[i] ?? 0; rest !== 0; rest &= rest - 1) {
      const position = i * 32 + 31 - Math.clz32(rest & -rest)
      best.offer(scoreAt(position, part, scoring), firstSlot + position)
    }
  }
}

function scoreAt(position: number, { depth, ...part }: Part, { levels, skillPoints }: Scoring): number {
  let { points, gained } = part
  for (let at = depth; at < levels.length; at++) {
    const level = levels[at] as Level
    const found = level.options.find(({ bits }) => hasBit(bits, position))
    points += found ? found.points : level.rest
    gained += found ? found.gained : 0
  }
  return points + skillPoints(gained)
}
