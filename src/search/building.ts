import { fixedStart, leastHoursAsked, mostHoursAsked } from '../opportunities/asking.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { seasonOf } from '../opportunities/season.ts'
import { valuesOf } from './facet-values.ts'
import { mergeByDeadline, mergeColumns, mergeOpenings, mergeSets, noSets, type Sets } from './merging.ts'
import { OpeningList } from './opening-list.ts'
import { mergeOrganizations, noOrganizations, type OrganizationColumn } from './organization-column.ts'

/** A column each: what is asked of an opening once, and then moves with it. */
export const numbersOf = {
  /** The number of each opening. */
  seqs: (o) => o.seq,
  publishedAt: (o) => o.publishedAt,
  /** Instant of the deadline; Infinity where there is none. */
  closesAt: (o) => o.closesAt ?? Number.POSITIVE_INFINITY,
  updatedAt: (o) => o.updatedAt,
  /** The version in which it was listed last, and the day it opens as an instant; -Infinity where it is always open. */
  listed: (o) => o.listedVersion,
  opensAt: (o) => (o.opensOn ? Date.parse(o.opensOn) : Number.NEGATIVE_INFINITY),
  /** Least and most hours a week while active; -1 where nothing says so. */
  leastHours: (o) => leastHoursAsked(o.commitment),
  mostHours: (o) => mostHoursAsked(o.commitment),
  /** The part of the year asked. */
  seasons: seasonOf,
  /** The day of a fixed start as an instant; Infinity where there is none. */
  startsAt,
} satisfies Record<string, (o: OpportunityCard) => number>

function startsAt(o: OpportunityCard): number {
  const start = fixedStart(o)
  return start ? Date.parse(start) : Number.POSITIVE_INFINITY
}

export type Columns = Record<keyof typeof numbersOf, Float64Array>

export type OpeningsIndex = Columns & {
  /** The data version it was built from, and the instant it was built for. */
  version: number
  builtFor: number
  /** Newest first: a position in the index is a place in this list. */
  openings: OpeningList
  bits: Sets<keyof typeof valuesOf>
  organization: OrganizationColumn
  /** The names of those organizations, by id. */
  organizations: ReadonlyMap<string, string>
  /** By number, where an opening stands; -1 for any other. */
  positions: Int32Array
  byDeadline: Int32Array
}

export type Change = {
  version: number
  now: number
  /** The numbers of all that may differ from what the index holds: changed, closed or deleted. */
  touched: ReadonlySet<number>
  /** Those of them that are open. */
  cards: readonly OpportunityCard[]
}

/** The index after a change, in the time that moving it takes: only what is fresh is looked at. */
export function followChange(old: OpeningsIndex, { version, now, touched, cards }: Change): OpeningsIndex {
  const merged = mergeOpenings(old, touched, cards, now)
  const organization = mergeOrganizations(old.organization, merged)
  const columns = mergeColumns(old, merged, numbersOf)
  return {
    version,
    builtFor: now,
    openings: merged.openings,
    bits: mergeSets(old.bits, merged, valuesOf),
    organization,
    organizations: mergeNames(old.organizations, organization, cards),
    positions: positionsBySeq(columns.seqs),
    byDeadline: mergeByDeadline(old.byDeadline, merged, columns.closesAt),
    ...columns,
  }
}

type Names = ReadonlyMap<string, string>

function mergeNames(before: Names, { ids }: OrganizationColumn, fresh: readonly OpportunityCard[]): Names {
  const renamed = new Map(fresh.map(({ organization }) => [organization.id, organization.name]))
  return new Map(ids.map((id) => [id, renamed.get(id) ?? before.get(id) ?? '']))
}

export function positionsBySeq(seqs: Float64Array): Int32Array {
  const greatest = seqs.reduce((most, seq) => Math.max(most, seq), -1)
  const positions = new Int32Array(greatest + 1).fill(-1)
  seqs.forEach((seq, position) => {
    positions[seq] = position
  })
  return positions
}

export const noColumns = (length: number): Columns =>
  Object.fromEntries(Object.keys(numbersOf).map((name) => [name, new Float64Array(length)])) as Columns

/** What everything is built from. */
export const noIndex: OpeningsIndex = {
  version: -1,
  builtFor: Number.NEGATIVE_INFINITY,
  openings: new OpeningList([]),
  bits: noSets(valuesOf),
  organization: noOrganizations,
  organizations: new Map(),
  positions: new Int32Array(),
  byDeadline: new Int32Array(),
  ...noColumns(0),
}

/** The immutable index of everything open at `now`. */
export const buildIndex = (cards: readonly OpportunityCard[], version: number, now: number): OpeningsIndex =>
  followChange(noIndex, { version, now, touched: new Set(), cards })
