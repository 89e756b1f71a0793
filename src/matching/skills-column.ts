import type { Profile } from '../profiles/schema.ts'
import { hasBit } from '../search/bits.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { classesOf } from './classes.ts'
import type { Columns } from './columns.ts'
import { creditsOf } from './credits.ts'
import { weightOf } from './skills-part.ts'
import { mostSkillPoints, neutralPoints, skillPoints } from './weights.ts'

/** What of the asked skills is brought, by position; kept, and 0 everywhere between two uses. */
let gained = new Int32Array()

/** The points for skills of each opening, after one walk over where those that the person brings are asked. */
export function gainedSkills(index: OpeningsIndex, columns: Columns, profile: Profile) {
  const { field, askedWeight, hasMust } = columns
  const { postings } = classesOf(index)
  const credits = [...creditsOf(profile)]
  if (gained.length < index.openings.length) gained = new Int32Array(index.openings.length)
  const sums = gained
  for (const [id, { percent }] of credits) {
    const nice = weightOf({ must: false }, field.rarity(id)) * percent
    const must = weightOf({ must: true }, field.rarity(id)) * percent
    addAt(sums, postings(id), nice, must)
  }
  const [mostWith, mostWithout] = [mostSkillPoints(true), mostSkillPoints(false)]
  const pointsAt = (position: number) => {
    const asked = askedWeight[position] ?? 0
    if (!asked || !credits.length) return neutralPoints.skills
    return skillPoints(sums[position] ?? 0, asked, hasBit(hasMust, position) ? mostWith : mostWithout)
  }
  return { pointsAt, forget: () => sums.fill(0, 0, index.openings.length) }
}

function addAt(sums: Int32Array, postings: Uint32Array, nice: number, must: number): void {
  for (let i = 0; i < postings.length; i++) {
    const posting = postings[i] ?? 0
    const position = posting >>> 1
    sums[position] = (sums[position] ?? 0) + (posting & 1 ? must : nice)
  }
}
