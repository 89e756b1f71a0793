import { type Bits, noBits } from '../search/bits.ts'

/** Sets to work with, kept from one search to the next: fresh memory would cost more than what is done with it. */
export class Room {
  readonly #bySize = new Map<number, Bits[]>()
  #sets: Bits[] = []
  #used = 0

  /** Gives all of them back; those that come next have so many words. */
  clear(words: number): void {
    this.#sets = this.#bySize.get(words) ?? []
    this.#bySize.set(words, this.#sets)
    this.#used = 0
    this.#words = words
  }
  #words = 0

  /** One that holds whatever it held. */
  next(): Bits {
    const set = this.#sets[this.#used] ?? noBits(this.#words * 32)
    this.#sets[this.#used++] = set
    return set
  }
}
