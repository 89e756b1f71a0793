/** A set of positions 0..size-1, one bit each. */
export type Bits = Uint32Array

export const noBits = (size: number): Bits => new Uint32Array((size + 31) >>> 5)

export function allBits(size: number): Bits {
  const bits = noBits(size).fill(0xffffffff)
  const rest = size & 31
  if (rest) bits[bits.length - 1] = (1 << rest) - 1
  return bits
}

export const addBit = (bits: Bits, at: number) => {
  const word = at >>> 5
  bits[word] = (bits[word] ?? 0) | (1 << (at & 31))
}
export const removeBit = (bits: Bits, at: number) => {
  const word = at >>> 5
  bits[word] = (bits[word] ?? 0) & ~(1 << (at & 31))
}
export const hasBit = (bits: Bits, at: number) => (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1

/** Keeps in `bits` only what is also in `other`. */
export function intersect(bits: Bits, other: Bits): Bits {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) & (other[i] ?? 0)
  return bits
}

export function unite(bits: Bits, other: Bits): Bits {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) | (other[i] ?? 0)
  return bits
}

/** Keeps in `bits` only what is not in `other`. */
export function without(bits: Bits, other: Bits): Bits {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) & ~(other[i] ?? 0)
  return bits
}

function ones(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export function countBits(bits: Bits): number {
  let count = 0
  for (let i = 0; i < bits.length; i++) count += ones(bits[i] ?? 0)
  return count
}

export function countBoth(a: Bits, b: Bits): number {
  let count = 0
  for (let i = 0; i < a.length; i++) count += ones((a[i] ?? 0) & (b[i] ?? 0))
  return count
}

/** In how many positions two sets differ. */
export function countDifference(a: Bits, b: Bits): number {
  let count = 0
  for (let i = 0; i < a.length; i++) count += ones((a[i] ?? 0) ^ (b[i] ?? 0))
  return count
}

/** A set as its words that are not empty, so that a small one is gone through at once. */
export type Words = { at: Int32Array; words: Bits }

/** What is in `bits` and not in `other`. Memory is taken only for what there is: typed arrays hurry the collector. */
export function wordsWithout(bits: Bits, other: Bits): Words {
  let length = 0
  for (let i = 0; i < bits.length; i++) if ((bits[i] ?? 0) & ~(other[i] ?? 0)) length++
  const [at, words] = [new Int32Array(length), new Uint32Array(length)]
  for (let i = 0, next = 0; next < length; i++) {
    const word = (bits[i] ?? 0) & ~(other[i] ?? 0)
    if (!word) continue
    at[next] = i
    words[next++] = word
  }
  return { at, words }
}

export function countCommon({ at, words }: Words, bits: Bits): number {
  let count = 0
  for (let i = 0; i < words.length; i++) count += ones((words[i] ?? 0) & (bits[at[i] ?? 0] ?? 0))
  return count
}

/** Calls for every position in a set, in order. */
export function eachPosition(bits: Bits | undefined, visit: (position: number) => void): void {
  if (!bits) return
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word] ?? 0; rest !== 0; rest &= rest - 1) visit(word * 32 + 31 - Math.clz32(rest & -rest))
  }
}

/** The positions in a set, in order. */
export function* positionsIn(bits: Bits): Generator<number> {
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word] ?? 0; rest !== 0; rest &= rest - 1) yield word * 32 + (31 - Math.clz32(rest & -rest))
  }
}
