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

function ones(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

export function countBits(bits: Bits): number {
  let count = 0
  for (const word of bits) count += ones(word)
  return count
}

/** How many positions are in `base` and in `a` or `b`, without building the set. */
export function countCommon(base: Bits, a: Bits, b?: Bits): number {
  let count = 0
  for (let i = 0; i < base.length; i++) count += ones((base[i] ?? 0) & ((a[i] ?? 0) | (b?.[i] ?? 0)))
  return count
}

/** The positions in a set, in order. */
export function* positionsIn(bits: Bits): Generator<number> {
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word] ?? 0; rest !== 0; rest &= rest - 1) yield word * 32 + (31 - Math.clz32(rest & -rest))
  }
}
