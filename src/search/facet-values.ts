import { type Commitment, commitmentFacets, yearStrip } from '../commitment.ts'
import { isBounded, isMovableTo, isOnlyRemote, needsMachineLearning } from '../opportunities/asking.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { countriesIn, regionsOf, relatedRegions } from '../places/regions.ts'
import type { Facet } from './schema.ts'

/** Found under every value of its facet, such as remote work from anywhere under every country. */
export const EVERY = '*'
/** Organizations are told by a column of their own: a set for each of thousands would cost more than all the others. */
export type StoredFacet = Exclude<Facet, 'closes' | 'org'>

/** What is so or not, whatever a person states. */
export type Trait = 'bounded' | 'movable' | 'only_remote' | 'needs_ml'
const isTrue: Record<Trait, (o: OpportunityCard) => boolean> = {
  bounded: isBounded,
  movable: isMovableTo,
  only_remote: isOnlyRemote,
  needs_ml: needsMachineLearning,
}
const traits = Object.keys(isTrue) as Trait[]

type Values = (o: OpportunityCard) => readonly string[]
const orUnknown = (value: string | null) => [value ?? 'unknown']

/** The values an opportunity is found under, for each facet that does not depend on the hour; and what only matching asks. */
export const valuesOf = {
  kind: (o) => [o.kind],
  work_group: (o) => o.workGroups,
  side: (o) => o.sides,
  skill: (o) => o.skills.map((skill) => skill.id),
  profession: (o) => o.professions,
  commitment: (o) => commitmentFacets(o.commitment),
  months: monthsOf,
  level: (o) => orUnknown(o.level),
  workplace: (o) => orUnknown(o.workplace),
  country: (o) => reachOf(o).countries,
  region: (o) => reachOf(o).regions,
  audience: (o) => o.audiences,
  pay: (o) => [o.pay.kind],
  visa: (o) => [o.visa],
  language: (o) => o.languages,
  /** A country is offered as a choice where a posting names it; being found under it through a region is not enough. */
  named: (o) => reachOf(o).named,
  undated: (o) => (o.rolling ? ['rolling'] : o.closesOn ? [] : ['unknown']),
  /** Of its skills those that are a must-have. */
  must: (o) => o.skills.filter(({ must }) => must).map(({ id }) => id),
  /** The skills that a training teaches. */
  teaches: (o) => (o.kind === 'training' ? o.teaches : []),
  trait: (o) => traits.filter((trait) => isTrue[trait](o)),
} satisfies Record<StoredFacet | 'named' | 'undated' | 'must' | 'teaches' | 'trait', Values>

/** The same few hours, places and fences come again and again: one list stands for all that are equal. */
const calendars = new Map<string, readonly string[]>()
const reaches = new Map<string, Reach>()
const MOST_REMEMBERED = 10_000

function remembered<T>(known: Map<string, T>, key: string, find: () => T): T {
  let value = known.get(key)
  if (value === undefined) {
    if (known.size >= MOST_REMEMBERED) known.clear()
    value = find()
    known.set(key, value)
  }
  return value
}

function monthsOf({ commitment, startsOn }: OpportunityCard): readonly string[] {
  if (commitment.basis !== 'stated') return []
  const key = `${commitment.months}/${commitment.monthsPerYear}/${commitment.weeks}/${startsOn}`
  return remembered(calendars, key, () => monthsWorked(commitment, startsOn))
}

function monthsWorked(commitment: Commitment, startsOn: string | null): string[] {
  const strip = yearStrip(commitment, startsOn)
  if (!strip) return []
  if (strip.floating) return [EVERY]
  return strip.hours.flatMap((hours, i) => (hours > 0 ? [String(i + 1)] : []))
}

type Reach = { countries: readonly string[]; regions: readonly string[]; named: readonly string[] }

function reachOf(o: OpportunityCard): Reach {
  let key = o.workplace === 'remote' ? 'remote' : ''
  for (const { country } of o.places) key += `,${country}`
  for (const id of o.remoteRegions) key += `/${id}`
  return remembered(reaches, key, () => findReach(o))
}

/** Where it is, and where remote work for it may be done. */
function findReach(o: OpportunityCard): Reach {
  const places = o.places.map((place) => place.country)
  const countries = o.remoteRegions.flatMap((id) => (id.length === 2 ? [id] : countriesIn(id)))
  const regions = o.remoteRegions.flatMap((id) => (id.length === 2 ? regionsOf(id) : relatedRegions(id)))
  const isUnfenced = o.workplace === 'remote' && !o.remoteRegions.length && !places.length
  const isAnywhere = isUnfenced || o.remoteRegions.includes('anywhere')
  return {
    countries: [...new Set([...places, ...(isAnywhere ? [EVERY] : countries)])],
    regions: [...new Set([...places.flatMap(regionsOf), ...(isAnywhere ? [EVERY] : regions)])],
    named: [...new Set([...places, ...o.remoteRegions.filter((id) => id.length === 2)])],
  }
}
