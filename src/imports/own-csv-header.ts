import { malformed } from '../errors.ts'
import { nearName } from '../text/near-names.ts'
import type { FieldName } from './checking.ts'
import { type Column, columnCalled, columnOf, columns } from './own-csv-columns.ts'
import { quoted } from './quoting.ts'

/** A column as one file has it: under which name, and the how-manieth it is. */
export type UsedColumn = { column: Column; heading: string; at: number }

const headingOf = (cell: string) =>
  cell
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')

/** An unknown column refuses the file: what it holds would be lost without a word. `isEmpty` tells columns that hold nothing. */
export function readHeader(header: readonly string[], isEmpty: (at: number) => boolean): UsedColumn[] {
  const named = header.map((cell, at) => ({ cell, at, heading: headingOf(cell) }))
  const meant = named.filter(({ cell, at }) => cell.trim() || !isEmpty(at))
  const used = meant.flatMap(({ heading, at }) => {
    const column = columnCalled(heading)
    return column ? [{ column, heading, at }] : []
  })
  const unknown = meant.filter(({ heading }) => !columnCalled(heading))
  if (unknown.length) throw malformed(describeUnknown(unknown))
  for (const one of used) refuseTwice(used.filter(({ column }) => column === one.column))
  return used
}

function describeUnknown(unknown: readonly { cell: string; heading: string; at: number }[]): string {
  const known = columns.flatMap(({ name, aliases }) => [name, ...aliases])
  const near = unknown.map(({ heading }) => nearName(heading, known))
  const said = unknown.map(({ cell, at }, i) => {
    const meant = columnCalled(near[i] ?? '')
    const name = cell.trim() ? `Unknown column ${quoted(cell)}` : `Column ${at + 1} has no name`
    return meant ? `${name}: did you mean ${meant.name}?` : name
  })
  const list = near.every(Boolean) ? '' : `. The columns are ${columns.map(({ name }) => name).join(', ')}`
  return said.join('; ') + list
}

function refuseTwice(same: readonly UsedColumn[]): void {
  const [first, second] = same
  if (!first || !second) return
  const { name, example } = first.column
  if (first.heading === second.heading) throw malformed(`The column ${first.heading} stands twice`)
  throw malformed(
    `The columns ${first.heading} and ${second.heading} both mean ${name}: make them one, such as ${quoted(example)}`,
  )
}

/** Issues are told under the names that the file itself uses. */
export const namedBy =
  (used: readonly UsedColumn[]): FieldName =>
  (field) => {
    const column = columnOf(field)
    return used.find((one) => one.column === column)?.heading ?? column?.name ?? field
  }
