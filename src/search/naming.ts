import { countryName } from '../places/countries.ts'
import { regions } from '../places/regions.ts'
import { audiences } from '../taxonomy/audiences.ts'
import { languageName } from '../taxonomy/languages.ts'
import { professionNames, skillNames } from '../taxonomy/naming.ts'
import type { Facet } from './schema.ts'

const words: Record<string, string> = {
  phd: 'PhD',
  non_technical: 'non-technical',
  full_time: 'full-time',
  years_1_4: '1–4 years',
  years_5_plus: '5+ years',
  unknown: 'not stated',
  onsite: 'on site',
  '7d': 'within 7 days',
  '14d': 'within 14 days',
  '30d': 'within 30 days',
}

/** A value of a facet or field in words: `movement_building` is "movement building". */
export const say = (value: string) => words[value] ?? value.replaceAll('_', ' ')

const regionNames = new Map(regions.map(({ id, name }) => [id, name]))
const audienceNames = new Map(audiences.map(({ id, name }) => [id, name]))
const months = 'January February March April May June July August September October November December'.split(' ')

const namers: Partial<Record<Facet, (value: string) => string | undefined>> = {
  country: countryName,
  region: (id) => regionNames.get(id),
  skill: (id) => skillNames.get(id),
  profession: (id) => professionNames.get(id),
  audience: (id) => audienceNames.get(id),
  months: (number) => months[Number(number) - 1],
  language: languageName,
}

/** A value of a facet as people read it. An organization is named by those who have its row. */
export const facetValueName = (facet: Facet, value: string) => namers[facet]?.(value) ?? say(value)

/** What a value means where its facet is not named beside it: "pay not stated", "in June", "visa support". */
const alone: Partial<Record<Facet, (value: string, name: string) => string>> = {
  months: (_, name) => `in ${name}`,
  language: (_, name) => `in ${name}`,
  level: (value, name) => (value === 'none' ? 'no experience asked' : value === 'unknown' ? 'level not stated' : name),
  visa: (value) => (value === 'yes' ? 'visa support' : value === 'no' ? 'no visa support' : 'visa not stated'),
  pay: (value, name) => (value === 'unknown' ? 'pay not stated' : name),
  commitment: (value, name) => (value === 'unknown' ? 'hours not stated' : name),
  workplace: (value, name) => (value === 'unknown' ? 'workplace not stated' : name),
  closes: (value, name) =>
    value === 'unknown' ? 'deadline not stated' : value === 'rolling' ? name : `closes ${name}`,
  work_group: (_, name) => `${name} work`,
}

/** One filter in words that stand alone, for chips, subscriptions and mail; `organizations` are names by id. */
export function describeFilter(facet: Facet, value: string, organizations: ReadonlyMap<string, string>): string {
  if (facet === 'org') return organizations.get(value) ?? 'one organization'
  const name = facetValueName(facet, value)
  return alone[facet]?.(value, name) ?? name
}
