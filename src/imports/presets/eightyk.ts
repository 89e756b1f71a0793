import { findCountry } from '../../places/countries.ts'
import { type ParsedPlace, parsePlace } from '../../places/parse-place.ts'
import { type MappedOpportunity, type MappedOrganization, mapEach } from '../mapped-row.ts'
import {
  asRow,
  deadlineOf,
  htmlOf,
  instantOf,
  isRecord,
  kindOfTitle,
  linkOf,
  type SourceRow,
  textOf,
  textsOf,
} from '../source-fields.ts'
import type { Preset } from './preset.ts'

type File = { meta?: unknown; data: { vacancies: unknown[]; organisations: SourceRow } }

/** The job board of 80,000 Hours as its API gave it: vacancies, and the organizations they name. */
export const eightyk: Preset = {
  name: 'eightyk',
  about: 'The job board of 80,000 Hours, as its API gives it',
  shape: 'an object whose data holds a list of vacancies and an object of organisations',
  recognises: (value) =>
    isRecord(value) &&
    isRecord(value.data) &&
    Array.isArray(value.data.vacancies) &&
    isRecord(value.data.organisations),
  read: (value) => {
    const { meta, data } = value as File
    const readAt = isRecord(meta) && typeof meta.retrieved_at === 'number' ? meta.retrieved_at * 1000 : null
    const organizations = Object.entries(data.organisations)
    return [
      ...mapEach(data.vacancies, 'opportunity', (row) => readVacancy(asRow(row), data.organisations, readAt)),
      ...mapEach(
        organizations,
        'organization',
        ([key, row]) => readOrganization(key, asRow(row)),
        data.vacancies.length + 1,
      ),
    ]
  },
}

function readVacancy(row: SourceRow, organizations: SourceRow, readAt: number | null): MappedOpportunity {
  const title = textOf(row, 'Job title')
  return {
    subject: 'opportunity',
    externalId: `vacancy:${textOf(row, 'id')}`,
    record: {
      organization: organizationNamed(textOf(row, 'Hiring organisation ID'), organizations),
      content: {
        kind: kindOfTitle(title),
        title,
        bodyHtml: describe(row),
        applyUrl: linkOf(row, 'Link'),
        professions: professionsOf(row),
        ...whereOf(row),
        ...deadlineOf(row, 'Closing date'),
        level: levels.get(textOf(row, 'Experience requirements').replace(/ of experience$/, '')) ?? null,
        degree: degrees.get(textOf(row, 'Degree requirements')) ?? null,
      },
      publishedAt: listedAt(row, readAt),
      closedOn: null,
    },
    readAt,
  }
}

const levels = new Map(
  Object.entries({
    '0-2 years': 'graduate',
    '3-4 years': 'years_1_4',
    '5+ years': 'years_5_plus',
  }),
)

const degrees = new Map(
  Object.entries({
    'Undergraduate degree or less': 'bachelor',
    "Master's degree": 'master',
    'Doctoral degree': 'doctorate',
  }),
)

const professions = new Map(Object.entries({ Operations: 'operations', Engineering: 'engineering' }))

/** Only the types that stand on one side; Research, Manager and Policy would be guesses. */
const professionsOf = (row: SourceRow) => textsOf(row, 'Role types').flatMap((type) => professions.get(type) ?? [])

function organizationNamed(key: string, organizations: SourceRow) {
  const found = organizations[key]
  if (!isRecord(found)) return { name: key, website: null }
  return { name: textOf(found, 'name') || key, website: linkOf(found, 'homepage') || null }
}

/** Their texts stand in literal quotes. */
function describe(row: SourceRow): string {
  return htmlOf(row, 'Job description').replace(/^"(.*)"$/s, '$1')
}

/** A listing after the file was read is not believed. */
function listedAt(row: SourceRow, readAt: number | null): number | null {
  const instants = [instantOf(row, 'Date listed'), instantOf(row, 'createdTime')]
  return instants.find((at) => at !== null && (readAt === null || at <= readAt)) ?? null
}

function whereOf(row: SourceRow) {
  const locations = isRecord(row.Locations) ? row.Locations : {}
  const countries = textsOf(locations, 'countries')
  const named = textsOf(locations, 'citiesAndCountries', /;/).filter((text) => !/^various\b/i.test(text))
  const places = named.flatMap((text, i) => placesOf(text, countries[i]))
  const distinct = new Map(places.map((place) => [JSON.stringify(place), place]))
  return { places: [...distinct.values()], workplace: named.includes('Remote') ? 'remote' : null }
}

function placesOf(text: string, country: string | undefined): ParsedPlace['places'] {
  if (text === 'Remote') return []
  const { places } = parsePlace(text)
  const code = findCountry(country ?? '')
  return places.length || !code ? places : [{ country: code, city: text }]
}

function readOrganization(key: string, row: SourceRow): MappedOrganization {
  return {
    subject: 'organization',
    externalId: `organization:${key}`,
    record: {
      name: textOf(row, 'name') || key,
      website: linkOf(row, 'homepage') || null,
      aboutHtml: htmlOf(row, 'description'),
    },
  }
}
