import type { Issue } from '../errors.ts'
import { OpportunityInput } from '../opportunities/schema.ts'
import { OrganizationInput } from '../organizations/schema.ts'
import { contentHash } from './content-hash.ts'
import type { MappedOpportunity, MappedOrganization, MappedRow } from './mapped-row.ts'

type Identity = { row: number; externalId: string; hash: string }
export type CheckedOrganization = Identity & { subject: 'organization'; organization: OrganizationInput }
export type CheckedOpportunity = Identity & {
  subject: 'opportunity'
  organization: OrganizationInput
  input: OpportunityInput
  publishedAt: number | null
  readAt: number | null
  closedOn: string | null
}
export type CheckedRow = CheckedOrganization | CheckedOpportunity

/** What a field is called where the row comes from. */
export type FieldName = (field: string) => string

/** The row as the domain accepts it, or in words what keeps it out. */
export async function checkRow(mapped: MappedRow, fieldName: FieldName): Promise<CheckedRow | { problem: string }> {
  if ('problem' in mapped) return mapped
  const { row, externalId } = mapped
  const checked = mapped.subject === 'organization' ? checkOrganization(mapped) : checkOpportunity(mapped)
  if (Array.isArray(checked)) return { problem: describe(checked, fieldName) }
  return { row, externalId, hash: await contentHash(mapped.record), ...checked }
}

function checkOrganization({
  subject,
  record,
}: MappedOrganization): Omit<CheckedOrganization, keyof Identity> | Issue[] {
  const read = OrganizationInput.safeParse(record)
  return read.success ? { subject, organization: read.data } : issuesIn(read.error.issues)
}

function checkOpportunity({
  subject,
  record,
  readAt = null,
}: MappedOpportunity): Omit<CheckedOpportunity, keyof Identity> | Issue[] {
  const { content, publishedAt, closedOn } = record
  const input = OpportunityInput.safeParse(content)
  const from = OrganizationInput.safeParse(record.organization)
  if (input.success && from.success && content.applyUrl)
    return { subject, input: input.data, organization: from.data, publishedAt, closedOn, readAt }
  const link = content.applyUrl ? [] : [{ path: 'applyUrl', message: 'Give the link to the opportunity' }]
  const issues = issuesIn(input.error?.issues ?? []).filter(({ path }) => content.applyUrl || path !== 'applyUrl')
  const about = issuesIn(from.error?.issues ?? []).map(({ path, message }) => {
    return { path: path === 'name' ? 'organization' : `organization.${path}`, message }
  })
  return [...issues, ...link, ...about]
}

type ZodIssue = { code?: string; path: PropertyKey[]; message: string; errors?: readonly (readonly ZodIssue[])[] }

/** Of a choice, the issues of what was chosen: the alternatives whose `basis` is another one say nothing. */
function issuesIn(issues: readonly ZodIssue[], before = ''): Issue[] {
  return issues.flatMap(({ code, path, message, errors = [] }) => {
    const whole = [before, ...path.map(String)].filter(Boolean).join('.')
    const chosen = code === 'invalid_union' && errors.find((some) => some.every((issue) => issue.path[0] !== 'basis'))
    return chosen ? issuesIn(chosen, whole) : [{ path: whole, message }]
  })
}

const describe = (issues: readonly Issue[], fieldName: FieldName) =>
  issues.map(({ path, message }) => `${fieldName(path)}: ${message}`).join('; ')
