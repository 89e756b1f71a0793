/** The first of `length` places for which `holds`, where it holds for all after it as well; `length` where for none. */
export function firstFrom(length: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
