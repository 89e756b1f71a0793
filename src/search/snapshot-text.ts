import { type Bits, noBits } from './bits.ts'
import { type OpeningsIndex, positionsBySeq } from './building.ts'
import { valuesOf } from './facet-values.ts'
import { noSets } from './merging.ts'
import { cardFormat, isCardText, OpeningList, writeCard } from './opening-list.ts'

/** Its number moves with the form of the text and with what `valuesOf` finds: what other code has stored is not read. */
export const FORMAT = `1 ${cardFormat}`

/** Some openings that follow each other: what the index needs at once, and their cards, a line each, for later. */
export type Part = { columns: string; cards: string }

type Head = {
  length: number
  organizations: [id: string, name: string][]
  /** Per facet the values that stand here. */
  values: Record<string, string[]>
  /** Base64 of the columns, the numbers of organizations, and the words of the set of each value. */
  bytes: string
}
type Facet = keyof typeof valuesOf
const facets = Object.keys(valuesOf) as Facet[]
const columns = ['publishedAt', 'seqs', 'leastHours', 'closesAt', 'byDeadline'] as const

/** Parts begin at whole words, so that the sets of all parts are joined by copying. */
const WORD = 32
/** D1 takes 2 MB a row, and the columns come on top. */
const MOST_CHARACTERS = 700_000

/** An index as text; `most` characters of cards stand in a part. */
export function* partsOf(index: OpeningsIndex, most = MOST_CHARACTERS): Generator<Part> {
  const { kept } = index.openings
  for (let start = 0; start < kept.length; ) {
    const lines: string[] = []
    for (let size = 0; size < most && start + lines.length < kept.length; ) {
      const word = kept.slice(start + lines.length, start + lines.length + WORD).map(writeCard)
      size += word.reduce((sum, line) => sum + line.length + 1, 0)
      lines.push(...word)
    }
    yield { columns: JSON.stringify(headOf(index, start, start + lines.length)), cards: lines.join('\n') }
    start += lines.length
  }
}

function headOf(index: OpeningsIndex, start: number, end: number): Head {
  const numbers = index.organization.numbers.subarray(start, end)
  const used = [...new Set(numbers)]
  const numberHere = new Map(used.map((number, here) => [number, here]))
  const words = (bits: Bits) => bits.subarray(start / WORD, Math.ceil(end / WORD))
  const sets = facets.map((facet) => [...index.bits[facet]].filter(([, bits]) => words(bits).some(Boolean)))
  const arrays = [
    ...columns.map((name) => Float64Array.from(index[name].subarray(start, end))),
    numbers.map((number) => numberHere.get(number) ?? 0),
    ...sets.flatMap((some) => some.map(([, bits]) => words(bits))),
  ]
  const ids = used.map((number) => index.organization.ids[number] ?? '')
  return {
    length: end - start,
    organizations: ids.map((id) => [id, index.organizations.get(id) ?? '']),
    values: Object.fromEntries(facets.map((facet, i) => [facet, (sets[i] ?? []).map(([value]) => value)])),
    bytes: toBase64(arrays),
  }
}

function toBase64(arrays: readonly (Float64Array | Bits)[]): string {
  let binary = ''
  for (const { buffer, byteOffset, byteLength } of arrays)
    for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function fromBase64(text: string): ArrayBuffer {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes.buffer
}

/** The index out of all its parts, in order. Throws where they do not hold together. */
export function readParts(parts: readonly Part[], version: number, builtFor: number): OpeningsIndex {
  const heads = parts.map((part) => JSON.parse(part.columns) as Head)
  const length = heads.reduce((sum, head) => sum + head.length, 0)
  const kept = parts.flatMap(({ cards }) => cards.split('\n'))
  if (kept.length !== length) throw new Error(`${length} openings and ${kept.length} cards`)
  if (!kept.every(isCardText)) throw new Error('A card is cut off')

  const names = new Map(heads.flatMap(({ organizations }) => organizations))
  const ids = [...names.keys()].sort()
  const read = {
    ...{ publishedAt: new Float64Array(length), seqs: new Float64Array(length), leastHours: new Float64Array(length) },
    ...{ closesAt: new Float64Array(length), byDeadline: new Int32Array(length) },
    bits: noSets(valuesOf) as Record<Facet, Map<string, Bits>>,
    organization: { ids, numbers: new Float64Array(length) },
  }
  const numberOf = new Map(ids.map((id, number) => [id, number]))
  let start = 0
  for (const head of heads) {
    readHead(head, start, length, read, numberOf)
    start += head.length
  }
  const organizations = new Map(ids.map((id) => [id, names.get(id) ?? '']))
  const openings = new OpeningList(kept)
  return { version, builtFor, openings, organizations, positions: positionsBySeq(read.seqs), ...read }
}

type Read = Pick<OpeningsIndex, (typeof columns)[number] | 'organization'> & { bits: Record<Facet, Map<string, Bits>> }

function readHead(head: Head, start: number, length: number, read: Read, numberOf: ReadonlyMap<string, number>): void {
  const buffer = fromBase64(head.bytes)
  let offset = 0
  const numbers = () => {
    offset += head.length * Float64Array.BYTES_PER_ELEMENT
    return new Float64Array(buffer, offset - head.length * Float64Array.BYTES_PER_ELEMENT, head.length)
  }
  for (const name of columns) read[name].set(numbers(), start)
  const renumbered = head.organizations.map(([id]) => numberOf.get(id) ?? 0)
  read.organization.numbers.set(
    numbers().map((here) => renumbered[here] ?? 0),
    start,
  )
  const words = Math.ceil(head.length / WORD)
  for (const facet of facets) {
    for (const value of head.values[facet] ?? []) {
      const bits = read.bits[facet].get(value) ?? noBits(length)
      read.bits[facet].set(value, bits)
      bits.set(new Uint32Array(buffer, offset, words), start / WORD)
      offset += words * Uint32Array.BYTES_PER_ELEMENT
    }
  }
  if (offset !== buffer.byteLength) throw new Error(`${buffer.byteLength} bytes of columns instead of ${offset}`)
}
