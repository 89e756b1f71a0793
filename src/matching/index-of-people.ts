import { addBit, type Bits, hasBit, noBits, removeBit } from '../search/bits.ts'
import { BLOCK, GrowingSet } from './growing-set.ts'
import { ID_WORDS, PeopleIds } from './people-ids.ts'
import type { PersonRow } from './people-rows.ts'
import { numbersOf, setsOf } from './people-values.ts'

const FIRST_SIZE = 1_024

/** Of the few different numbers of a block each is kept once: its place in the list takes two bytes a person. */
export class Column {
  readonly values: number[] = []
  codes = new Uint16Array(FIRST_SIZE)
  readonly #known = new Map<number, number>()

  write(position: number, value: number): void {
    const code = this.#known.get(value) ?? this.values.push(value) - 1
    this.#known.set(value, code)
    this.codes[position] = code
  }
}

/** So many people side by side. What is written of one never changes: who changes leaves a place and takes a new one. */
export class PeopleBlock {
  size = 0
  /** Who still stands where they were written. */
  readonly live: Bits = noBits(BLOCK)
  readonly sets = new Map<string, GrowingSet>()
  ids = new Uint32Array(FIRST_SIZE * ID_WORDS)
  months = new Uint16Array(FIRST_SIZE)
  readonly hours = new Column()
  readonly from = new Column()

  /** Words of a set that holds all its positions. */
  get words(): number {
    return this.months.length >>> 5
  }

  /** Makes room for one more, and gives its position. */
  open(): number {
    if (this.size === this.months.length) this.#grow(this.size * 2)
    return this.size++
  }

  write(position: number, { profile, consents }: Pick<PersonRow, 'profile' | 'consents'>): void {
    const { hours, months, from } = numbersOf(profile)
    this.hours.write(position, hours)
    this.from.write(position, from)
    this.months[position] = months
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
    this.ids = grown(this.ids, new Uint32Array(size * ID_WORDS))
    this.months = grown(this.months, new Uint16Array(size))
    this.hours.codes = grown(this.hours.codes, new Uint16Array(size))
    this.from.codes = grown(this.from.codes, new Uint16Array(size))
  }
}

function grown<T extends Uint32Array | Uint16Array>(before: T, after: T): T {
  after.set(before)
  return after
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

  /** The slot of a person, or -1. */
  slotOf(personId: string): number {
    return this.#ids.find(personId)
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
