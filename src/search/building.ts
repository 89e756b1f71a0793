import { leastWeeklyHours } from '../commitment.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { valuesOf } from './facet-values.ts'
import { mergeByDeadline, mergeColumn, mergeOpenings, mergeSets, noSets, type Sets } from './merging.ts'
import { OpeningList } from './opening-list.ts'
import { mergeOrganizations, noOrganizations, type OrganizationColumn } from './organization-column.ts'

export type OpeningsIndex = {
  /** The data version it was built from, and the instant it was built for. */
  version: number
  builtFor: number
  /** Newest first: a position in the index is a place in this list. */
  openings: OpeningList
  bits: Sets<keyof typeof valuesOf>
  organization: OrganizationColumn
  /** The names of those organizations, by id. */
  organizations: ReadonlyMap<string, string>
  publishedAt: Float64Array
  /** The number of each opening. */
  seqs: Float64Array
  /** By number, where an opening stands; -1 for any other. */
  positions: Int32Array
  /** Least hours a week while active; -1 where nothing says so. */
  leastHours: Float64Array
  /** Instant of the deadline; Infinity where there is none. */
  closesAt: Float64Array
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
  const seqs = mergeColumn(old.seqs, merged, (o) => o.seq)
  const closesAt = mergeColumn(old.closesAt, merged, (o) => o.closesAt ?? Number.POSITIVE_INFINITY)
  return {
    version,
    builtFor: now,
    openings: merged.openings,
    bits: mergeSets(old.bits, merged, valuesOf),
    organization,
    organizations: mergeNames(old.organizations, organization, cards),
    publishedAt: mergeColumn(old.publishedAt, merged, (o) => o.publishedAt),
    seqs,
    positions: positionsBySeq(seqs),
    leastHours: mergeColumn(old.leastHours, merged, (o) => leastWeeklyHours(o.commitment) ?? -1),
    closesAt,
    byDeadline: mergeByDeadline(old.byDeadline, merged, closesAt),
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

/** What everything is built from. */
export const noIndex: OpeningsIndex = {
  version: -1,
  builtFor: Number.NEGATIVE_INFINITY,
  openings: new OpeningList([]),
  bits: noSets(valuesOf),
  organization: noOrganizations,
  organizations: new Map(),
  publishedAt: new Float64Array(),
  seqs: new Float64Array(),
  positions: new Int32Array(),
  leastHours: new Float64Array(),
  closesAt: new Float64Array(),
  byDeadline: new Int32Array(),
}

/** The immutable index of everything open at `now`. */
export const buildIndex = (cards: readonly OpportunityCard[], version: number, now: number): OpeningsIndex =>
  followChange(noIndex, { version, now, touched: new Set(), cards })
