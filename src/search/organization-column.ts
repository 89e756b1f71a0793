import type { OpportunityCard } from '../opportunities/queries.ts'
import { addBit, type Bits } from './bits.ts'
import { type Merged, mergeColumn } from './merging.ts'

/** The organizations that have something open. There are thousands: a number each costs less than a set each. */
export type OrganizationColumn = {
  /** In order; a place in this list is an organization's number. */
  ids: readonly string[]
  /** The number of each opening's organization. */
  numbers: Float64Array
}

export const noOrganizations: OrganizationColumn = { ids: [], numbers: new Float64Array() }

export function mergeOrganizations(before: OrganizationColumn, merged: Merged): OrganizationColumn {
  const all = [...before.ids]
  const numberOf = new Map(all.map((id, number) => [id, number]))
  const added = ({ organization: { id } }: OpportunityCard) => {
    const number = numberOf.get(id) ?? all.push(id) - 1
    numberOf.set(id, number)
    return number
  }
  const numbers = mergeColumn(before.numbers, merged, added)
  const used = [...new Set(numbers)].map((number) => all[number] ?? '').sort()
  const renumbered = new Map(used.map((id, number) => [numberOf.get(id), number]))
  return { ids: used, numbers: numbers.map((number) => renumbered.get(number) ?? 0) }
}

/** Adds to the set what these organizations have open. */
export function addOpeningsOf({ ids, numbers }: OrganizationColumn, asked: readonly string[], bits: Bits): void {
  const chosen = new Uint8Array(ids.length)
  for (const id of asked) if (ids.includes(id)) chosen[ids.indexOf(id)] = 1
  for (let position = 0; position < numbers.length; position++)
    if (chosen[numbers[position] ?? 0]) addBit(bits, position)
}
