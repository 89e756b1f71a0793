import { and, eq, gt, sql } from 'drizzle-orm'
import { endOfDay, HOUR } from '../calendar.ts'
import { type Actor, actorId, type Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { conflict, invalid, notFound, signInFirst, tooMany } from '../errors.ts'
import { recordEvent } from '../events.ts'
import { membershipIn } from '../organizations/policy.ts'
import { requireNotSuspended } from '../organizations/suspended.ts'
import { organizations, trusts } from '../organizations/table.ts'
import { hasPassed } from './moving-deadline.ts'
import { canPropose } from './policy.ts'
import { approvedOf, needsApproval, publishOthers, publishWhole } from './publishing.ts'
import type { Approved, OpportunityInput, Typed, Verdict } from './schema.ts'
import { findStanding, requireWritable, type Standing } from './standing.ts'
import { drafts, revisions } from './table.ts'

/** Submissions of one author an hour: more are refused, and of a trusted organization the last ones wait. */
const MOST_AN_HOUR = 50
const MOST_UNSEEN_AN_HOUR = 20

export type Submission = {
  opportunityId: string
  organizationId: string
  input: OpportunityInput
  /** The form as typed, to go on from later. */
  typed: Typed
}
export type Submitted = { outcome: 'waiting' | 'published'; revisionId: string; title: string }

/**
 * Submits an opportunity, or a new version of one. What readers rely on (title, link, text) waits for a moderator, the
 * rest of a published one takes effect at once; of a trusted organization's members all of it does, of who is no member
 * nothing. A version that still waited is superseded. The draft is used up.
 */
export async function submitOpportunity(ctx: Ctx, submission: Submission): Promise<Submitted> {
  const { opportunityId: id, organizationId, input, typed } = submission
  const authorId = authorOf(ctx.actor)
  const standing = await findStanding(ctx, id)
  allow(ctx, standing, organizationId)
  refusePassed(ctx, input, standing)
  await requireNotSuspended(ctx, organizationId)
  const { trusted, submitted } = await readLimits(ctx, organizationId, authorId)
  if (submitted >= MOST_AN_HOUR)
    throw tooMany(`${MOST_AN_HOUR} opportunities an hour are the most; this one is kept as a draft`)

  const byMember = membershipIn(ctx.actor, organizationId) !== null
  const unseen = trusted && byMember && submitted < MOST_UNSEEN_AN_HOUR
  const row = standing?.row ?? null
  const published = unseen || (byMember && row !== null && !needsApproval(row, input))
  const revisionId = ctx.newId('rev')
  const revision = { id: revisionId, opportunityId: id, organizationId, authorId, byMember, content: input, typed }
  const effect: Statement[] = []
  if (unseen) effect.push(publishWhole(ctx, { id, organizationId, input }))
  else if (row && byMember) effect.push(publishOthers(ctx, id, input))
  await ctx.db.batch([
    supersedeWaiting(ctx, id),
    insertRevision(ctx, revision),
    ...effect,
    ...(published ? [decide(ctx, revisionId, row && approvedOf(row))] : []),
    ctx.db.delete(drafts).where(eq(drafts.opportunityId, id)),
    ...recordEvent(ctx, published ? 'opportunity.published' : 'opportunity.submitted', id),
  ])
  return { outcome: published ? 'published' : 'waiting', revisionId, title: input.title }
}

/** The deadline that stands there already may have passed: then the rest can still be put right. */
function refusePassed({ now }: Ctx, { closesOn, zone }: OpportunityInput, standing: Standing | null): void {
  if (!closesOn || endOfDay(closesOn, zone) > now || closesOn === standing?.row?.closesOn) return
  throw invalid([hasPassed])
}

function authorOf(actor: Actor): string {
  if (actor.type === 'person') return actor.id
  if (actor.type === 'key') return actor.personId
  throw signInFirst()
}

function allow(ctx: Ctx, standing: Standing | null, organizationId: string): void {
  if (!standing) {
    if (!canPropose(ctx.actor, organizationId)) throw notFound('Organization')
    return
  }
  requireWritable(ctx, standing)
  if (standing.organizationId !== organizationId) throw conflict('An opportunity stays with its organization')
}

async function readLimits({ db, now }: Ctx, organizationId: string, authorId: string) {
  const [[organization], [trust], submitted] = await db.batch([
    db.select({ id: organizations.id }).from(organizations).where(eq(organizations.id, organizationId)),
    db.select({ id: trusts.organizationId }).from(trusts).where(eq(trusts.organizationId, organizationId)),
    db
      .select({ count: sql<number>`count(*)` })
      .from(revisions)
      .where(and(eq(revisions.authorId, authorId), gt(revisions.submittedAt, now - HOUR))),
  ])
  if (!organization) throw notFound('Organization')
  return { trusted: trust !== undefined, submitted: submitted[0]?.count ?? 0 }
}

/** A retraction in the same moment wins: its text must not come back. */
const insertRevision = (ctx: Ctx, revision: Omit<typeof revisions.$inferInsert, 'submittedAt'>) =>
  ctx.db.run(
    sql`insert into revisions (id, opportunity_id, organization_id, author_id, by_member, content, typed, submitted_at)
      select ${revision.id}, ${revision.opportunityId}, ${revision.organizationId}, ${revision.authorId}, ${revision.byMember ? 1 : 0},
        ${JSON.stringify(revision.content)}, ${JSON.stringify(revision.typed)}, ${ctx.now}
      where not exists (select 1 from retractions where opportunity_id = ${revision.opportunityId})`,
  )

const supersedeWaiting = (ctx: Ctx, id: string) =>
  ctx.db.run(
    sql`insert into decisions (revision_id, opportunity_id, verdict, reason, decided_by, decided_at)
      select id, opportunity_id, ${'superseded' satisfies Verdict}, '', ${actorId(ctx.actor)}, ${ctx.now} from revisions
      where opportunity_id = ${id} and not exists (select 1 from decisions where revision_id = revisions.id)`,
  )

/** What took effect without a moderator is decided all the same, by whoever was trusted with it. */
const decide = (ctx: Ctx, revisionId: string, before: Approved | null) =>
  ctx.db.run(
    sql`insert into decisions (revision_id, opportunity_id, verdict, reason, before, decided_by, decided_at)
      select id, opportunity_id, ${'approved' satisfies Verdict}, '', ${before && JSON.stringify(before)},
        ${actorId(ctx.actor)}, ${ctx.now} from revisions where id = ${revisionId}`,
  )
