import { addBit, type Bits, hasBit, noBits, removeBit } from '../search/bits.ts'
import { BLOCK, GrowingSet } from './growing-set.ts'
import { ID_WORDS, PeopleIds } from './people-ids.ts'
import type { PersonRow } from './people-rows.ts'
import { numbersOf, setsOf } from './people-values.ts'

const FIRST_SIZE = 1_024

/** So many people side by side. What is written of one never changes: who changes leaves a place and takes a new one. */
export class PeopleBlock {
  size = 0
  /** Who still stands where they were written. */
  readonly live: Bits = noBits(BLOCK)
  readonly sets = new Map<string, GrowingSet>()
  ids = new Uint32Array(FIRST_SIZE * ID_WORDS)
  hours = new Float64Array(FIRST_SIZE)
  months = new Uint16Array(FIRST_SIZE)
  from = new Int32Array(FIRST_SIZE)

  /** Makes room for one more, and gives its position. */
  open(): number {
    if (this.size === this.hours.length) this.#grow(this.size * 2)
    return this.size++
  }

  write(position: number, { profile, consents }: Pick<PersonRow, 'profile' | 'consents'>): void {
    const { hours, months, from } = numbersOf(profile)
    this.hours[position] = hours
    this.months[position] = months
    this.from[position] = from
    for (const key of setsOf(profile, consents)) this.#setOf(key).add(position)
    addBit(this.live, position)
    if (this.size === BLOCK) for (const set of this.sets.values()) set.trim()
  }

  #setOf(key: string): GrowingSet {
    let set = this.sets.get(key)
    if (!set) {
      set = new GrowingSet()
      this.sets.set(key, set)
    }
    return set
  }

  #grow(size: number): void {
    const grown = <T extends Uint32Array | Float64Array | Uint16Array | Int32Array>(before: T, after: T): T => {
      after.set(before)
      return after
    }
    this.ids = grown(this.ids, new Uint32Array(size * ID_WORDS))
    this.hours = grown(this.hours, new Float64Array(size))
    this.months = grown(this.months, new Uint16Array(size))
    this.from = grown(this.from, new Int32Array(size))
  }
}

/**
 * Everybody who may be matched, in the order in which they changed last: a slot is a block and a position in it. A
 * change costs what the person states, whoever else there is.
 */
export class PeopleIndex {
  readonly blocks: PeopleBlock[] = []
  /** How many there are, and how many slots were given up. */
  live = 0
  left = 0
  readonly #ids = new PeopleIds((slot) => {
    const at = (slot % BLOCK) * ID_WORDS
    return this.#blockOf(slot).ids.subarray(at, at + ID_WORDS)
  })

  /** Takes a person in as they are now; what was known of them before is forgotten. */
  put(row: Pick<PersonRow, 'personId' | 'profile' | 'consents'>): void {
    let block = this.blocks.at(-1)
    if (!block || block.size === BLOCK) {
      block = new PeopleBlock()
      this.blocks.push(block)
    }
    const position = block.open()
    this.#leave(this.#ids.place(row.personId, (this.blocks.length - 1) * BLOCK + position))
    block.write(position, row)
    this.live++
  }

  remove(personId: string): void {
    this.#leave(this.#ids.find(personId))
  }

  idAt(slot: number): string {
    return this.#ids.idAt(slot)
  }

  #leave(slot: number): void {
    if (slot < 0) return
    const { live } = this.#blockOf(slot)
    if (!hasBit(live, slot % BLOCK)) return
    removeBit(live, slot % BLOCK)
    this.live--
    this.left++
  }

  #blockOf(slot: number): PeopleBlock {
    const block = this.blocks[Math.floor(slot / BLOCK)]
    if (!block) throw new RangeError(`No block has slot ${slot}`)
    return block
  }
}
