import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { previewOf } from '../opportunities/posting/previewing.ts'
import type { Opportunity } from '../opportunities/queries.ts'
import type { OpportunityInput } from '../opportunities/schema.ts'
import { findStanding } from '../opportunities/standing.ts'
import { contentOf } from '../opportunities/writing.ts'
import { findSimilar, type LookAlike } from '../organizations/look-alikes.ts'
import { type Change, changesBetween, type Said } from './comparing.ts'
import { type Duplicate, findDuplicates } from './duplicates.ts'
import { type OddLink, oddLinks } from './links.ts'
import {
  type DecisionRow,
  type ReportRow,
  type RevisionRow,
  selectDecision,
  selectReportsOf,
  selectRevision,
  selectSentBack,
} from './queries.ts'

export type Changes = {
  /** What it is compared with: what the public reads, or the version that was sent back. */
  since: 'approved' | 'sent back'
  /** What the moderator wrote who sent it back. */
  reason: string
  list: Change[]
}

/** All that a moderator needs to decide about one version. */
export type Review = {
  revision: RevisionRow
  /** As readers will see it; null once its words were erased. */
  preview: Opportunity | null
  decision: DecisionRow | null
  /** Nothing is decided about what a moderator has taken away. */
  isRetracted: boolean
  changes: Changes | null
  duplicates: Duplicate[]
  lookAlikes: LookAlike[]
  links: OddLink[]
  reports: ReportRow[]
}

export async function requireReview(ctx: Ctx, revisionId: string): Promise<Review> {
  const { db } = ctx
  const [[revision], [decision]] = await db.batch([
    selectRevision(db, revisionId),
    selectDecision(db, revisionId, ctx.now),
  ])
  if (!revision) throw notFound('Revision')
  const { content, opportunityId, organizationId, organizationName, website } = revision
  if (!content) return { ...nothing, revision, decision: decision ?? null }
  const said = { ...content, summary: contentOf(content).summary }
  const [standing, [[sentBack], reports], lookAlikes, duplicates] = await Promise.all([
    findStanding(ctx, opportunityId),
    db.batch([selectSentBack(db, revision), selectReportsOf(db, opportunityId)]),
    findSimilar(db, { name: organizationName, website }, organizationId),
    findDuplicates(db, revisionId, said),
  ])
  return {
    revision,
    preview: previewed(revision, content, ctx.now),
    decision: decision ?? null,
    isRetracted: standing?.retraction != null,
    changes: decision ? null : changesOf(standing?.row ?? null, sentBack ?? null, said),
    duplicates,
    lookAlikes,
    links: oddLinks({ ...content, website }),
    reports: reports.filter(({ isOpen }) => isOpen === 1),
  }
}

const nothing = {
  isRetracted: true,
  preview: null,
  changes: null,
  duplicates: [],
  lookAlikes: [],
  links: [],
  reports: [],
}

type SentBack = { reason: string; content: OpportunityInput | null }

function changesOf(row: Said | null, sentBack: SentBack | null, said: Said): Changes | null {
  if (row) return { since: 'approved', reason: '', list: changesBetween(row, said) }
  if (!sentBack?.content) return null
  const before = { ...sentBack.content, summary: contentOf(sentBack.content).summary }
  return { since: 'sent back', reason: sentBack.reason, list: changesBetween(before, said) }
}

/** The opportunity as it will be read once it is approved; a moderator writes to nobody. */
function previewed(revision: RevisionRow, content: OpportunityInput, now: number): Opportunity {
  const { opportunityId, organizationId, organizationName, website, about, example } = revision
  const organization = { id: organizationId, name: organizationName, website, about, example }
  return previewOf(content, { id: opportunityId, now, organization, reachable: false })
}
