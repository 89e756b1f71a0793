import { isOpenYet } from '../../web/opportunities/words.ts'
import { dayIn, isoInstant } from '../calendar.ts'
import { describeCommitment, isFractional, isFullTime } from '../commitment.ts'
import { countryName } from '../places/countries.ts'
import { countriesIn } from '../places/regions.ts'
import type { Opportunity } from './queries.ts'
import type { Pay } from './schema.ts'

const EMPLOYING = new Set(['internship', 'fellowship', 'role', 'phd', 'project'])

/**
 * schema.org `JobPosting` as search engines want it (https://developers.google.com/search/docs/appearance/structured-data/job-posting),
 * or null where it employs nobody (funding, training, event), is invented, does not take applications
 * yet, or a required field is not stated.
 */
export function jobPosting(o: Opportunity, url: string, now: number) {
  const place = placeOf(o)
  if (o.example || !isOpenYet(o, now)) return null
  if (!EMPLOYING.has(o.kind) || !place || !(o.bodyHtml || o.summary)) return null
  return {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: o.title,
    description: o.bodyHtml || o.summary,
    datePosted: dayIn(o.publishedAt, 'UTC'),
    ...lastDay(o),
    hiringOrganization: {
      '@type': 'Organization',
      name: o.organization.name,
      ...(o.organization.website ? { sameAs: o.organization.website } : {}),
    },
    identifier: { '@type': 'PropertyValue', name: o.organization.name, value: o.id },
    employmentType: employmentType(o),
    ...(o.commitment.basis === 'stated' ? { workHours: describeCommitment(o.commitment) } : {}),
    ...salary(o.pay),
    ...requirements(o),
    ...place,
    directApply: false,
    url,
  }
}

/** An instant where the zone is stated, else the day alone; a day that is about right is nothing to go by. */
function lastDay({ closesOn, closesAt, zone, approximate }: Opportunity) {
  if (!closesOn || closesAt === null || approximate) return {}
  return { validThrough: zone ? isoInstant(closesAt) : closesOn }
}

function employmentType({ kind, commitment }: Opportunity): string[] {
  const types = [
    ...(kind === 'internship' ? ['INTERN'] : []),
    ...(isFullTime(commitment) ? ['FULL_TIME'] : []),
    ...(isFractional(commitment) ? ['PART_TIME'] : []),
  ]
  return types.length ? types : ['OTHER']
}

const NO_REQUIREMENTS = 'no requirements'
const MONTHS_ASKED = new Map<string, number>([
  ['years_1_4', 12],
  ['years_5_plus', 60],
])
const CREDENTIALS = { bachelor: 'bachelor degree', master: 'postgraduate degree', doctorate: 'postgraduate degree' }

/** In the few words and months that search engines know; a level that says no months ("student", "senior") stays out. */
function requirements({ level, degree }: Opportunity) {
  const monthsOfExperience = MONTHS_ASKED.get(level ?? '')
  const experience =
    level === 'none'
      ? NO_REQUIREMENTS
      : monthsOfExperience && { '@type': 'OccupationalExperienceRequirements', monthsOfExperience }
  const education =
    degree === 'none'
      ? NO_REQUIREMENTS
      : degree && { '@type': 'EducationalOccupationalCredential', credentialCategory: CREDENTIALS[degree] }
  return {
    ...(experience ? { experienceRequirements: experience } : {}),
    ...(education ? { educationRequirements: education } : {}),
  }
}

const UNITS = { hour: 'HOUR', month: 'MONTH', year: 'YEAR' } as const

/** Pay in all stays out: no unit of time says it. */
function salary({ min, max, currency, per }: Pay) {
  const least = min ?? max
  if (least === null || !currency || !per || per === 'total') return {}
  const amount = max !== null && max > least ? { minValue: least, maxValue: max } : { value: least }
  const value = { '@type': 'QuantitativeValue', ...amount, unitText: UNITS[per] }
  return { baseSalary: { '@type': 'MonetaryAmount', currency, value } }
}

function placeOf(o: Opportunity) {
  const { places, workplace } = o
  const jobLocation = places.map(({ country, city }) => ({
    '@type': 'Place',
    address: { '@type': 'PostalAddress', addressCountry: country, ...(city ? { addressLocality: city } : {}) },
  }))
  const located = jobLocation.length ? { jobLocation } : null
  if (workplace !== 'remote') return located
  return { ...located, jobLocationType: 'TELECOMMUTE', applicantLocationRequirements: applicants(o) }
}

/**
 * From where one may apply, as the board finds it: the countries it stands in and those that remote work is fenced to;
 * everywhere where nothing fences. Where only time zones do, they are said as they stand.
 */
function applicants({ remoteRegions, zoneFence, places }: Opportunity) {
  const regions = remoteRegions.flatMap((id) => (id.length === 2 ? [id] : countriesIn(id)))
  const codes = [...places.map(({ country }) => country), ...regions]
  const isFenced = zoneFence || !remoteRegions.includes('anywhere')
  if (!isFenced || !codes.length) return [{ '@type': 'AdministrativeArea', name: zoneFence ?? 'Worldwide' }]
  return [...new Set(codes)].map((code) => ({ '@type': 'Country', name: countryName(code) }))
}
