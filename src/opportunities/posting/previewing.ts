import type { Opportunity } from '../queries.ts'
import type { OpportunityInput } from '../schema.ts'
import { contentOf } from '../writing.ts'

type Of = { id: string; name: string; website: string | null; about: string }

/** What readers will see of an input, as if it were published at this instant. */
export function previewOf(input: OpportunityInput, id: string, organization: Of, now: number): Opportunity {
  const { bodyText: _, terms: __, ...content } = contentOf(input)
  const { about, ...of } = organization
  return {
    ...input,
    summary: content.summary,
    closesAt: content.closesAt ?? null,
    id,
    seq: 0,
    organization: of,
    organizationAbout: about,
    organizationDomain: null,
    reachable: true,
    example: false,
    publishedAt: now,
    updatedAt: now,
    listedVersion: 0,
    reopened: 0,
    source: null,
    closure: null,
    namedByPeople: [],
    retracted: null,
  }
}
