import type { Issue } from '../errors.ts'

export type Subject = 'opportunity' | 'organization'

/** An organization as a source describes it; checked against `OrganizationInput` before it is written. */
export type OrganizationRecord = {
  name: string
  website?: string | null
  aboutHtml?: string
  aliases?: string[]
  countries?: string[]
  parent?: string | null
  foundedOn?: string | null
}

/** An opportunity as a source describes it. `content` is checked against `OpportunityInput` before it is written. */
export type OpportunityRecord = {
  organization: { name: string; website: string | null }
  content: Readonly<Record<string, unknown>>
  /** The instant at which the source listed it, where it says so believably. */
  publishedAt: number | null
  /** The day on which the source took it down. */
  closedOn: string | null
  /** Invented, to show how things look. */
  example?: true
}

export type MappedOrganization = { subject: 'organization'; externalId: string; record: OrganizationRecord }

export type MappedOpportunity = {
  subject: 'opportunity'
  externalId: string
  record: OpportunityRecord
  /** When the source was read: it stands for a listing that the source dates in no believable way. */
  readAt?: number | null
  /** What could not be read at all; these fields are missing in `record`. */
  refused?: readonly Issue[]
  /** What the source wrote, by field, where `record` holds it in other words. */
  given?: Readonly<Record<string, unknown>>
}

/** One row of a source in our words, or what keeps it from being one. `row` is what a reader would count. */
export type MappedRow = { row: number } & (
  | MappedOrganization
  | MappedOpportunity
  | { subject: Subject; problem: string }
)

/** What keeps one row from being imported: the field as the source names it, and what would be right. */
export class RowProblem extends Error {
  readonly reason: string

  constructor(field: string, reason: string) {
    super(`${field}: ${reason}`)
    this.reason = reason
  }
}

/** Maps each row on its own: one that cannot be read leaves the others alone. Counting starts at `first`. */
export function mapEach<T>(
  rows: readonly T[],
  subject: Subject,
  map: (row: T) => MappedOrganization | MappedOpportunity,
  first = 1,
): MappedRow[] {
  return rows.map((source, i) => {
    try {
      return { row: first + i, ...map(source) }
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error
      return { row: first + i, subject, problem: error.message }
    }
  })
}
