import type { SkillLevel } from '../profiles/schema.ts'
import type { PartName } from './schema.ts'

/** The most points of each part: together 100. Every score is a sum of whole points. */
export const mostPoints: Record<PartName, number> = {
  skills: 50,
  professions: 15,
  workGroup: 15,
  commitment: 10,
  audience: 10,
}

/** What scores a part that the opportunity or the person does not state: two fifths of the most. */
export const neutralPoints: Record<PartName, number> = {
  skills: 20,
  professions: 6,
  workGroup: 6,
  commitment: 4,
  audience: 4,
}

/** A must-have weighs three times what is nice to have. */
export const mustWeight = { must: 3, nice: 1 }

/** Asked by every tenth opening a skill weighs 2, by every hundredth 3, at most 4; in hundredths, to add exactly. */
const MOST_RARITY = 400
export const rarityOf = (openings: number, asking: number) =>
  asking ? Math.min(MOST_RARITY, 100 + Math.round(100 * Math.log10(openings / asking))) : MOST_RARITY

/** How much of an asked skill a person brings, in percent, by the level they state. */
export const levelCredit: Record<SkillLevel, number> = { learning: 50, practised: 100, expert: 100 }
export const FULL_CREDIT = 100
/** Someone with a narrower skill (PyTorch) brings half of the broader one asked (deep learning); never the reverse. */
export const NARROWER_CREDIT = 50

/** Where no must-have is stated, what is nice to have does not earn everything: one common skill must not be a perfect fit. */
const MOST_WITHOUT_MUST = 35
export const mostSkillPoints = (hasMust: boolean) => (hasMust ? mostPoints.skills : MOST_WITHOUT_MUST)

/** Who gives at least so many of the fixed months asked is not blocked, whatever else is missing. */
export const ENOUGH_MONTHS = 3 / 4

/** Partly: only the lower end of the hours fits, or enough of the months but not all. */
export const fitPoints = { well: mostPoints.commitment, partly: 7, not: 0 }

/**
 * Nothing of what is asked is 0; anything of it starts at the neutral points and rises to the most. So a first skill
 * never scores less than saying nothing, and gaining an asked skill never lowers a score. `most` is `mostSkillPoints`.
 */
export function skillPoints(gained: number, asked: number, most: number): number {
  if (gained === 0) return 0
  return neutralPoints.skills + Math.floor(((most - neutralPoints.skills) * gained) / asked)
}

export const MOST_MATCHES = 50
/** Blocked by one thing only, other than their kind: what a person might still reach. */
export const MOST_NEARLY = 5
