/** Slots fit below a score in one number: what is greater is better. */
const SLOTS = 2 ** 32

/** The best so many: higher score first, of equals the greater slot. */
export class BestSlots {
  readonly #keys: Float64Array
  #count = 0

  constructor(limit: number) {
    this.#keys = new Float64Array(limit)
  }

  /** Whether a score at a slot would be among them. */
  takes(score: number, slot: number): boolean {
    const { length } = this.#keys
    return length > 0 && (this.#count < length || score * SLOTS + slot > (this.#keys[length - 1] ?? 0))
  }

  /** Takes it in its place, if it is among the best; says whether it was. */
  offer(score: number, slot: number): boolean {
    if (!this.takes(score, slot)) return false
    const key = score * SLOTS + slot
    let place = Math.min(this.#count, this.#keys.length - 1)
    for (; place > 0 && (this.#keys[place - 1] ?? 0) < key; place--) this.#keys[place] = this.#keys[place - 1] ?? 0
    this.#keys[place] = key
    this.#count = Math.min(this.#count + 1, this.#keys.length)
    return true
  }

  list(): { score: number; slot: number }[] {
    return Array.from(this.#keys.subarray(0, this.#count), (key) => ({
      score: Math.floor(key / SLOTS),
      slot: key % SLOTS,
    }))
  }
}
