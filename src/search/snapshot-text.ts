import { type Bits, noBits } from './bits.ts'
import { type Columns, noColumns, numbersOf, type OpeningsIndex, positionsBySeq } from './building.ts'
import { valuesOf } from './facet-values.ts'
import { noSets } from './merging.ts'
import { type Opening, OpeningList, type ReadCards } from './opening-list.ts'

/** Moves with the form of the text and with what `valuesOf` and `numbersOf` find: what other code has stored is not read. */
export const FORMAT = '3'

/** Some openings that follow each other, without their cards. */
type Head = {
  openings: [seq: number, id: string, title: string][]
  organizations: [id: string, name: string][]
  /** Per facet the values that stand here. */
  values: Record<string, string[]>
  /** Base64 of the columns, the numbers of organizations, and the words of the set of each value. */
  bytes: string
}
type Facet = keyof typeof valuesOf
const facets = Object.keys(valuesOf) as Facet[]
const columnNames = [...(Object.keys(numbersOf) as (keyof Columns)[]), 'byDeadline'] as const

/** Parts begin at whole words, so that the sets of all parts are joined by copying. */
const WORD = 32
/** Of some 350 characters each: D1 takes 2 MB a row. */
const WORDS_A_PART = 90

/** An index as text, so many words of its sets in a part. */
export function* partsOf(index: OpeningsIndex, words = WORDS_A_PART): Generator<string> {
  const { length } = index.openings
  for (let start = 0; start < length; start += words * WORD)
    yield JSON.stringify(headOf(index, start, Math.min(start + words * WORD, length)))
}

function headOf(index: OpeningsIndex, start: number, end: number): Head {
  const numbers = index.organization.numbers.subarray(start, end)
  const used = [...new Set(numbers)]
  const numberHere = new Map(used.map((number, here) => [number, here]))
  const words = (bits: Bits) => bits.subarray(start / WORD, Math.ceil(end / WORD))
  const sets = facets.map((facet) => [...index.bits[facet]].filter(([, bits]) => words(bits).some(Boolean)))
  const arrays = [
    ...columnNames.map((name) => Float64Array.from(index[name].subarray(start, end))),
    numbers.map((number) => numberHere.get(number) ?? 0),
    ...sets.flatMap((some) => some.map(([, bits]) => words(bits))),
  ]
  const ids = used.map((number) => index.organization.ids[number] ?? '')
  return {
    openings: index.openings.kept.slice(start, end).map(({ seq, id, title }) => [seq, id, title]),
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

/** The index out of all its parts, in order, with a way to read its cards. Throws where they do not hold together. */
export function readParts(parts: readonly string[], version: number, builtFor: number, read: ReadCards): OpeningsIndex {
  const heads = parts.map((part) => JSON.parse(part) as Head)
  const kept = heads.flatMap(({ openings }) => openings.map(([seq, id, title]): Opening => ({ seq, id, title })))
  const { length } = kept

  const names = new Map(heads.flatMap(({ organizations }) => organizations))
  const ids = [...names.keys()].sort()
  const columns = {
    ...noColumns(length),
    byDeadline: new Int32Array(length),
    bits: noSets(valuesOf) as Record<Facet, Map<string, Bits>>,
    organization: { ids, numbers: new Float64Array(length) },
  }
  const numberOf = new Map(ids.map((id, number) => [id, number]))
  let start = 0
  for (const head of heads) {
    readHead(head, start, length, columns, numberOf)
    start += head.openings.length
  }
  const organizations = new Map(ids.map((id) => [id, names.get(id) ?? '']))
  const openings = new OpeningList(kept, read)
  return { version, builtFor, openings, organizations, positions: positionsBySeq(columns.seqs), ...columns }
}

type Read = Pick<OpeningsIndex, (typeof columnNames)[number] | 'organization'> & {
  bits: Record<Facet, Map<string, Bits>>
}

function readHead(head: Head, start: number, length: number, read: Read, numberOf: ReadonlyMap<string, number>): void {
  const buffer = fromBase64(head.bytes)
  const { length: size } = head.openings
  let offset = 0
  const numbers = () => {
    offset += size * Float64Array.BYTES_PER_ELEMENT
    return new Float64Array(buffer, offset - size * Float64Array.BYTES_PER_ELEMENT, size)
  }
  for (const name of columnNames) read[name].set(numbers(), start)
  const renumbered = head.organizations.map(([id]) => numberOf.get(id) ?? 0)
  read.organization.numbers.set(
    numbers().map((here) => renumbered[here] ?? 0),
    start,
  )
  const words = Math.ceil(size / WORD)
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
