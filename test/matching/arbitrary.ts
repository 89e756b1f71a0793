import fc from 'fast-check'
import { DAY, isoInstant } from '../../src/calendar.ts'
import type { Commitment } from '../../src/commitment.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import {
  answers,
  degrees,
  type Kind,
  kinds,
  levels,
  type Pay,
  type Place,
  payKinds,
  sides,
  workGroups,
  workplaces,
} from '../../src/opportunities/schema.ts'
import { Profile, skillLevels } from '../../src/profiles/schema.ts'
import { audiences } from '../../src/taxonomy/audiences.ts'
import { professions, skills } from '../../src/taxonomy/terms.ts'

export const NOW = Date.parse('2026-11-21T12:00:00Z')

let count = 0

/** An opening that states nothing but its kind and title; whatever a test is about goes over it. */
export function opening(stated: Partial<OpportunityCard> = {}): OpportunityCard {
  const seq = stated.seq ?? ++count
  return {
    seq,
    id: `opp_${seq}`,
    kind: 'role',
    title: `Opening ${seq}`,
    summary: '',
    organization: { id: 'org_1', name: 'Northlight', website: null },
    workGroups: [],
    sides: [],
    professions: [],
    skills: [],
    teaches: [],
    audiences: [],
    languages: [],
    commitment: { basis: 'unknown' },
    startsOn: null,
    workplace: null,
    places: [],
    remoteRegions: [],
    zoneFence: null,
    opensOn: null,
    closesOn: null,
    zone: null,
    closesAt: null,
    rolling: false,
    approximate: false,
    pay: { kind: 'unknown', min: null, max: null, currency: null, per: null },
    relocation: 'unknown',
    visa: 'unknown',
    level: null,
    degree: null,
    seats: null,
    example: false,
    publishedAt: NOW - DAY,
    updatedAt: NOW - DAY,
    listedVersion: 1,
    reopened: 0,
    verifiedOn: null,
    ...stated,
  }
}

export const person = (stated: Parameters<typeof Profile.parse>[0] = {}): Profile => Profile.parse(stated)

const some = <T>(values: readonly T[], maxLength: number) => fc.uniqueArray(fc.constantFrom(...values), { maxLength })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const days = fc.integer({ min: -60, max: 400 }).map((n) => isoInstant(NOW + n * DAY).slice(0, 10))
const months = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 })
  .map((list) => list.sort((a, b) => a - b))
const countries = ['FR', 'DE', 'US', 'GB', 'IN', 'BR', 'AQ']
const somewhere = some(countries, 2).map((codes) => codes.map((country): Place => ({ country, city: null })))
const languages = ['en', 'fr', 'de', 'pt']
const audienceIds = audiences.slice(0, 8).map(({ id }) => id)
const professionIds = professions.map(({ id }) => id)
export const skillIds = skills.map(({ id }) => id)
/** A few skills are asked everywhere and most seldom, as on real boards. */
const asked = fc
  .double({ min: 0, max: 1, noNaN: true })
  .map((x) => skillIds[Math.floor(x ** 3 * skillIds.length)] ?? 'writing')

const stated: fc.Arbitrary<Commitment> = fc
  .record({
    least: fc.constantFrom(1, 2, 3, 5, 8, 10, 20, 32, 40),
    more: fc.constantFrom(0, 0, 0, 5, 20),
    per: fc.constantFrom('week' as const, 'month' as const),
    months: maybe(months),
    weeks: maybe(fc.integer({ min: 1, max: 60 })),
  })
  .map(({ least, more, per, months, weeks }) => ({
    basis: 'stated',
    hoursMin: least,
    hoursMax: least + more,
    per,
    months,
    monthsPerYear: months?.length ?? null,
    weeks: months ? null : weeks,
  }))

const commitments: fc.Arbitrary<Commitment> = fc.oneof(
  { weight: 6, arbitrary: stated },
  { weight: 2, arbitrary: fc.constant<Commitment>({ basis: 'unknown' }) },
  { weight: 1, arbitrary: fc.constant<Commitment>({ basis: 'none' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Commitment>(
      { basis: 'label', labels: ['full_time'] },
      { basis: 'label', labels: ['part_time'] },
      { basis: 'label', labels: ['full_time', 'part_time'] },
    ),
  },
)

export const openingsStated: fc.Arbitrary<Partial<OpportunityCard>> = fc.record({
  kind: fc.constantFrom(...kinds),
  workGroups: some(workGroups, 2),
  sides: some(sides, 2),
  professions: some(professionIds, 2),
  skills: fc.array(fc.record({ id: asked, must: fc.boolean() }), { maxLength: 7 }),
  teaches: fc.array(asked, { maxLength: 3 }),
  audiences: some(audienceIds, 2),
  languages: some(languages, 2),
  commitment: commitments,
  startsOn: maybe(days),
  workplace: maybe(fc.constantFrom(...workplaces)),
  places: somewhere,
  remoteRegions: fc.oneof(fc.constant<string[]>([]), some(['anywhere', 'europe', 'asia', 'US'], 2)),
  closesAt: maybe(fc.integer({ min: -2, max: 60 }).map((n) => NOW + n * DAY)),
  pay: fc.constantFrom(...payKinds).map((kind): Pay => ({ kind, min: null, max: null, currency: null, per: null })),
  visa: fc.constantFrom(...answers),
  level: maybe(fc.constantFrom(...levels)),
  degree: maybe(fc.constantFrom(...degrees)),
  publishedAt: fc.integer({ min: 0, max: 9 }).map((n) => NOW - n * DAY),
})

/** Whole boards with numbers of their own, some newest at the same instant. */
export const boards = (maxLength = 40) =>
  fc.array(openingsStated, { minLength: 1, maxLength }).map((list) => list.map((o, i) => opening({ ...o, seq: i + 1 })))

const flag = maybe(fc.boolean())

export const people: fc.Arbitrary<Profile> = fc.record({
  sides: some(sides, 2),
  skills: fc.array(fc.record({ id: asked, level: maybe(fc.constantFrom(...skillLevels)) }), { maxLength: 12 }),
  professions: some(professionIds, 3),
  workGroups: some(workGroups, 2),
  kinds: fc.oneof(fc.constant<Kind[]>([]), some(kinds, 8)),
  availability: fc.record({
    hours: maybe(fc.constantFrom(1, 3, 5, 10, 13, 20, 40, 60)),
    per: fc.constantFrom('week' as const, 'month' as const),
    months: fc.oneof(fc.constant<number[]>([]), months),
    from: maybe(days),
  }),
  level: maybe(fc.constantFrom(...levels)),
  degree: maybe(fc.constantFrom(...degrees)),
  languages: some(languages, 3),
  places: somewhere,
  remote: flag,
  relocate: flag,
  visaNeeded: flag,
  payNeeded: flag,
  audiences: some(audienceIds, 2),
})
