import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import { actorId, type Ctx } from '../context.ts'
import { type Statement, violatesUnique } from '../db/client.ts'
import { authorize, conflict, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { notices } from '../mail/table.ts'
import { requireNotSuspended } from '../organizations/suspended.ts'
import { canDecide } from './policy.ts'
import { approvedOf, publishApproved, publishWhole, restore } from './publishing.ts'
import type { Decision } from './schema.ts'
import { findStanding, type Revision } from './standing.ts'
import { decisions, retractions, revisions } from './table.ts'
import { inputOf } from './writing.ts'

/** So long a decision can be taken back. */
export const UNDO_MS = DAY

/**
 * Approves a waiting revision, which makes it what the public reads, or sends it back with a reason. Each is decided
 * once: the second moderator, and one who read an older version, get a conflict. The author is mailed.
 */
export async function decideRevision(ctx: Ctx, revisionId: string, { verdict, reason }: Decision): Promise<void> {
  authorize(canDecide(ctx.actor))
  const revision = await requireRevision(ctx, revisionId)
  const { opportunityId: id, organizationId, content: input } = revision
  if (verdict === 'approved') await requireNotSuspended(ctx, organizationId)
  const standing = await findStanding(ctx, id)
  if (standing?.retraction || !input) throw conflict('This opportunity was retracted')
  const row = standing?.row ?? null
  // Of a member's version the rest has taken effect already, and may have been changed since.
  const whole = !row || !revision.byMember
  const publish = whole ? publishWhole(ctx, { id, organizationId, input }) : publishApproved(ctx, id, input)
  const seen = row && (whole ? inputOf(row) : approvedOf(row))
  const before = verdict === 'approved' ? seen : null
  const decision = { revisionId, opportunityId: id, verdict, reason, before }
  try {
    const [decided] = await ctx.db.batch([
      insertDecision(ctx, decision),
      ...recordEventIfChanged(ctx, `opportunity.${verdict}`, id, reason || undefined),
      ...(verdict === 'approved' ? [publish] : []),
      tellAuthor(ctx, revision),
    ])
    if (!decided.length) throw conflict('This opportunity was retracted')
  } catch (error) {
    if (violatesUnique(error, 'decisions.revision_id')) throw conflict('This version was decided already')
    throw error
  }
}

/**
 * Takes a decision back, within 24 hours and while it is the latest: the revision waits again, and the public reads
 * what it read before.
 */
export async function undoDecision(ctx: Ctx, revisionId: string): Promise<void> {
  authorize(canDecide(ctx.actor))
  const revision = await requireRevision(ctx, revisionId)
  const { opportunityId: id } = revision
  const [[decision], [newest], [retraction]] = await ctx.db.batch([
    ctx.db
      .select()
      .from(decisions)
      .where(and(eq(decisions.revisionId, revisionId), ne(decisions.verdict, 'superseded'))),
    ctx.db
      .select({ id: revisions.id })
      .from(revisions)
      .where(eq(revisions.opportunityId, id))
      .orderBy(desc(revisions.submittedAt), desc(sql`rowid`))
      .limit(1),
    ctx.db.select({ reason: retractions.reason }).from(retractions).where(eq(retractions.opportunityId, id)),
  ])
  if (retraction || !revision.content) throw conflict('This opportunity was retracted')
  if (!decision || decision.decidedAt <= ctx.now - UNDO_MS) throw conflict('A decision can be undone for 24 hours')
  if (newest?.id !== revisionId) throw conflict('A newer version has come: decide about that one')
  const gone = ctx.db
    .delete(decisions)
    .where(
      and(
        eq(decisions.revisionId, revisionId),
        gt(decisions.decidedAt, ctx.now - UNDO_MS),
        sql`not exists (select 1 from retractions where opportunity_id = ${id})`,
        sql`(select max(rowid) from revisions where opportunity_id = ${id}) = (select rowid from revisions where id = ${revisionId})`,
      ),
    )
  await ctx.db.batch([
    gone,
    ...recordEventIfChanged(ctx, 'opportunity.decision undone', id),
    ...(decision.verdict === 'approved' ? [restore(ctx, id, decision.before, revisionId)] : []),
    ctx.db.delete(notices).where(and(eq(notices.occasion, occasionOf(revisionId)), sql`${notices.sentAt} is null`)),
  ])
}

async function requireRevision(ctx: Ctx, id: string): Promise<Revision> {
  const [revision] = await ctx.db.select().from(revisions).where(eq(revisions.id, id))
  if (!revision) throw notFound('Revision')
  return revision
}

/** A retraction in the same moment wins: what it erased must not come back as what was read before. */
const insertDecision = (ctx: Ctx, given: Omit<typeof decisions.$inferInsert, 'decidedBy' | 'decidedAt'>) =>
  ctx.db.all<{ id: string }>(
    sql`insert into decisions (revision_id, opportunity_id, verdict, reason, before, decided_by, decided_at)
      select ${given.revisionId}, ${given.opportunityId}, ${given.verdict}, ${given.reason},
        ${given.before ? JSON.stringify(given.before) : null}, ${actorId(ctx.actor)}, ${ctx.now}
      where not exists (select 1 from retractions where opportunity_id = ${given.opportunityId})
      returning revision_id as id`,
  )

/** What the mail about a decision is called, once a revision. */
const occasionOf = (revisionId: string) => `decision ${revisionId}`

function tellAuthor(ctx: Ctx, { id, opportunityId, authorId }: Revision): Statement {
  const notice = { subjectId: opportunityId, occasion: occasionOf(id), recipientId: authorId, createdAt: ctx.now }
  return ctx.db
    .insert(notices)
    .values(notice)
    .onConflictDoUpdate({
      target: [notices.subjectId, notices.occasion, notices.recipientId],
      set: { createdAt: ctx.now, sentAt: null },
    })
}
