import type { Profile } from '../profiles/schema.ts'
import { type Bits, intersect, unite, without } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { BestSlots } from './best-slots.ts'
import type { Columns } from './columns.ts'
import { commitmentAt } from './commitment-column.ts'
import { creditsOf } from './credits.ts'
import { Room } from './room.ts'
import { anyOf } from './screening.ts'
import { gainedSkills } from './skills-column.ts'
import { mostPoints, mostSkillPoints, neutralPoints } from './weights.ts'

/** Of these openings so many, the best first. */
type Asked = { among: Bits; limit: number }
type Ranked = { evident: Bits; best: number[][] }

/** Of equals the newest, which stands first, is the greatest slot. */
const LAST = 2 ** 32 - 1
const room = new Room()

/** Ranks openings by the points of `explain` without its words: what shares a skill or a profession first of all. */
export function rankOpenings(
  index: OpeningsIndex,
  columns: Columns,
  profile: Profile,
  asked: readonly Asked[],
): Ranked {
  const evident = unite(
    anyOf(index, 'profession', profile.professions),
    anyOf(index, 'skill', [...creditsOf(profile).keys()]),
  )
  const overlaps = overlapsOf(index, columns, profile)
  const skills = gainedSkills(index, columns, profile)
  const commitment = commitmentAt(index, profile)
  const parts = {
    overlaps,
    most: mostSkillPoints(true) + mostPoints.commitment,
    pointsAt: (position: number) => skills.pointsAt(position) + commitment(position),
  }
  const best = asked.map(({ among, limit }) => {
    const first = bestOf(intersect(among.slice(), evident), limit, parts)
    if (first.length === limit) return first
    return [...first, ...bestOf(without(among.slice(), evident), limit - first.length, parts)]
  })
  skills.forget()
  return { evident, best }
}

/** One part of the score that takes few values: where it is shared, and where the opening states it. */
type Overlap = { hit: Bits; said: Bits; most: number; silent: number }

function overlapsOf(index: OpeningsIndex, { stated }: Columns, profile: Profile): Overlap[] {
  const part = (name: 'professions' | 'workGroup' | 'audience', facet: keyof Columns['stated'], given: string[]) =>
    given.length
      ? [{ hit: anyOf(index, facet, given), said: stated[facet], most: mostPoints[name], silent: neutralPoints[name] }]
      : []
  // What the person leaves unsaid scores the same everywhere, so that it ranks nothing.
  return [
    ...part('professions', 'profession', profile.professions),
    ...part('workGroup', 'work_group', profile.workGroups),
    ...part('audience', 'audience', profile.audiences),
  ]
}

type Parts = { overlaps: readonly Overlap[]; most: number; pointsAt: (position: number) => number }

/** Openings are parted by what overlaps, the best first; a part that cannot reach those already found is left. */
function bestOf(among: Bits, limit: number, { overlaps, most, pointsAt }: Parts): number[] {
  const found = new BestSlots(limit)
  const reach = [most]
  for (const overlap of overlaps.toReversed()) reach.unshift((reach[0] ?? 0) + overlap.most)
  room.clear(among.length)
  const spare = overlaps.map(() => room.next())

  const visit = (bits: Bits, depth: number, points: number): void => {
    const overlap = overlaps[depth]
    const into = spare[depth]
    if (!found.takes(points + (reach[depth] ?? 0), LAST)) return
    if (!overlap || !into) scoreEach(bits, points)
    else partBy(overlap, into, bits, depth + 1, points)
  }
  const partBy = ({ hit, said, most, silent }: Overlap, into: Bits, bits: Bits, depth: number, points: number) => {
    if (keep(into, bits, hit, null)) visit(into, depth, points + most)
    if (keep(into, bits, null, said)) visit(into, depth, points + silent)
    if (keep(into, bits, said, hit)) visit(into, depth, points)
  }
  const scoreEach = (bits: Bits, points: number): void => {
    for (let word = 0; word < bits.length; word++) {
      for (let rest = bits[word] ?? 0; rest !== 0; rest &= rest - 1) {
        const position = word * 32 + 31 - Math.clz32(rest & -rest)
        if (!found.takes(points + most, LAST - position)) return
        found.offer(points + pointsAt(position), LAST - position)
      }
    }
  }
  visit(among, 0, 0)
  return found.list().map(({ slot }) => LAST - slot)
}

/** Writes what of `bits` is in the one and not in the other, and says whether that is anything. */
function keep(into: Bits, bits: Bits, within: Bits | null, out: Bits | null): boolean {
  let any = 0
  for (let i = 0; i < into.length; i++) {
    const word = (bits[i] ?? 0) & (within ? (within[i] ?? 0) : -1) & (out ? ~(out[i] ?? 0) : -1)
    into[i] = word
    any |= word
  }
  return any !== 0
}
