import { findCountry } from '../../places/countries.ts'
import { mapEach, type OrganizationRecord, RowProblem } from '../mapped-row.ts'
import { quoted } from '../quoting.ts'
import { asRow, dayOf, isRecord, linkOf, type SourceRow, textOf, textsOf } from '../source-fields.ts'
import type { Preset } from './preset.ts'

/** The organizations of AI Watch (https://aiwatch.issarice.com), without people. */
export const aiwatch: Preset = {
  name: 'aiwatch',
  about: 'The organizations of AI Watch',
  shape: 'an object whose organizations are a list with organization, other_names, website, country and launch_date',
  recognises: (value) =>
    isRecord(value) &&
    Array.isArray(value.organizations) &&
    (value.organizations.length === 0 || value.organizations.some((row) => isRecord(row) && 'organization' in row)),
  read: (value) =>
    mapEach((value as { organizations: unknown[] }).organizations, 'organization', (given) => {
      const row = asRow(given)
      const record = readOrganization(row)
      return { subject: 'organization', externalId: `organization:${record.name}`, record }
    }),
}

function readOrganization(row: SourceRow): OrganizationRecord {
  return {
    name: textOf(row, 'organization'),
    website: linkOf(row, 'website') || null,
    aliases: textsOf(row, 'other_names', /[|;,]/),
    countries: countriesOf(row, 'country'),
    parent: textOf(row, 'hosting_organization') || null,
    foundedOn: launchedOn(row),
  }
}

function countriesOf(row: SourceRow, field: string): string[] {
  const countries = textsOf(row, field, /[|;,]/).map((name) => {
    const country = findCountry(name)
    if (!country) throw new RowProblem(field, `${quoted(name)} is no country that we know`)
    return country
  })
  return [...new Set(countries)]
}

/** As precisely as the source knows it: 2018, 2018-04 or 2018-04-01. */
function launchedOn(row: SourceRow): string | null {
  const day = dayOf(row, 'launch_date')
  const precision = textOf(row, 'launch_date_precision')
  return day?.slice(0, precision === 'year' ? 4 : precision === 'month' ? 7 : 10) ?? null
}
