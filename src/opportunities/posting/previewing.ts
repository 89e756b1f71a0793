import type { Opportunity } from '../queries.ts'
import type { OpportunityInput } from '../schema.ts'
import { contentOf } from '../writing.ts'

type Of = { id: string; name: string; website: string | null; about: string; example?: boolean }
type Named = { id: string; now: number; organization: Of; reachable: boolean }

/** What readers will see of an input, as if it were published at this instant. */
export function previewOf(input: OpportunityInput, { id, now, organization, reachable }: Named): Opportunity {
  const { summary, closesAt = null } = contentOf(input)
  const { about, example = false, ...of } = organization
  return {
    ...input,
    summary,
    closesAt,
    id,
    seq: 0,
    organization: of,
    organizationAbout: about,
    organizationDomain: null,
    reachable,
    example,
    publishedAt: now,
    updatedAt: now,
    listedVersion: 0,
    reopened: 0,
    source: null,
    closure: null,
    namedByPeople: [],
    program: null,
    retracted: null,
  }
}
