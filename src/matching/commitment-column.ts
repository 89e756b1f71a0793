import { monthMask } from '../opportunities/season.ts'
import type { Profile } from '../profiles/schema.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { classesOf, fits, tableOf } from './classes.ts'
import { commitmentPoints, hoursFit, weeklyGiven } from './time.ts'
import { neutralPoints } from './weights.ts'

const points = Uint8Array.from(
  fits.flatMap((hour) => fits.map((month) => commitmentPoints(hour, month) ?? neutralPoints.commitment)),
)

/** The points for hours and months of each opening: each different answer is looked at once. */
export function commitmentAt(index: OpeningsIndex, profile: Profile): (position: number) => number {
  const { hours, seasons, monthFits: fitsOf } = classesOf(index)
  const weekly = weeklyGiven(profile)
  const hourFits = tableOf(hours, ({ least, most }) => fits.indexOf(hoursFit(least, most, weekly)) * fits.length)
  const monthFits = fitsOf(monthMask(profile.availability.months))
  const [hourCodes, seasonCodes] = [hours.codes, seasons.codes]
  return (position) =>
    points[(hourFits[hourCodes[position] ?? 0] ?? 0) + (monthFits[seasonCodes[position] ?? 0] ?? 0)] ?? 0
}
