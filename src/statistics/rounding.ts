/** Digits beyond these are noise of binary fractions, not of the figures: 1.9 / 2 is 0.95. */
const DIGITS = 12

/**
 * In tenths, half up: what lies half way goes away from zero (as `HALF_UP` of decimal arithmetic), so a gain and a
 * loss of the same size stay the same size. Good up to a thousand million.
 */
export function tenths(value: number): number {
  const shifted = Number((Math.abs(value) * 10).toPrecision(DIGITS))
  const rounded = Math.floor(shifted + 0.5) / 10
  return value < 0 && rounded > 0 ? -rounded : rounded
}

/** The same as it is printed, always with its tenth: "1.0". */
export const tenthsText = (value: number) => tenths(value).toFixed(1)
