import type { Issue } from '../errors.ts'
import { bytes } from '../fields.ts'
import { OpportunityInput } from '../opportunities/schema.ts'
import { OrganizationInput } from '../organizations/schema.ts'
import { contentHash } from './content-hash.ts'
import { everyIssue, issuesIn } from './every-issue.ts'
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
  example: boolean
}
export type CheckedRow = CheckedOrganization | CheckedOpportunity

/** What a field is called where the row comes from. */
export type FieldName = (field: string) => string

/** What a source calls a row is kept as it is, so it must be text that every database can hold. */
const ExternalId = bytes(4_000)

/** The row as the domain accepts it, or in words what keeps it out. */
export async function checkRow(mapped: MappedRow, fieldName: FieldName): Promise<CheckedRow | { problem: string }> {
  if ('problem' in mapped) return mapped
  const { row, externalId } = mapped
  const named = ExternalId.safeParse(externalId)
  if (!named.success) return { problem: describe(named.error.issues.map(ofExternalId), fieldName) }
  const checked = mapped.subject === 'organization' ? checkOrganization(mapped) : checkOpportunity(mapped)
  if (Array.isArray(checked)) return { problem: describe(checked, fieldName) }
  return { row, externalId, hash: await contentHash(mapped.record), ...checked }
}

const ofExternalId = ({ message }: { message: string }): Issue => ({ path: 'externalId', message })

function checkOrganization({
  subject,
  record,
}: MappedOrganization): Omit<CheckedOrganization, keyof Identity> | Issue[] {
  const read = OrganizationInput.safeParse(record)
  return read.success ? { subject, organization: read.data } : issuesIn(read.error.issues, record)
}

function checkOpportunity(mapped: MappedOpportunity): Omit<CheckedOpportunity, keyof Identity> | Issue[] {
  const { subject, record, readAt = null, refused = [] } = mapped
  const { content, publishedAt, closedOn, example = false } = record
  const input = OpportunityInput.safeParse(content)
  const from = OrganizationInput.safeParse(record.organization)
  if (input.success && from.success && content.applyUrl && !refused.length)
    return { subject, input: input.data, organization: from.data, publishedAt, closedOn, readAt, example }
  const read = [
    ...contentIssues(mapped),
    ...issuesIn(from.error?.issues ?? [], record.organization).map(ofOrganization),
  ]
  return [...refused, ...read.filter(({ path }) => !refused.some((issue) => issue.path === path))]
}

function contentIssues({ record: { content }, given }: MappedOpportunity): Issue[] {
  const issues = everyIssue(content, given)
  if (content.applyUrl) return issues
  const others = issues.filter(({ path }) => path !== 'applyUrl')
  return [...others, { path: 'applyUrl', message: 'Give the link to the opportunity' }]
}

const ofOrganization = ({ path, message }: Issue): Issue => ({
  path: { name: 'organization', website: 'website' }[path] ?? `organization.${path}`,
  message,
})

const describe = (issues: readonly Issue[], fieldName: FieldName) =>
  issues.map(({ path, message }) => `${fieldName(path)}: ${message}`).join('; ')
