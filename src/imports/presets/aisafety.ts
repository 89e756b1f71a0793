import { findCountry } from '../../places/countries.ts'
import { parsePlace } from '../../places/parse-place.ts'
import { findProfessions, findSkills } from '../../taxonomy/terms.ts'
import { fold } from '../../text/fold.ts'
import { type MappedOpportunity, type MappedOrganization, mapEach, RowProblem } from '../mapped-row.ts'
import { placeContent } from '../place-content.ts'
import { siteOf } from '../site-of.ts'
import {
  asRow,
  dayOf,
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
import { readTimeCommitment, withLength } from '../time-commitment.ts'
import type { Preset } from './preset.ts'

/** AISafety.com's API (`/api/v1/jobs`, `/training`, `/organizations`): one envelope, three kinds of rows. */
export const aisafety: Preset = {
  name: 'aisafety',
  about: 'Jobs, trainings or organizations of AISafety.com',
  shape: 'an object with a data list of jobs, trainings or organizations, and meta with count and license',
  recognises: (value) => isRecord(value) && Array.isArray(value.data) && isRecord(value.meta),
  read: (value) => {
    const { data } = value as { data: unknown[] }
    const read = data.some(has(trainingFields)) ? readTraining : data.some(has(jobFields)) ? readJob : readOrganization
    const subject = read === readOrganization ? 'organization' : 'opportunity'
    return mapEach(data, subject, (row) => read(asRow(row)))
  },
}

const trainingFields = ['startDate', 'applicationsClose', 'timeCommitment', 'notYetOpen']
const jobFields = ['roleType', 'skillSet', 'workLocation', 'minimumExperience']
const has = (fields: string[]) => (row: unknown) => isRecord(row) && fields.some((field) => field in row)

function readJob(row: SourceRow): MappedOpportunity {
  const title = textOf(row, 'name')
  const link = linkOf(row, 'url')
  const place = placeContent(parsePlace(textOf(row, 'location')))
  const labels = textsOf(row, 'roleType').flatMap((text) => labelOf(text) ?? [])
  return {
    subject: 'opportunity',
    externalId: `job:${idOf(row)}`,
    record: {
      organization: organizationOf(row, link),
      content: {
        kind: kindOfTitle([title, ...textsOf(row, 'roleType')].join(' ')),
        title,
        bodyHtml: htmlOf(row, 'description'),
        applyUrl: link,
        ...place,
        workplace: workplaceOf(textOf(row, 'workLocation')) ?? place.workplace,
        commitment: labels.length ? { basis: 'label', labels: [...new Set(labels)] } : { basis: 'unknown' },
        ...namedIn(textsOf(row, 'skillSet')),
        level: levelOf(textOf(row, 'minimumExperience')),
      },
      publishedAt: instantOf(row, 'datePublished'),
      closedOn: null,
    },
  }
}

function readTraining(row: SourceRow): MappedOpportunity {
  const title = textOf(row, 'name')
  const link = linkOf(row, 'url')
  const place = placeContent(parsePlace(textOf(row, 'location')))
  const startsOn = dayOf(row, 'startDate')
  return {
    subject: 'opportunity',
    externalId: `training:${idOf(row)}`,
    record: {
      organization: organizationOf(row, link),
      content: {
        kind: kindOfTitle(title) === 'fellowship' ? 'fellowship' : 'training',
        title,
        summary: row.notYetOpen === true ? 'Not open for applications yet.' : '',
        bodyHtml: htmlOf(row, 'description'),
        applyUrl: link,
        ...place,
        workplace: workplaceOf(textOf(row, 'mode')) ?? place.workplace,
        commitment: withLength(readTimeCommitment(textOf(row, 'timeCommitment')), startsOn, dayOf(row, 'endDate')),
        startsOn,
        approximate: row.startDateApprox === true,
        ...deadlineOf(row, 'applicationsClose'),
        pay: { kind: payOf(row.stipend) },
      },
      publishedAt: instantOf(row, 'datePublished'),
      closedOn: null,
    },
  }
}

function readOrganization(row: SourceRow): MappedOrganization {
  const country = findCountry(textOf(row, 'country'))
  const places = parsePlace(textOf(row, 'location')).places.map((place) => place.country)
  return {
    subject: 'organization',
    externalId: `organization:${idOf(row)}`,
    record: {
      name: textOf(row, 'name'),
      website: linkOf(row, 'website') || linkOf(row, 'url') || null,
      aboutHtml: htmlOf(row, 'description'),
      countries: [...new Set(country ? [country] : places)],
    },
  }
}

function idOf(row: SourceRow): string {
  const id = textOf(row, 'id')
  if (!id) throw new RowProblem('id', 'Give the id of the row')
  return id
}

/** Named, or named inside an object; else the site that the link leads to. */
function organizationOf(row: SourceRow, link: string): { name: string; website: string | null } {
  const given = row.organization
  const name = isRecord(given) ? textOf(given, 'name') : textOf(row, 'organization')
  return name ? { name, website: null } : siteOf(link)
}

const labelOf = (text: string) =>
  /^full[ -]time$/i.test(text) ? 'full_time' : /^part[ -]time$/i.test(text) ? 'part_time' : null

function workplaceOf(text: string): 'remote' | 'hybrid' | 'onsite' | null {
  if (/^(remote|online|virtual)$/i.test(text)) return 'remote'
  if (/^hybrid$/i.test(text)) return 'hybrid'
  return /^(on-?site|in[ -]person|in[ -]office)$/i.test(text) ? 'onsite' : null
}

function levelOf(text: string): string | null {
  if (/\b(intern|student|undergraduate)/i.test(text)) return 'student'
  if (/\bentry|\bgraduate|\b0-2\b/i.test(text)) return 'graduate'
  if (/\bsenior\b|\b10\+/i.test(text)) return 'senior'
  if (/\bjunior\b|\b1-4\b/i.test(text)) return 'years_1_4'
  return /\bmid\b|\b5(-9|\+)/i.test(text) ? 'years_5_plus' : null
}

/** Terms that a text names on one side only; what stands on both would be a guess. */
function namedIn(texts: readonly string[]) {
  const skills = texts.map((text) => findSkills(text)).filter((found) => found.length === 1)
  const professions = texts.map((text) => findProfessions(text).filter((term) => fold(term.name) === fold(text)))
  return {
    skills: [...new Set(skills.flat().map((skill) => skill.id))].map((id) => ({ id, must: false })),
    professions: professions.filter((found) => found.length === 1).flatMap((found) => found.map((term) => term.id)),
  }
}

function payOf(stipend: unknown): 'stipend' | 'unpaid' | 'unknown' {
  const said = String(stipend ?? '').trim()
  if (!said || /^(unknown|varies|tbd|n\/?a)\b/i.test(said)) return 'unknown'
  return /^(false|no|none|unpaid|0)$/i.test(said) ? 'unpaid' : 'stipend'
}
