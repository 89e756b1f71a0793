/** Ids of people as numbers: a million strings would take three times the room of everything else. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const PREFIX = 'per_'
const CHARACTERS = 22
const PER_WORD = 6
export const ID_WORDS = 4
/** No packed word is so great: each holds 30 bits. */
const ODD = 0xffffffff

const codes = new Int8Array(128).fill(-1)
for (const [code, character] of [...ALPHABET].entries()) codes[character.charCodeAt(0)] = code

/** Writes an id into four words; false where it is not of the usual form. */
function packId(id: string, words: Uint32Array): boolean {
  if (id.length !== PREFIX.length + CHARACTERS || !id.startsWith(PREFIX)) return false
  words.fill(0)
  for (let i = 0; i < CHARACTERS; i++) {
    const code = codes[id.charCodeAt(PREFIX.length + i)] ?? -1
    if (code < 0) return false
    const at = Math.floor(i / PER_WORD)
    words[at] = (words[at] ?? 0) * 32 + code
  }
  return true
}

function unpackId(words: Uint32Array): string {
  let id = PREFIX
  for (let at = 0, left = CHARACTERS; at < ID_WORDS; at++, left -= PER_WORD)
    for (let i = Math.min(PER_WORD, left) - 1; i >= 0; i--) id += ALPHABET[((words[at] ?? 0) >>> (5 * i)) & 31]
  return id
}

/** How the slots of the people are read, wherever they are kept. */
export type IdsBySlot = (slot: number) => Uint32Array

const hashOf = (words: Uint32Array) => {
  let hash = 0x9e3779b9
  for (let i = 0; i < ID_WORDS; i++) hash = Math.imul(hash ^ (words[i] ?? 0), 0x85ebca6b) ^ (hash >>> 15)
  return (hash ^ (hash >>> 13)) >>> 0
}

const FIRST_SIZE = 1_024
const MOST_FULL = 0.7

/** Where each person stands. Who left keeps a place here, which they take again if they come back. */
export class PeopleIds {
  #table = new Int32Array(FIRST_SIZE)
  #count = 0
  #odd = new Map<string, number>()
  #oddIds = new Map<number, string>()
  readonly #read: IdsBySlot

  constructor(read: IdsBySlot) {
    this.#read = read
  }

  /** Writes the id into the slot's words, and gives the slot that the person had before, or -1. */
  place(id: string, slot: number): number {
    const words = this.#read(slot)
    if (packId(id, words)) return this.#put(words, slot)
    words.fill(ODD)
    const before = this.#odd.get(id) ?? -1
    this.#odd.set(id, slot)
    this.#oddIds.delete(before)
    this.#oddIds.set(slot, id)
    return before
  }

  /** The slot of a person, or -1. */
  find(id: string): number {
    const words = new Uint32Array(ID_WORDS)
    if (!packId(id, words)) return this.#odd.get(id) ?? -1
    return (this.#table[this.#placeOf(words)] ?? 0) - 1
  }

  idAt(slot: number): string {
    return this.#oddIds.get(slot) ?? unpackId(this.#read(slot))
  }

  get bytes() {
    return this.#table.byteLength
  }

  #put(words: Uint32Array, slot: number): number {
    const place = this.#placeOf(words)
    const before = (this.#table[place] ?? 0) - 1
    this.#table[place] = slot + 1
    if (before < 0 && ++this.#count > this.#table.length * MOST_FULL) this.#grow()
    return before
  }

  #placeOf(words: Uint32Array): number {
    const last = this.#table.length - 1
    for (let place = hashOf(words) & last; ; place = (place + 1) & last) {
      const entry = this.#table[place] ?? 0
      if (!entry || isSame(this.#read(entry - 1), words)) return place
    }
  }

  #grow(): void {
    const before = this.#table
    this.#table = new Int32Array(before.length * 2)
    for (const entry of before) if (entry) this.#table[this.#placeOf(this.#read(entry - 1))] = entry
  }
}

const isSame = (a: Uint32Array, b: Uint32Array) => a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3]
