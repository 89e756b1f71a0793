/** Repeatable chance: the same seed always draws the same. */
export type Random = ReturnType<typeof makeRandom>

const UINT32 = 2 ** 32
/** Keeps neighbouring seeds and streams apart: 2^32 divided by the golden ratio. */
const SPREAD = 0x9e3779b9

/**
 * Mulberry32: small and fast, passes the usual tests of randomness, a period of 2^32; not for secrets. Each `stream` of
 * a seed draws on its own, so that more people do not change the opportunities.
 */
export function makeRandom(seed: number, stream: number) {
  let state = Math.imul(seed, SPREAD) + Math.imul(stream, 0x85ebca6b)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / UINT32
  }
  return drawing(next)
}

function drawing(next: () => number) {
  const at = <T>(list: readonly T[], index: number) => list[index] as T
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const pick = <T>(list: readonly T[]) => at(list, whole(0, list.length - 1))
  /** The first of a list is picked about `n` times as often as the nth. */
  const popular = <T>(list: readonly T[]) => at(list, Math.floor((list.length + 1) ** next()) - 1)
  return {
    /** From 0 up to, but not including, 1. */
    next,
    /** A whole number, both ends included. */
    whole,
    chance: (share: number) => next() < share,
    pick,
    popular,
    /** Up to `most` different ones, the popular first of all. */
    several: <T>(list: readonly T[], least: number, most: number) => [
      ...new Set(Array.from({ length: whole(least, most) }, () => popular(list))),
    ],
    weighted: <T>(choices: readonly (readonly [weight: number, value: T])[]): T => {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, value] of choices) {
        left -= weight
        if (left < 0) return value
      }
      return at(choices, choices.length - 1)[1]
    },
  }
}
