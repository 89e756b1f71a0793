import { addBit, type Bits, unite, without } from '../search/bits.ts'

/** Positions of one block of people go from 0 up to this. */
export const BLOCK = 65_536
const BLOCK_WORDS = BLOCK / 32
/** Bits take twice the room of so long a list, and half the time. */
const MOST_LISTED = BLOCK / 32

/** A set of positions that come in ascending order and never leave: a list while it is small, then bits. */
export class GrowingSet {
  count = 0
  list: Uint16Array | null = new Uint16Array(4)
  bits: Bits | null = null

  add(position: number): void {
    if (this.bits) addBit(this.bits, position)
    else if (this.count === MOST_LISTED) this.#spread(position)
    else this.#append(position)
    this.count++
  }

  #append(position: number): void {
    let list = this.list ?? new Uint16Array(4)
    if (this.count === list.length) {
      list = new Uint16Array(Math.min(MOST_LISTED, Math.ceil(this.count * 1.5)))
      list.set(this.list ?? [])
    }
    list[this.count] = position
    this.list = list
  }

  #spread(position: number): void {
    const bits = new Uint32Array(BLOCK_WORDS)
    this.addTo(bits)
    addBit(bits, position)
    this.bits = bits
    this.list = null
  }

  /** Gives back the room of a list that grows no more. */
  trim(): void {
    if (this.list && this.list.length > this.count) this.list = this.list.slice(0, this.count)
  }

  addTo(bits: Bits): void {
    const { list, count } = this
    if (this.bits) unite(bits, this.bits)
    else if (list) for (let i = 0; i < count; i++) addBit(bits, list[i] ?? 0)
  }

  takeFrom(bits: Bits): void {
    const { list, count } = this
    if (this.bits) without(bits, this.bits)
    else if (list)
      for (let i = 0; i < count; i++) {
        const at = list[i] ?? 0
        bits[at >>> 5] = (bits[at >>> 5] ?? 0) & ~(1 << (at & 31))
      }
  }
}
